# What st-annotate promises. Rules: st-rules(5).
# shellcheck disable=SC2016,SC2034,SC2154 # set by bats and in common.bash

load common

annotate() { # RULES [OPTION ...]: annotates with these rules and no pack
	printf '%s\n' "$1" >rules.json
	st-annotate --pack none -r rules.json "${@:2}"
}

# left CONDITION DROP FUNCTION ...: the functions that a trim leaves: left '{"function":"b"}' '"inner"' a b c
left() {
	thread '{}' "${@:3}" |
		annotate "{\"rules\":\"t\",\"trim\":[{\"when\":$1,\"drop\":$2}]}" |
		jq -r '[.frames[].function] | join(" ")'
}

# Prints yes if the condition holds for the record on standard input, and no otherwise.
holds() {
	annotate "{\"rules\":\"t\",\"label\":[{\"when\":$1,\"role\":\"yes\"}]}" | jq -r '.role // "no"'
}

# Reads a table from standard input: each line has yes or no, and a condition. The record is the argument.
table() {
	local wanted when failed=0 got
	while read -r wanted when; do
		got=$(holds "$when" <<<"$1")
		[ "$got" = "$wanted" ] || { printf '%s, not %s: %s\n' "$got" "$wanted" "$when"; failed=1; }
	done
	return "$failed"
}

# fault 'LINE[: MEMBER]: REASON' TEXT: a rule file with this text is refused, and why
fault() {
	printf '%b' "$2" >faulty.json
	run -2 --separate-stderr st-annotate --check --pack none -r faulty.json
	is "$output" ''
	is "$stderr" "st-annotate: faulty.json${1:+:}$1"
}

@test "function is a whole name, called_by the next frame out, called_under any further out" {
	table "$(thread '{}' poll apr_poll worker clone)" <<-'END'
		yes {"function":"poll"}
		yes {"function":"clone"}
		no {"function":"pol"}
		no {"function":"polll"}
		no {"function":"Poll"}
		yes {"function":"poll","called_by":"apr_poll"}
		no {"function":"poll","called_by":"worker"}
		no {"function":"poll","called_by":"poll"}
		yes {"function":"poll","called_under":"apr_poll"}
		yes {"function":"poll","called_under":"clone"}
		no {"function":"poll","called_under":"poll"}
		no {"function":"worker","called_under":"poll"}
		no {"function":"clone","called_by":"clone"}
		yes {"called_by":"clone"}
		no {"called_by":"poll"}
		yes {"function":"poll","called_by":"apr_poll","called_under":"clone"}
	END
}

@test "all frames that a condition names belong to one match, anywhere in the stack" {
	table "$(thread '{}' poll a poll b)" <<-'END'
		yes {"function":"poll","called_by":"a"}
		yes {"function":"poll","called_by":"b"}
		no {"function":"poll","called_by":"c"}
	END
}

@test "function_matches finds a pattern anywhere in the name, function_contains a piece of text" {
	table "$(thread '{}' '__1cRManageAgentThread6F_v_' main)" <<-'END'
		yes {"function_matches":"Agent.*6F"}
		yes {"function_matches":"^__1c"}
		no {"function_matches":"^Manage"}
		no {"function_matches":"agent"}
		yes {"function_matches":"(?i)agent"}
		yes {"function_contains":"ManageAgentThread"}
		no {"function_contains":"Manage.*Thread"}
		no {"function_contains":"manage"}
		no {"function_matches":"main.+"}
	END
}

@test "address is compared as a number" {
	table '{"type":"thread","frames":[{"function":"f","address":"0x0000000000001f40"},{"function":"g"}]}' <<-'END'
		yes {"address":8000}
		yes {"address":"0x1f40"}
		no {"address":0}
		no {"address":"0x0"}
		yes {"address":8000,"function":"f"}
		no {"address":8000,"function":"g"}
	END
	table '{"type":"thread","frames":[{"function":"f","address":"0x0000000000000000"}]}' <<<'yes {"address":0}'
	table '{"type":"thread","frames":[{"function":"f","address":"801c0a400"}]}' <<<'no {"address":0}'
	table '{"type":"thread","frames":[{"function":"f","address":"0xffffffffffffffff"}]}' <<<'no {"address":0}'
}

@test "signal_handler, module, file and their patterns hold for the same frame as the function" {
	table '{"type":"thread","frames":[{"function":"read","module":"/lib/x86_64/libc.so.6"},{"function":"<signal handler called>","signal_handler":true},{"function":"f","file":"../srv/a.c"}]}' <<-'END'
		yes {"signal_handler":true}
		no {"signal_handler":true,"function":"f"}
		yes {"module":"libc.so.6"}
		yes {"module":"x86_64/libc.so.6"}
		yes {"module":"/lib/x86_64/libc.so.6"}
		no {"module":"c.so.6"}
		no {"module":"libc.so"}
		no {"module":"libc.so.6","function":"f"}
		yes {"module":"libc.so.6","function":"read"}
		yes {"module_matches":"libc\\.so"}
		no {"module_matches":"^libc"}
		yes {"file":"a.c"}
		yes {"file":"srv/a.c"}
		no {"file":".c"}
		yes {"file_matches":"a\\.c$"}
		no {"file_matches":"b\\.c$"}
	END
}

@test "an empty pattern is refused" {
	fault '1: label[0].when.file_matches: is empty' '{"rules":"t","label":[{"when":{"file_matches":""},"role":"x"}]}'
}

@test "innermost is the first frame outside the system's libraries" {
	table '{"type":"thread","frames":[{"function":"poll","module":"/lib/libc.so.6"},{"function":"<signal handler called>","signal_handler":true},{"function":"mine"},{"function":"main"}]}' <<-'END'
		yes {"function":"mine","innermost":true}
		no {"function":"poll","innermost":true}
		no {"function":"main","innermost":true}
	END
	table "$(thread '{}' mine main)" <<<'yes {"function":"mine","innermost":true}'
}

@test "comm, exe, signal, exception and message are looked up in the record, not in a frame" {
	table '{"type":"thread","comm":"worker-3","signal":"SIGSEGV","process":{"exe":"/usr/sbin/httpd"},"frames":[{"function":"f"}]}' <<-'END'
		yes {"comm_matches":"^worker-\\d$"}
		no {"comm_matches":"^orker"}
		yes {"exe_matches":"httpd$"}
		no {"exe_matches":"nginx"}
		yes {"signal":"SIGSEGV"}
		no {"signal":"SIGABRT"}
		no {"signal":"SEGV"}
		no {"exception":"ValueError"}
		no {"message_matches":"."}
		yes {"function":"f","signal":"SIGSEGV"}
		no {"function":"g","signal":"SIGSEGV"}
	END
	table '{"type":"traceback","exception":{"type":"django.db.utils.IntegrityError","message":"walks_walk_7_key"},"frames":[]}' <<-'END'
		yes {"exception":"IntegrityError"}
		yes {"exception":"django.db.utils.IntegrityError"}
		yes {"exception":"utils.IntegrityError"}
		no {"exception":"Error"}
		no {"exception":"django"}
		yes {"exception":"IntegrityError","message_matches":"walks_walk_.*_key"}
		no {"exception":"IntegrityError","message_matches":"walks_run"}
		no {"signal":"SIGSEGV"}
	END
}

@test "a member that the record does not have matches no pattern, so its not holds" {
	table "$(thread '{}' f)" <<-'END'
		no {"comm_matches":".*"}
		no {"module_matches":".*"}
		yes {"not":{"comm_matches":".*"}}
	END
}

@test "not, any and all combine, nested too" {
	table "$(thread '{"signal":"SIGSEGV"}' f g h)" <<-'END'
		no {"not":{"function":"f"}}
		yes {"not":{"function":"x"}}
		yes {"function":"f","not":{"function":"x"}}
		no {"function":"f","not":{"function":"h"}}
		yes {"any":[{"function":"x"},{"function":"g"}]}
		no {"any":[{"function":"x"},{"function":"y"}]}
		yes {"all":[{"function":"h"},{"function":"f"}]}
		no {"all":[{"function":"h"},{"function":"x"}]}
		yes {"all":[{"not":{"function":"x"}},{"any":[{"function":"y"},{"signal":"SIGSEGV"}]}]}
		no {"not":{"any":[{"function":"x"},{"function":"h"}]}}
		yes {"not":{"all":[{"function":"x"},{"function":"h"}]}}
		yes {"not":{"not":{"function":"f"}}}
		no {"not":{"function":"f"},"any":[{"function":"g"}]}
	END
}

@test "names match as printed or normalised; exactly switches that off" {
	table "$(thread '{}' __GI___poll 'std::vector<int>::push' work.isra.0 lseek64 pthread_cond_wait@@GLIBC_2.3.2 'run(int) [clone .cold]')" <<-'END'
		yes {"function":"__GI___poll"}
		yes {"function":"poll"}
		no {"function":"__poll"}
		yes {"function":"std::vector::push"}
		yes {"function":"work"}
		yes {"function":"lseek"}
		yes {"function":"lseek64"}
		yes {"function":"pthread_cond_wait"}
		yes {"function":"run"}
		yes {"function_matches":"^poll$"}
		yes {"function":"poll","called_by":"std::vector::push"}
		yes {"function":"poll","called_under":"lseek"}
		no {"function":"poll","exactly":true}
		yes {"function":"__GI___poll","exactly":true}
		yes {"function":"poll","exactly":false}
		no {"function_matches":"^poll$","exactly":true}
		no {"function":"__GI___poll","called_under":"lseek","exactly":true}
		yes {"function":"__GI___poll","called_under":"lseek64","exactly":true}
		no {"any":[{"function":"poll"}],"exactly":true}
		no {"all":[{"function":"__GI___poll"},{"not":{"function":"poll","exactly":true}},{"function":"poll","exactly":true}]}
	END
	table "$(thread '{}' poll)" <<<'no {"function":"__poll"}'
}

@test "exactly for a whole file holds even where a condition says false" {
	thread '{}' __poll >record
	is "$(annotate '{"exactly":true,"rules":"t","label":[{"when":{"function":"poll"},"role":"x"}]}' record | jq .role)" null
	is "$(annotate '{"rules":"t","label":[{"when":{"function":"poll"},"role":"x"}],"exactly":true}' record | jq .role)" null
	is "$(annotate '{"rules":"t","exactly":true,"label":[{"when":{"function":"__poll"},"role":"x"}]}' record | jq -r .role)" x
	is "$(annotate '{"rules":"t","exactly":true,"label":[{"when":{"function":"poll","exactly":false},"role":"x"}]}' record | jq .role)" null
}

@test "drop: inner, outer, from, match, first; where one frame matches" {
	is "$(left '{"function":"c"}' '"inner"' a b c d e)" 'c d e'
	is "$(left '{"function":"c"}' '"outer"' a b c d e)" 'a b c'
	is "$(left '{"function":"c"}' '"from"' a b c d e)" 'a b'
	is "$(left '{"function":"c"}' '"match"' a b c d e)" 'a b d e'
	is "$(left '{"function":"c"}' '"first"' a b c d e)" 'a b d e'
}

@test "drop: inner, outer, from, match, first; where a range of frames matches" {
	when='{"function":"b","called_under":"d"}'
	is "$(left "$when" '"inner"' a b c d e)" 'b c d e'
	is "$(left "$when" '"outer"' a b c d e)" 'a b c d'
	is "$(left "$when" '"from"' a b c d e)" 'a'
	is "$(left "$when" '"match"' a b c d e)" 'a e'
	is "$(left "$when" '"first"' a b c d e)" 'a c d e'
	is "$(left '{"function":"b","called_by":"c"}' '"match"' a b c d e)" 'a d e'
}

@test "drop at either end of the stack, and dropping all of it" {
	is "$(left '{"function":"a"}' '"inner"' a b)" 'a b'
	is "$(left '{"function":"b"}' '"outer"' a b)" 'a b'
	is "$(left '{"function":"a"}' '"from"' a b)" ''
	is "$(left '{"function":"a","called_by":"b"}' '"match"' a b)" ''
	is "$(left '{"function":"x"}' '"from"' a b)" 'a b'
	is "$(left '{"function":"x"}' '"from"')" ''
}

@test "a trim applies once, at the innermost match; with each, at every match" {
	is "$(left '{"function":"b"}' '"match"' a b c b d b)" 'a c b d b'
	is "$(left '{"function":"b"}' '"match","each":true' a b b c b d b)" 'a c d'
	is "$(left '{"function":"b"}' '"first","each":true' b b b)" ''
	is "$(left '{"function":"b"}' '"match","each":false' a b c b)" 'a c b'
	is "$(left '{"function":"b","called_by":"b"}' '"first","each":true' a b b b c)" 'a b c'
	is "$(left '{"function":"b"}' '"inner","each":true' a b c b d)" 'b d'
	is "$(left '{"function":"b"}' '"outer","each":true' a b c b d)" 'a b'
	is "$(left '{"function":"b"}' '"from","each":true' a b c b d)" 'a'
}

@test "trims apply in order, each to what the one before left; labels see what the last one left" {
	run -0 annotate '{"rules":"t","trim":[{"when":{"function":"b"},"drop":"inner"},{"when":{"function":"a"},"drop":"from"},
		{"when":{"function":"d"},"drop":"outer"}],"label":[{"when":{"function":"a"},"role":"wrong"},
		{"when":{"function":"b","innermost":true},"role":"right"}]}' <<<"$(thread '{}' a b c d e)"
	is "$(jq -c '[.role, .trimmed, [.frames[].function]]' <<<"$output")" '["right",2,["b","c","d"]]'
}

@test "trimmed counts the frames that trims took, even if none; the others keep their levels and bytes" {
	rules='{"rules":"t","trim":[{"when":{"function":"b"},"drop":"match"}]}'
	run -0 annotate "$rules" <<<'{"type":"thread","frames":[{"level":0,"function":"a","n":12345678901234567890},{"function":"b"},{ "level" : 2, "function" : "c\u0000" }]}'
	has "$output" '"frames":[{"level":0,"function":"a","n":12345678901234567890},{ "level" : 2, "function" : "c\u0000" }]'
	is "$(jq .trimmed <<<"$output")" 1
	run -0 annotate "$rules" <<<"$(thread '{}' a c)"
	is "$(jq .trimmed <<<"$output")" 0
	run -0 annotate '{"rules":"t","label":[{"when":{"function":"a"},"role":"x"}]}' <<<"$(thread '{}' a c)"
	is "$(jq 'has("trimmed")' <<<"$output")" false
}

@test "a record that was trimmed is not trimmed again" {
	run -0 annotate '{"rules":"t","trim":[{"when":{"function":"b"},"drop":"first"}]}' <<<"$(thread '{"trimmed":0}' a b b c)"
	is "$(jq -c '[.trimmed, [.frames[].function]]' <<<"$output")" '[0,["a","b","b","c"]]'
}

@test "role, state and issue each come from the first label that holds and has one" {
	run -0 annotate '{"rules":"t","label":[{"when":{"function":"x"},"role":"no","state":"no","issue":"no"},
		{"when":{"function":"b"},"state":"s1"},{"when":{"function":"a"},"role":"r2","state":"s2"},
		{"when":{"function":"a"},"role":"r3","issue":"I-3"},{"when":{"function":"a"},"issue":"I-4"}]}' <<<"$(thread '{}' a b)"
	is "$(jq -c '[.role, .state, .issue, .pack]' <<<"$output")" '["r2","s1",{"id":"I-3"},"t"]'
}

@test "an issue may be an object, whose members are kept" {
	run -0 annotate '{"rules":"t","label":[{"when":{"function":"a"},"issue":{"id":"W-1","n":12345678901234567890,"url":"http:\/\/x"}}]}' <<<"$(thread '{}' a)"
	has "$output" '"issue":{"id":"W-1","n":12345678901234567890,"url":"http:\/\/x"}'
}

@test "several rule files apply in the order given, and packs after them" {
	echo '{"rules":"one","trim":[{"when":{"function":"a"},"drop":"match"}],"label":[{"when":{"function":"worker_thread"},"state":"s1"}]}' >one
	echo '{"rules":"two","label":[{"when":{"function":"a"},"role":"wrong"},{"when":{"function":"b"},"role":"r2","state":"s2"}]}' >two
	run -0 st-annotate --pack original -r one -r two <<<"$(thread '{}' a b worker_thread)"
	is "$(jq -c '[.role, .state, .trimmed]' <<<"$output")" '["r2","s1",1]'
	run -0 st-annotate --pack original -r one <<<"$(thread '{}' a b worker_thread)"
	is "$(jq -c '[.role, .state]' <<<"$output")" '["MPM child worker thread","s1"]'
	run -0 st-annotate --pack none --rules=two --rules one <<<"$(thread '{}' b worker_thread)"
	is "$(jq -c '[.role, .state]' <<<"$output")" '["r2","s2"]'
}

@test "a record keeps the labels that it has; --relabel replaces them" {
	record=$(thread '{"role":"mine","issue":{"id":"X"}}' a)
	rules='{"rules":"t","label":[{"when":{"function":"a"},"role":"r","state":"s","issue":"I"}]}'
	run -0 annotate "$rules" <<<"$record"
	is "$(jq -c '[.role, .state, .issue.id]' <<<"$output")" '["mine","s","X"]'
	run -0 annotate "$rules" --relabel <<<"$record"
	is "$(jq -c '[.role, .state, .issue.id, .pack]' <<<"$output")" '["r","s","I","t"]'
	is "$(grep -o '"role"' <<<"$output" | wc -l)" 1
}

@test "--relabel keeps a label if no rule gives another" {
	run -0 annotate '{"rules":"t","label":[{"when":{"function":"a"},"state":"new"}]}' --relabel <<<"$(thread '{"role":"old","state":"old","issue":{"id":"X"},"pack":"old"}' a)"
	is "$(jq -c '[.role, .state, .issue.id, .pack]' <<<"$output")" '["old","new","X","t"]'
	run -0 annotate '{"rules":"t"}' --relabel <<<"$(thread '{"role":"old","pack":"old"}' a)"
	is "$(jq -c '[.role, .pack]' <<<"$output")" '["old","old"]'
}

@test "a pack that labelled nothing is not named" {
	run -0 annotate '{"rules":"t","label":[{"when":{"function":"a"},"role":"r"}]}' <<<"$(thread '{"role":"mine"}' a)"
	is "$(jq -c '[.role, .pack]' <<<"$output")" '["mine",null]'
}

@test "annotating twice is annotating once" {
	for file in "$native"/*.gdb; do st-parse-gdb "$file"; done |
		st-annotate --pack original >once
	st-annotate --pack original once >twice
	same once twice
	st-annotate --pack original --relabel twice >thrice
	same twice thrice
}

@test "a pack applies where its exe matches; a pack asked for applies to everything" {
	rules='{"rules":"t","exe":"(httpd|apache2)$","needs":["child_main","ap_run_mpm"],"label":[{"when":{"function":"a"},"role":"x"}]}'
	is "$(annotate "$rules" <<<"$(thread '{"process":{"exe":"/usr/sbin/httpd"}}' a)" | jq -r .role)" x
	is "$(annotate "$rules" <<<"$(thread '{"process":{"exe":"/usr/sbin/nginx"}}' a child_main)" | jq -r .role)" null
	is "$(annotate "$rules" <<<"$(thread '{}' a child_main)" | jq -r .role)" x
	is "$(annotate "$rules" <<<"$(thread '{}' a __ap_run_mpm)" | jq -r .role)" x
	is "$(annotate "$rules" <<<"$(thread '{}' a)" | jq -r .role)" null
	is "$(annotate '{"rules":"t","needs":["b"],"label":[{"when":{"function":"a"},"role":"x"}]}' <<<"$(thread '{"process":{"exe":"/x"}}' a b)" | jq -r .role)" x
	is "$(st-annotate --pack original <<<"$(thread '{"process":{"exe":"/usr/sbin/nginx"}}' worker_thread)" | jq -r .role)" 'MPM child worker thread'
}

@test "a pack applies even if its own trim takes off the function that it needs" {
	is "$(annotate '{"rules":"t","needs":["c"],"trim":[{"when":{"function":"b"},"drop":"from"}],"label":[{"when":{"function":"a"},"role":"x"}]}' \
		<<<"$(thread '{}' a b c)" | jq -c '[.role, .trimmed]')" '["x",2]'
}

@test "a user's trim can hide the frame that a pack's label asks for; the user's own label still sees its frame" {
	state_of() { # RULES
		st-parse-gdb "$BUILD/share/stacktraces/examples/crash.gdb" |
			st-annotate -r <(printf '{"rules":"mine",%s}' "$1") | jq -r 'select(.tid == 6).state'
	}
	is "$(state_of '"trim":[{"when":{"function":"queue_take"},"drop":"inner"}]')" null
	is "$(state_of '"trim":[{"when":{"function":"pthread_cond_wait"},"drop":"inner"}]')" 'waiting on a condition variable'
	is "$(state_of '"trim":[{"when":{"function":"queue_take"},"drop":"inner"}],"label":[{"when":{"function":"queue_take"},"state":"waiting for an order"}]')" \
		'waiting for an order'
}

@test "the fingerprint is that of the untrimmed frames; one that the record has is kept" {
	record=$(thread '{}' a b b b c)
	run -0 annotate '{"rules":"t","trim":[{"when":{"function":"b"},"drop":"from"}]}' --fingerprint-text <<<"$record"
	is "$(jq -r .fingerprint_text <<<"$output")" "$(printf '%s\n' thread a b c)"
	is "$(jq -r .fingerprint <<<"$output")" "2:$(printf '%s\n' thread a b c | sha256sum | cut -c 1-16)"
	run -0 annotate '{"rules":"t"}' <<<"$(thread '{"fingerprint":"1:0123456789abcdef"}' a)"
	is "$(jq -r .fingerprint <<<"$output")" 1:0123456789abcdef
	lacks "$output" fingerprint_text
	run -0 annotate '{"rules":"t"}' <<<'{"type":"thread","frames":[]}'
	is "$output" '{"type":"thread","frames":[]}'
	run -0 annotate '{"rules":"t"}' <<<"$(thread '{"trimmed":2}' a)"
	lacks "$output" '"fingerprint"'
}

@test "groups of threads are labelled like threads" {
	run -0 annotate '{"rules":"t","label":[{"when":{"function":"a"},"role":"x"}]}' <<<'{"type":"group","of":"thread","count":3,"frames":[{"function":"a"}]}'
	is "$(jq -c '[.role, .count]' <<<"$output")" '["x",3]'
}

@test "members that do not change keep their bytes, and a record that does not change is the same line" {
	odd='{"type" : "thread" ,"n":12345678901234567890,"Role":"R","t":"\u0000\ud83d\ude00\/","frames" : [ {"function":"a" } ] , "x":1e2}'
	run -0 annotate '{"rules":"t","label":[{"when":{"function":"a"},"role":"x"}]}' <<<"$odd"
	is "${output%%,\"fingerprint\"*}" '{"type" : "thread" ,"n":12345678901234567890,"Role":"R","t":"\u0000\ud83d\ude00\/","frames" : [ {"function":"a" } ] , "x":1e2'
	has "$output" '"role":"x"'
	same=$(thread '{"fingerprint":"1:0","n":1e2}' a)
	run -0 annotate '{"rules":"t"}' <<<" $same	"
	is "$output" "$same"
}

# slow [N]: a name for which the pattern ^(a+)+$ takes too long
slow() {
	printf 'a%.0s' $(seq 5000)
	printf '!%s' "$1"
}

@test "a pattern that takes too long is reported once with its rule; records pass without that label; status 1" {
	for i in 1 2; do thread "{\"n\":$i}" "$(slow $i)" f; done >records
	printf '%s\n' '{"rules":"t",' '"label":[' '{"when":{"function_matches":"^(a+)+$"},"role":"bad"},' '{"when":{"function":"f"},"role":"good"}]}' >rules.json
	run -1 --separate-stderr timeout 60 st-annotate --pack none -r rules.json records
	is "$(jq -r .role <<<"$output")" 'good
good'
	is "$stderr" 'st-annotate: rules.json:3: a pattern took too long on a record: the rule is passed over there'
}

@test "two patterns that take too long are both reported" {
	printf '%s\n' '{"rules":"t","label":[' '{"when":{"function_matches":"^(a+)+$"},"role":"bad"},' '{"when":{"function_matches":"^(a*)*$"},"role":"bad"}]}' >rules.json
	run -1 --separate-stderr timeout 60 st-annotate --pack none -r rules.json <<<"$(thread '{}' "$(slow)")"
	has "$stderr" 'rules.json:2:'
	has "$stderr" 'rules.json:3:'
}

@test "a rule does not apply to a record for which one of its patterns takes too long" {
	# each of these would hold if the pattern did not match
	for when in '{"not":{"function_matches":"^(a+)+$"}}' '{"any":[{"function_matches":"^(a+)+$"},{"function":"f"}]}'; do
		printf '{"rules":"t","label":[{"when":%s,"role":"bad"}],"trim":[{"when":{"function":"f","any":[%s]},"drop":"first","each":true}]}\n' "$when" "$when" >rules.json
		run -1 --separate-stderr timeout 60 st-annotate --pack none -r rules.json <<<"$(thread '{}' f f "$(slow)" f)"
		is "$(jq -c '[.role, .trimmed]' <<<"$output")" '[null,0]'
	done
}

@test "a pattern that took too long on ten records is not tried again, and a message says so" {
	{
		for i in 1 2 3 4 5 6 7 8 9; do thread "{\"n\":$i}" "$(slow $i)"; done
		thread '{"n":10}' aaa
		thread '{"n":11}' "$(slow 11)"
		thread '{"n":12}' aaa
	} >records
	printf '%s\n' '{"rules":"t","label":[' '{"when":{"function_matches":"^(a+)+$"},"role":"it"},' '{"when":{"function":"aaa"},"role":"other"}]}' >rules.json
	run -1 --separate-stderr timeout 60 st-annotate --pack none -r rules.json records
	is "$(jq -r 'select(.role) | "\(.n) \(.role)"' <<<"$output")" '10 it
12 other'
	is "$stderr" 'st-annotate: rules.json:2: a pattern took too long on a record: the rule is passed over there
st-annotate: rules.json:2: a pattern took too long on ten records: the rule is not tried again'
	# the same for the pattern that says which programs a file applies to
	jq -c '.process.exe = .frames[0].function | .frames[0].function = "f"' records >exes
	printf '%s\n' '{"rules":"t",' '"exe":"^(a+)+$",' '"label":[{"when":{"function":"f"},"role":"it"}]}' >rules.json
	run -1 --separate-stderr timeout 60 st-annotate --pack none -r rules.json exes
	is "$(jq -r 'select(.role) | "\(.n) \(.role)"' <<<"$output")" '10 it'
	is "$stderr" 'st-annotate: rules.json:2: a pattern took too long on a record: the rule is passed over there
st-annotate: rules.json:2: a pattern took too long on ten records: the rule is not tried again'
}

@test "--list shows each pack with its description" {
	run -0 --separate-stderr st-annotate --list
	has "$output" 'original	Apache HTTP Server, with the table and the words of stacktraces.py; only by name'
	run -0 st-annotate --list --pack none
	is "$output" ''
	echo '{"rules":"mine","about":"My own"}' >mine
	run -0 st-annotate --list --pack none -r mine
	is "$output" 'mine	My own'
}

@test "--list escapes control and direction characters" {
	printf '%s\n' '{"rules":"m\u001b[2Jine\u202e","about":"a\nb\u2028"}' >mine
	run -0 st-annotate --list --pack none -r mine
	is "${#lines[@]}" 1
	is "$(LC_ALL=C tr -d ' -~\t\n' <<<"$output")" ''
}

@test "a pack that does not exist is wrong usage" {
	run -2 --separate-stderr st-annotate --pack nosuch </dev/null
	is "$stderr" 'st-annotate: --pack: nosuch: not one of none, cpython, erlang, glibc, go, haproxy, httpd, jvm, libstdc++, mariadb, memcached, nginx, node, original, php-fpm, postgres, redis, rust
try: st-annotate --help'
	run -2 --separate-stderr st-annotate --pack ../packs/original </dev/null
	is "$output" ''
}

@test "--check finds no fault in the packs that ship" {
	run -0 --separate-stderr st-annotate --check
	is "$output$stderr" ''
	for pack in "$BUILD"/share/stacktraces/packs/*.json; do
		run -0 --separate-stderr st-annotate --check --pack none -r "$pack"
		is "$output$stderr" ''
	done
}

@test "--check and --list refuse a file named without -r" {
	for option in check list; do
		run -2 --separate-stderr st-annotate --$option my-rules.json
		is "$stderr" "st-annotate: my-rules.json: not read with --$option: rules are named with -r"
	done
}

@test "--check: a file that is missing, empty or no rule file" {
	run -2 --separate-stderr st-annotate --check --pack none -r nosuch.json
	is "$stderr" 'st-annotate: nosuch.json: No such file or directory'
	: >empty.json
	run -2 --separate-stderr st-annotate --check --pack none -r empty.json
	is "$stderr" 'st-annotate: empty.json: is empty'
	fault '2: not JSON' '{"rules":\n x}'
	fault '1: a rule file is an object' '[]'
	fault '2: something follows the value' '{"rules":"t"}\n{}'
	fault '1: invalid UTF-8' '{"rules":"\0377"}'
	fault '2: a text may not hold a NUL' '{"rules":\n"a\\u0000"}'
	for text in '{"rules":"t"}\0000' '{"rules":"t",}' '{"rules":"t","n":01}' '{"rules":"t","n":1.}' '{"rules":"a\tb"}' '\0357\0273\0277{"rules":"t"}'; do
		fault '1: not JSON' "$text"
	done
	# what people pass by mistake
	fault '1: not JSON' '2026-11-24 10:00:00 INFO up\n'
	fault '2: something follows the value; looks like records: st-annotate reads them' '{"type":"group","of":"thread","count":1}\n{"type":"group","of":"thread","count":1}\n'
	fault '1: not JSON; looks like a debugger'"'"'s log: st-parse-gdb reads it' 'Thread 1 (LWP 7):\n'
	fault '1: nested deeper than 1000 levels' "$(printf '[%.0s' $(seq 1001))"
}

@test "--check: faults of a file, with their line and member" {
	fault '1: has no member "rules", its name' '{}'
	fault '1: rules: has to be a text, and not empty' '{"rules":""}'
	fault '1: rules: has to be a text, and not empty' '{"rules":3}'
	fault '2: no such member of a rule file "trims" (did you mean "trim"?)' '{"rules":"t",\n"trims":[]}'
	fault '3: trim: has to be an array' '{"rules":"t",\n\n"trim":{}}'
	fault '2: label: has to be an array' '{"rules":"t",\n"label":3}'
	fault '2: needs: has to be an array of functions' '{"rules":"t",\n"needs":[]}'
	fault '3: needs[1]: has to be a text, and not empty' '{"rules":"t","needs":["a",\n\n""]}'
	fault '1: exactly: has to be true or false' '{"rules":"t","exactly":1}'
	fault '1: about: has to be a text, and not empty' '{"rules":"t","about":""}'
	fault '2: exe: pattern: missing closing parenthesis at character 3' '{"rules":"t",\n"exe":"(a"}'
}

@test "--check: faults of a trim" {
	t='{"rules":"t","trim":[\n'
	fault '2: trim[0]: a trim has a `when` and a `drop`' "$t{\"when\":{\"function\":\"a\"}}]}"
	fault '2: trim[0]: a trim has a `when` and a `drop`' "$t{\"drop\":\"inner\"}]}"
	fault '3: trim[0].drop: has to be inner, outer, from, match or first' "$t{\"when\":{\"function\":\"a\"},\n\"drop\":\"all\"}]}"
	fault '2: trim[0].each: has to be true or false' "$t{\"when\":{\"function\":\"a\"},\"each\":\"yes\",\"drop\":\"match\"}]}"
	fault '2: trim[0]: no such member of a trim "role"' "$t{\"when\":{\"function\":\"a\"},\"role\":\"x\",\"drop\":\"match\"}]}"
	fault '2: trim[0]: the condition of a trim has to ask for a frame' "$t{\"when\":{\"signal\":\"SIGSEGV\"},\"drop\":\"match\"}]}"
	fault '2: trim[0]: the condition of a trim has to ask for a frame' "$t{\"when\":{\"not\":{\"function\":\"a\"}},\"drop\":\"match\"}]}"
}

@test "a trim whose any holds without a frame drops nothing" {
	record=$(thread '{"signal":"SIGSEGV"}' a b)
	run -0 annotate '{"rules":"t","trim":[{"when":{"any":[{"signal":"SIGSEGV"},{"function":"x"}]},"drop":"match"}]}' <<<"$record"
	is "$(jq -c '[.frames[].function]' <<<"$output")" '["a","b"]'
}

@test "a trim on an empty stack is no trouble" {
	run -0 annotate '{"rules":"t","trim":[{"when":{"any":[{"function":"a"},{"signal":"SIGSEGV"}]},"drop":"match","each":true}]}' <<<'{"type":"thread","signal":"SIGSEGV","frames":[]}'
	is "$(jq -c .frames <<<"$output")" '[]'
}

@test "a trim with each, whose any holds without a frame, ends and drops nothing" {
	printf '%s\n' '{"rules":"t","trim":[{"when":{"any":[{"signal":"SIGSEGV"},{"function":"a"}]},"drop":"inner","each":true}]}' >rules.json
	run -0 timeout 60 st-annotate --pack none -r rules.json <<<"$(thread '{"signal":"SIGSEGV"}' a b c)"
	is "$(jq -c '[.frames[].function]' <<<"$output")" '["a","b","c"]'
}

@test "--check: faults of a label" {
	t='{"rules":"t","label":[\n'
	fault '2: label[0]: a label has a `when`, and a `role`, a `state`, an `issue` or a `release`' "$t{\"when\":{\"function\":\"a\"}}]}"
	fault '2: label[0]: a label has a `when`, and a `role`, a `state`, an `issue` or a `release`' "$t{\"role\":\"x\"}]}"
	fault '2: label[0].role: has to be a text, and not empty' "$t{\"when\":{\"function\":\"a\"},\"role\":\"\"}]}"
	fault '3: label[0].state: has to be a text, and not empty' "$t{\"when\":{\"function\":\"a\"},\n\"state\":null}]}"
	fault '2: label[0].issue: has no id' "$t{\"when\":{\"function\":\"a\"},\"issue\":{\"url\":\"x\"}}]}"
	fault '2: label[0].issue: has to be an object with an id, or a text' "$t{\"when\":{\"function\":\"a\"},\"issue\":7}]}"
	fault '2: label[0]: no such member of a label "drop"' "$t{\"when\":{\"function\":\"a\"},\"drop\":\"inner\"}]}"
}

@test "--check: faults of a condition" {
	t='{"rules":"t","label":[\n{"role":"x","when":'
	fault '2: label[0].when: has to be an object with a condition' "$t{}}]}"
	fault '2: label[0].when: has to be an object with a condition' "$t\"poll\"}]}"
	fault '3: label[0].when: no such condition "functions" (did you mean "function"?)' "$t{\n\"functions\":\"a\"}}]}"
	fault '2: label[0].when.function: has to be a text' "${t}{\"function\":[\"a\"]}}]}"
	fault '2: label[0].when.function: is empty' "${t}{\"function\":\"\"}}]}"
	fault '2: label[0].when.function_matches: has to be a pattern' "${t}{\"function_matches\":1}}]}"
	fault '4: label[0].when.function_matches: pattern: quantifier does not follow a repeatable item at character 1' "${t}{\n\n\"function_matches\":\"*a\"}}]}"
	fault '2: label[0].when.address: an address is a whole number or a text such as "0x0"' "${t}{\"address\":\"zero\"}}]}"
	fault '2: label[0].when.address: an address is a whole number or a text such as "0x0"' "${t}{\"address\":-1}}]}"
	fault '2: label[0].when.signal_handler: has to be true, or left out' "${t}{\"signal_handler\":false}}]}"
	fault '2: label[0].when.innermost: has to be true' "${t}{\"function\":\"a\",\"innermost\":1}}]}"
	fault '2: label[0].when.not: has to be a condition' "${t}{\"not\":[]}}]}"
	fault '2: label[0].when.any: has to be an array of conditions' "${t}{\"any\":{}}}]}"
	fault '2: label[0].when.any: is empty' "${t}{\"any\":[]}}]}"
	fault '3: label[0].when.all[1].function: is empty' "${t}{\"all\":[{\"function\":\"a\"},\n{\"function\":\"\"}]}}]}"
	fault '2: label[0].when.exactly: has to be true or false' "${t}{\"function\":\"a\",\"exactly\":\"yes\"}}]}"
}

@test "a condition with nothing but exactly is refused" {
	fault '2: label[0].when: has to be an object with a condition' '{"rules":"t","label":[\n{"role":"x","when":{"exactly":true}}]}'
}

@test "conditions nested too deeply are refused" {
	when=$(printf '{"not":%.0s' $(seq 60))'{"function":"a"}'$(printf '}%.0s' $(seq 60))
	fault "1: label[0].when$(printf '.not%.0s' $(seq 50)): conditions are nested too deeply" "{\"rules\":\"t\",\"label\":[{\"role\":\"x\",\"when\":$when}]}"
	when='{"any":['$(printf '{"function":"a"},%.0s' $(seq 200))'{"function":"b"}]}'
	run -0 annotate "{\"rules\":\"t\",\"label\":[{\"role\":\"x\",\"when\":$when}]}" --check
}

@test "generic packs come after the others, whatever their names" {
	mkdir -p prefix/bin prefix/share/stacktraces/packs
	cp "$BUILD/bin/st-annotate" prefix/bin/
	for name in a b c d; do
		generic=$([[ $name == [ac] ]] && echo true || echo false)
		echo "{\"rules\":\"$name\",\"about\":\"x\",\"exe\":\".\",\"generic\":$generic,\"label\":[{\"when\":{\"function\":\"f\"},\"state\":\"$name\"}]}" \
			>"prefix/share/stacktraces/packs/$name.json"
	done
	is "$(prefix/bin/st-annotate --list | cut -f 1 | tr '\n' ' ')" 'b d a c '
	is "$(prefix/bin/st-annotate --list --pack c --pack d --pack a | cut -f 1 | tr '\n' ' ')" 'd a c '
	run -0 prefix/bin/st-annotate <<<"$(thread '{"process":{"exe":"/x"}}' f)"
	is "$(jq -r .state <<<"$output")" b
	# the user's own rules come first, even generic ones
	echo '{"rules":"mine","generic":true,"label":[{"when":{"function":"f"},"state":"mine"}]}' >mine
	run -0 prefix/bin/st-annotate -r mine <<<"$(thread '{"process":{"exe":"/x"}}' f)"
	is "$(jq -r .state <<<"$output")" mine
	fault '1: generic: has to be true or false' '{"rules":"t","generic":1}'
}

@test "among generic packs, those for every program come last" {
	mkdir -p prefix/bin prefix/share/stacktraces/packs
	cp "$BUILD/bin/st-annotate" prefix/bin/
	pack() { # NAME MEMBERS
		echo "{\"rules\":\"$1\",$2,\"label\":[{\"when\":{\"function\":\"f\"},\"state\":\"$1\"}]}" >"prefix/share/stacktraces/packs/$1.json"
	}
	pack a '"generic":true,"exe":"."'
	pack b '"generic":true,"needs":["f"]'
	pack c '"exe":"/c$"'
	is "$(prefix/bin/st-annotate --list | cut -f 1 | tr '\n' ' ')" 'c b a '
	for exe in /c /x /c /x; do
		is "$(thread "{\"process\":{\"exe\":\"$exe\"}}" f | prefix/bin/st-annotate | jq -r .state)" "$([ "$exe" = /c ] && echo c || echo b)"
	done
	# in one stream, where st-annotate remembers which packs apply to an executable
	is "$(for exe in /c /c /x /x /c; do thread "{\"process\":{\"exe\":\"$exe\"}}" f; done | prefix/bin/st-annotate | jq -r .state | tr '\n' ' ')" 'c c b b c '
}

@test "first: such a label of a pack comes before those of all packs, but after the user's own" {
	mkdir -p prefix/bin prefix/share/stacktraces/packs
	cp "$BUILD/bin/st-annotate" prefix/bin/
	echo '{"rules":"server","exe":".","label":[{"when":{"function":"f"},"role":"r","state":"busy"}]}' >prefix/share/stacktraces/packs/server.json
	echo '{"rules":"zlast","exe":".","generic":true,"label":[{"when":{"function":"f"},"state":"late"},
		{"when":{"function":"g"},"state":"crashed","first":true}]}' >prefix/share/stacktraces/packs/zlast.json
	is "$(thread '{"process":{"exe":"/x"}}' f | prefix/bin/st-annotate | jq -c '[.pack, .role, .state]')" '["server","r","busy"]'
	is "$(thread '{"process":{"exe":"/x"}}' f g | prefix/bin/st-annotate | jq -c '[.role, .state]')" '["r","crashed"]'
	echo '{"rules":"mine","label":[{"when":{"function":"f"},"state":"mine"}]}' >mine
	is "$(thread '{"process":{"exe":"/x"}}' f g | prefix/bin/st-annotate -r mine | jq -c '[.role, .state]')" '["r","mine"]'
	fault '1: label[0].first: has to be true or false' '{"rules":"t","label":[{"when":{"function":"f"},"state":"x","first":1}]}'
}

@test "source, which says where the names in a rule come from, has to be a text" {
	run -0 annotate '{"rules":"t","label":[{"when":{"function":"f"},"state":"x","source":"f.c"}],"trim":[{"when":{"function":"f"},"drop":"inner","source":"f.c"}]}' --check
	fault '1: label[0].source: has to be a text, and not empty' '{"rules":"t","label":[{"when":{"function":"f"},"state":"x","source":""}]}'
}

@test "a server's thread that crashed has the state crashed" {
	is "$(thread '{"signal":"SIGSEGV","process":{"exe":"/usr/sbin/apache2"}}' f ap_run_handler ap_run_process_connection start_thread clone3 |
		st-annotate | jq -c '[.role, .state]')" '["worker","crashed"]'
	# PostgreSQL forks its processes in a signal handler
	is "$(thread '{"signal":"SIGSEGV","process":{"exe":"/usr/lib/postgresql/15/bin/postgres"}}' f WalWriterMain reaper '<signal handler called>' __GI___select ServerLoop PostmasterMain main |
		jq -c '.frames[3].signal_handler = true' | st-annotate | jq -c '[.role, .state]')" '["walwriter","crashed"]'
}

@test "a fault in a rule file ends it with status 2 before it reads a record" {
	echo '{"rules":"t","x":1}' >faulty.json
	run -2 --separate-stderr st-annotate --pack none -r faulty.json <<<"$(thread '{}' a)"
	is "$output" ''
	is "$stderr" 'st-annotate: faulty.json:1: no such member of a rule file "x"'
}

@test "all faulty files are reported, not only the first" {
	echo '{"rules":"t","x":1}' >one
	echo '{"rules":"t","y":1}' >two
	run -2 --separate-stderr st-annotate --check --pack none -r one -r two
	is "$(cut -d: -f 2 <<<"$stderr")" ' one
 two'
}

@test "--check: a member given twice is a fault" {
	fault '1: label[0].when.function: is given twice' '{"rules":"t","label":[{"when":{"function":"f","function":"x"},"role":"r"}]}'
	fault '2: label[0].when: is given twice' '{"rules":"t","label":[{"when":{"function":"f"},\n"when":{"function":"x"},"role":"r"}]}'
	fault '2: needs: is given twice' '{"rules":"t","needs":["a","b","c"],\n"needs":["d"]}'
}

@test "the program finds its packs beside itself, also through a symbolic link" {
	mkdir -p bin
	ln -s "$BUILD/bin/st-annotate" bin/st-annotate
	run -0 bin/st-annotate --pack original <<<"$(thread '{}' worker_thread)"
	is "$(jq -r .role <<<"$output")" 'MPM child worker thread'
}

@test "a thread whose name has a number gets its pool; one that has a pool keeps it" {
	{
		thread '{"tid":1,"comm":"io-thread-3"}' a
		thread '{"tid":2,"comm":"listener"}' a
		thread '{"tid":3,"comm":"io-4","pool":"disks"}' a
		thread '{"tid":4,"comm":"python3","process":{"exe":"/usr/bin/python3"}}' a
		thread '{"tid":5}' a
	} >stream
	for options in '' --relabel; do
		# shellcheck disable=SC2086 # one option, or none
		run -0 st-annotate $options stream
		is "$(jq -c '[.tid, .pool]' <<<"$output")" '[1,"io-thread"]
[2,null]
[3,"disks"]
[4,null]
[5,null]'
	done
	st-annotate stream >once
	run -0 st-annotate once
	is "$output" "$(cat once)"
}

@test "--explain shows which rule gave each label, which came too late, which nearly held, and which files do not apply" {
	cat >rules.json <<-'END'
		{ "rules": "mine",
		  "trim": [ { "when": { "function": "poll" }, "drop": "inner" },
		            { "when": { "function": "nowhere" }, "drop": "inner" } ],
		  "label": [
		    { "when": { "function": "poll", "called_by": "nobody" }, "role": "a" },
		    { "when": { "function": "poll", "called_by": "work" }, "role": "b" },
		    { "when": { "function": "work" }, "role": "c", "state": "d" },
		    { "when": { "function": "work", "not": { "function": "main" } }, "role": "e" },
		    { "when": { "function": "nowhere", "innermost": true }, "role": "f" } ] }
	END
	echo '{"rules":"other","exe":"/x$","label":[{"when":{"main":true},"role":"g"}]}' >other.json
	echo '{"rules":"needy","needs":["h"],"label":[{"when":{"main":true},"role":"g"}]}' >needy.json
	thread '{"tid":7,"comm":"w-\u001b1","process":{"exe":"/y"}}' futex poll work main >record
	is "$(st-annotate --pack none -r rules.json -r other.json -r needy.json --explain record)" 'record:1: thread 7 "w-\x1b1"
  rules that apply: mine
  other.json does not apply: the executable does not match its exe
  needy.json does not apply: none of the functions that it needs is in the stack
  role "b": rules.json:6
  state "d": rules.json:7
  trim took off 1 frame: rules.json:2
  nearly role "a": rules.json:5, but for "called_by": "nobody"
  nearly role "e": rules.json:8, but for "not": { "function": "main" }'
	# labels that the record has stay; packs are named without their folder; other lines are not passed on
	{ jq -c '.role = "r" | .trimmed = 0' record; echo '{"type":"x"}'; } | st-annotate -r rules.json --explain >out
	has "$(cat out)" '  role "b": rules.json:6: the record had one before'
	lacks "$(cat out)" 'trim took'
	has "$(cat out)" '  too late, state "waiting for events": glibc.json:'
	is "$(grep -vc '^  ' out)" 1
	is "$(st-annotate --pack none --explain record)" $'record:1: thread 7 "w-\\x1b1"\n  no rules apply'
}

@test "--explain shows trims that nearly held, that came too late for their frames, and that found nothing to take" {
	cat >rules.json <<-'END'
		{ "rules": "mine",
		  "trim": [ { "when": { "function": "poll" }, "drop": "inner" },
		            { "when": { "function": "wait", "called_by": "work" }, "drop": "first" },
		            { "when": { "function": "futex" }, "drop": "first" },
		            { "when": { "function": "poll" }, "drop": "inner" },
		            { "when": { "function": "work", "not": { "function": "main" } }, "drop": "outer" },
		            { "when": { "function": "work", "called_by": "main", "comm_matches": "^io" }, "drop": "outer" },
		            { "when": { "function": "nowhere", "called_by": "main" }, "drop": "outer" },
		            { "when": { "innermost": true, "called_by": "nobody" }, "drop": "outer" } ] }
	END
	thread '{"tid":7,"comm":"w"}' futex poll work main >record
	is "$(st-annotate --pack none -r rules.json --explain record)" 'record:1: thread 7 "w"
  rules that apply: mine
  trim took off 1 frame: rules.json:2
  nearly trim: rules.json:3, but for "function": "wait"
  too late, trim: rules.json:4
  trim holds, and there is no frame for it to take: rules.json:5
  nearly trim: rules.json:6, but for "not": { "function": "main" }
  nearly trim: rules.json:7, but for "comm_matches": "^io"'
	# for a record that is already trimmed it says nothing about trims
	is "$(jq -c '.trimmed = 0' record | st-annotate --pack none -r rules.json --explain)" $'standard input:1: thread 7 "w"\n  rules that apply: mine'
	# explaining does not change what is done
	is "$(st-annotate --pack none -r rules.json record | jq -c '[.trimmed, .frames[].function]')" '[1,"poll","work","main"]'
}

@test "--explain: the user's rules can nearly hold for Python frames, too" {
	jq -nc '{type: "thread", tid: 1, frames: [{function: "sem_wait", file: "shop.py", language: "python"}, {function: "sem_post"}]}' >record
	echo '{"rules":"mine","label":[{"when":{"function":"sem_wait","called_by":"nobody"},"role":"a"}]}' >rules.json
	has "$(st-annotate -r rules.json --explain record)" '  nearly role "a": rules.json:1, but for "called_by": "nobody"'
}

@test "--check warns about rules that are valid but probably not what was meant" {
	cat >odd.json <<-'END'
		{ "rules": "odd",
		  "trim": [ { "when": { "all": [ { "called_under": "__GI___poll" } ], "function": "f" }, "drop": "first" } ],
		  "label": [
		    { "when": { "function": "f" }, "role": "a" },
		    { "when": { "function": "f" }, "role": "b" },
		    { "when": { "function": "f" }, "role": "b", "state": "c" },
		    { "when": { "function": "work(int)" }, "state": "c" },
		    { "when": { "function": "__GI___read", "exactly": true }, "state": "d" } ] }
	END
	run -0 --separate-stderr st-annotate --check --pack none -r odd.json
	is "$output" ''
	is "$stderr" 'st-annotate: odd.json:2: called_under: "__GI___poll" matches only where it is printed so; "poll" matches all forms of it ("exactly": true if that is meant)
st-annotate: odd.json:5: says nothing: the label in line 4 has the same condition
st-annotate: odd.json:7: function: "work(int)" matches only where it is printed so; "work" matches all forms of it ("exactly": true if that is meant)'
}

@test "main: true for the main thread, false for another, neither if the record does not tell" {
	rules='{"rules":"t","label":[{"when":{"main":true},"role":"first"},{"when":{"main":false},"role":"another"}]}'
	is "$(thread '{"lwp":7,"process":{"pid":7}}' f | annotate "$rules" | jq -r .role)" first
	is "$(thread '{"lwp":8,"process":{"pid":7}}' f | annotate "$rules" | jq -r .role)" another
	is "$(thread '{"lwp":8}' f | annotate "$rules" | jq -r .role)" null
	is "$(thread '{"process":{"pid":7}}' f | annotate "$rules" | jq -r .role)" null
}

@test "reason_matches looks at the reason, and waits_for_itself at the owner of the lock" {
	rules='{"rules":"t","label":[{"when":{"reason_matches":"^stack"},"state":"deep"},{"when":{"waits_for_itself":true},"state":"itself"}]}'
	is "$(thread '{"reason":"stack overflow"}' f | annotate "$rules" | jq -r .state)" deep
	is "$(thread '{"reason":"no stack"}' f | annotate "$rules" | jq -r .state)" null
	is "$(thread '{"lwp":7,"waits_for":{"kind":"mutex","owner":7}}' f | annotate "$rules" | jq -r .state)" itself
	is "$(thread '{"lwp":7,"waits_for":{"kind":"mutex","owner":8}}' f | annotate "$rules" | jq -r .state)" null
	is "$(thread '{"waits_for":{"kind":"mutex"}}' f | annotate "$rules" | jq -r .state)" null
	# the owner of a file lock is a process, not a thread
	is "$(thread '{"lwp":7,"waits_for":{"kind":"file-lock","file":"/x","owner":7}}' f | annotate "$rules" | jq -r .state)" null
}

@test "the first rule file in st-rules(5) is examples/shop-rules.json, and has no fault" {
	same <(sed -n '/^\.Bd -literal$/,/^\.Ed/{/^\./!p}' "$checkout/man/st-rules.5" | sed '/^}$/q; s/\\(aq/'"'"'/g; s/\\e/\\/g') "$checkout/examples/shop-rules.json"
	run -0 --separate-stderr st-annotate --check --pack none -r "$checkout/examples/shop-rules.json"
	is "$output$stderr" ''
}

@test "handler: labels see only the frames of the handler, and their state stands behind that of the handler rule" {
	rules='{"rules":"t","handler":{"when":{"function":"on_signal"},"state":"in \"it\""},"label":[
		{"when":{"function":"crash"},"state":"crashed","first":true},
		{"when":{"function":"read"},"state":"reading"},{"when":{"function":"work"},"role":"worker"}]}'
	mkdir -p prefix/bin prefix/share/stacktraces/packs
	cp "$BUILD/bin/st-annotate" prefix/bin/
	jq -c '. + {about: "x", exe: "."}' <<<"$rules" >prefix/share/stacktraces/packs/t.json
	jq -c '{rules: "a", about: "x", exe: ".", label: [{when: {function: "work"}, state: "working"}]}' -n \
		>prefix/share/stacktraces/packs/a.json
	echo "$rules" >rules
	for by in "prefix/bin/st-annotate" "st-annotate --pack none -r rules"; do
		say() { thread '{"process":{"exe":"/x"}}' "$@" | $by | jq -c '[.state, .role]'; }
		is "$(say read on_signal work)" '["in \"it\": reading",null]'
		is "$(say on_signal read work)" '["in \"it\"",null]'
		is "$(say work on_signal read)" '["in \"it\"","worker"]'
		is "$(say read on_signal crash)" '["crashed",null]'
		is "$(say read main)" '["reading",null]'
		is "$(say f main)" '[null,null]'
	done
	fault '1: handler: a handler has a `when` and a `state`' '{"rules":"t","handler":{"state":"x"}}'
	fault '1: handler: a handler has a `when` and a `state`' '{"rules":"t","handler":{"when":{"function":"a"}}}'
	fault '1: handler: no such member of a handler "role"' '{"rules":"t","handler":{"role":"x"}}'
	fault '1: handler: the condition of a handler has to ask for a frame' '{"rules":"t","handler":{"state":"x","when":{"signal":"SIGSEGV"}}}'
	# --explain names the label that gave the second part
	has "$(thread '{}' read on_signal work | st-annotate --pack none -r rules --explain)" 'reading": rules:3'
	# --explain judges labels by the frames that they see: those of the handler, or with first the whole stack
	rules='{"rules":"t","handler":{"when":{"function":"on_signal"},"state":"in it"},"label":[
		{"when":{"function":"work"},"state":"working"},
		{"when":{"function":"wait","called_by":"nobody"},"state":"waiting"},
		{"when":{"function":"read","called_by":"nobody"},"state":"near"},
		{"when":{"function":"wait","called_by":"nobody"},"state":"first","first":true}]}'
	echo "$rules" >rules
	is "$(thread '{"tid":1}' read on_signal wait work | st-annotate --pack none -r rules --explain)" 'standard input:1: thread 1
  rules that apply: t
  state "in it": rules:1
  nearly state "near": rules:4, but for "called_by": "nobody"
  nearly state "first": rules:5, but for "called_by": "nobody"'
	thread '{"tid":1}' read on_term '<signal handler called>' futex pthread_cond_wait worker |
		jq -c '.frames[2].signal_handler = true' | st-annotate --explain >out
	has "$(cat out)" '  state "in a signal handler'
	lacks "$(cat out)" 'waiting'
}

# All records here have frames of the same bytes, but differ in which rules apply to them.
@test "records with equal frames are labelled by their own executable, type and language" {
	local functions plain known thread both rules
	mapfile -t functions < <(seq -f 'a_function_of_the_program_%g' 40)
	plain=$(thread '{"type":"traceback","exception":{"type":"E"}}' "${functions[@]}")
	known=$(jq -c '. + {process: {exe: "/srv/app"}}' <<<"$plain")
	thread=$(jq -c '. + {type: "thread"} | del(.exception)' <<<"$plain")
	both=$(printf '%s\n' "$plain" "$plain" "$known" "$plain" "$plain" "$thread" "$known" "$plain" "$thread")
	rules='"rules":"t","label":[{"when":{"function":"a_function_of_the_program_7"},"role":"yes"}]'
	is "$(annotate "{\"exe\":\"app$\",$rules}" <<<"$both" | jq -r '.role // "no"' | paste -sd ' ')" \
		'no no yes no no no yes no no'
	is "$(annotate "{\"exe\":\"app$\",\"needs\":[\"a_function_of_the_program_9\"],$rules}" <<<"$both" |
		jq -r '.role // "no"' | paste -sd ' ')" 'yes yes yes yes yes yes yes yes yes'
	is "$(annotate "{\"exe\":\"web$\",\"needs\":[\"another\"],$rules}" <<<"$both" |
		jq -r '.role // "no"' | paste -sd ' ')" 'no no no no no no no no no'
	# rules for Python apply to threads only
	is "$(jq -c '.language = "python"' <<<"$both" | annotate "{\"language\":\"python\",$rules}" |
		jq -r '.role // "no"' | paste -sd ' ')" 'no no no no no yes no no yes'
}
