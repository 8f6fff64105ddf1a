# The labels that our packs give to real stacks in tests/fixtures/packs (captured by tests/fixtures/packs/make).
# shellcheck disable=SC2016,SC2034,SC2086,SC2094,SC2154,SC2317 # set by bats and in common.bash

load common

packs='cpython erlang glibc go haproxy httpd jvm libstdc++ mariadb memcached nginx node php-fpm postgres redis rust'

real_stacks() {
	cat "$checkout/tests/fixtures/packs/"*.records
}

# The pack, with the position of each label in place of its role and state.
numbered() { # PACK
	jq '.label |= [to_entries[] | .key as $n | .value |
		if has("role") then .role = "\($n)" else . end | if has("state") then .state = "\($n)" else . end]' \
		"$checkout/lib/rules/packs/$1.json"
}

# The labels whose role or state no real stack has: pack, role or state, and source of the names.
unseen() {
	local pack member n
	for pack in $packs; do
		numbered "$pack" >numbered.json
		real_stacks | st-annotate --pack none -r numbered.json >annotated
		[ -s annotated ]
		for member in role state; do
			for n in $(comm -23 <(jq -r ".label[] | .$member | values" numbered.json | sort) <(jq -r ".$member | values" annotated | sort -u)); do
				jq -r --arg pack "$pack" --arg member "$member" --argjson n "$n" \
					'.label[$n] | [$pack, $member, .[$member], .source // "none"] | join(" | ")' "$checkout/lib/rules/packs/$pack.json"
			done
		done
	done | LC_ALL=C sort
}

# The labels with a source, in the same form.
sourced() {
	local pack
	for pack in $packs; do
		jq -r --arg pack "$pack" '.label[] | select(.source) | . as $it | ("role", "state") |
			select($it[.]) | [$pack, ., $it[.], $it.source] | join(" | ")' "$checkout/lib/rules/packs/$pack.json"
	done | LC_ALL=C sort
}

@test "every label of every pack labels a real stack, except those in tests/fixtures/packs/unseen, which have a source" {
	unseen >unseen
	same "$checkout/tests/fixtures/packs/unseen" unseen
	same unseen <(sourced)
}

@test "every trim of every pack takes frames off a real stack" {
	local pack n failed=0
	for pack in $packs; do
		for n in $(jq '.trim // [] | keys[]' "$checkout/lib/rules/packs/$pack.json"); do
			jq ".trim |= [.[$n]] | del(.label)" "$checkout/lib/rules/packs/$pack.json" >trim.json
			real_stacks | st-annotate --pack none -r trim.json | grep -q '"trimmed":[1-9]' || {
				printf '%s: trim %s takes nothing off\n' "$pack" "$n"
				failed=1
			}
		done
	done
	return "$failed"
}

@test "every pack but original is tested here, and the manuals and the README name it" {
	local pack
	is "$(cd "$checkout/lib/rules/packs" && printf '%s\n' *.json)" "$(printf '%s.json\n' $packs original | LC_ALL=C sort)"
	for pack in $packs original; do
		grep -q "^\.It Cm \(.* \)\?$pack\( \|$\)" "$checkout/man/st-annotate.1"
		grep -q "^\.\(It Cm\|Ss The pack\) $pack\$" "$checkout/man/st-rules.5"
		has "$(<"$checkout/README.md")" "\`$pack\`"
	done
}

@test "the labels of each real stack are those in tests/fixtures/packs/labels" {
	"$checkout/tests/fixtures/packs/label" "$checkout/tests/fixtures/packs/"*.records >labels
	[ "$(wc -l <labels)" -ge 100 ]
	same "$checkout/tests/fixtures/packs/labels" labels
}

@test "the labels agree with what the servers themselves report" {
	"$checkout/tests/fixtures/packs/said" "$checkout/tests/fixtures/packs/"*.records >said
	same "$checkout/tests/fixtures/packs/truths" said
	"$checkout/tests/fixtures/packs/contradicted" <said >wrong
	is "$(<wrong)" ''
	# each row of the table `truths` is used, and covers most threads
	is "$("$checkout/tests/fixtures/packs/contradicted" --unused <said)" ''
	[ "$("$checkout/tests/fixtures/packs/contradicted" --checked <said)" -ge 200 ]
	# a wrong label would be noticed
	is "$(echo '1 | x' | "$checkout/tests/fixtures/packs/contradicted")" ''
	has "$(echo '1 postgres | client backend Lock/tuple active | backend | idle' | "$checkout/tests/fixtures/packs/contradicted")" 'contradicted: 1 postgres'
}

# server_rates PATTERN: for which percentage of threads the servers' packs give a role, and for which a state
server_rates() {
	grep -E "$1" "$checkout/tests/fixtures/packs/truths" | awk -F ' [|] ' '{ split($1, count, " "); n += count[1] }
		$3 != "-" { roles += count[1] } $4 != "-" { states += count[1] } END { print int(100 * roles / n), int(100 * states / n) }'
}

@test "nearly all threads of servers get a role and a state, stripped or not" {
	local servers='^[0-9]+ (apache|mariadb|postgres|nginx|redis|memcached|haproxy|php|erlang|jvm|go)'
	read -r roles states < <(server_rates "${servers}[^ ]* ")
	[ "$roles" -ge 97 ]
	[ "$states" -ge 97 ]
	read -r roles states < <(server_rates "${servers}[^ ]*-stripped ")
	[ "$roles" -ge 97 ]
	[ "$states" -ge 97 ]
}

@test "a server's pack goes before the pack for every program, and both may label one thread" {
	is "$(thread '{"process":{"exe":"/usr/sbin/apache2"}}' __GI___poll apr_poll ap_core_output_filter ap_run_handler |
		st-annotate | jq -c '[.pack, .state]')" '["httpd","sending the response"]'
	is "$(thread '{"process":{"exe":"/usr/sbin/apache2"}}' __GI___poll worker_thread start_thread clone3 |
		st-annotate | jq -c '[.pack, .role, .state]')" '["httpd","worker","waiting for events"]'
	is "$(thread '{"process":{"exe":"/usr/sbin/nginx"}}' __GI___poll ap_core_output_filter ap_run_handler |
		st-annotate | jq -c '[.pack, .role, .state]')" '["glibc",null,"waiting for events"]'
}

@test "if the executable is unknown, a pack applies by names that only its program has" {
	is "$(thread '{}' __GI___poll main | st-annotate | jq -r .state)" 'waiting for events'
	is "$(thread '{}' poll work start_thread clone3 | st-annotate | jq -r .state)" 'waiting for events'
	is "$(thread '{}' read main | st-annotate | jq -r .state)" null
	is "$(thread '{}' ap_queue_pop_something | st-annotate | jq -r .role)" worker
	# Python functions with such a name do not count
	is "$(thread '{"type":"traceback","exception":{"type":"OSError"}}' read poll select main |
		st-annotate | jq -c '[.state, .trimmed]')" '[null,null]'
	is "$(thread '{"language":"python"}' read wait main | st-annotate | jq -c '[.state, .trimmed]')" '[null,null]'
}

@test "the frames of a signal handler and those that it interrupted stay" {
	is "$(thread '{"process":{"exe":"/x"},"signal":"SIGSEGV"}' crash handler '<signal handler called>' futex_wait ___pthread_cond_wait work start_thread clone3 |
		jq -c '.frames[2].signal_handler = true' | st-annotate | jq -r '[.frames[].function] | join(" ")')" \
		'crash handler <signal handler called> futex_wait ___pthread_cond_wait work'
	is "$(thread '{"process":{"exe":"/x"}}' crash handler __restore_rt futex_wait pthread_cond_wait work | st-annotate |
		jq -c '[.state, .trimmed]')" '["in a signal handler",0]'
	is "$(thread '{"process":{"exe":"/x"}}' start_thread clone3 | st-annotate | jq -c '[.frames[].function]')" \
		'["start_thread","clone3"]'
}

@test "a thread that crashed while it took a lock has crashed, and does not wait for it" {
	is "$(thread '{"process":{"exe":"/x"}}' ___pthread_mutex_lock work main | st-annotate | jq -r .state)" null
	is "$(thread '{"process":{"exe":"/x"},"signal":"SIGSEGV"}' ___pthread_mutex_lock work main | st-annotate | jq -r .state)" crashed
	is "$(thread '{"process":{"exe":"/x"}}' work __pthread_once_slow main | st-annotate | jq -r .state)" null
}

@test "a thread that was stopped before the debugger came is stopped, whatever it waits for" {
	state() { # MEMBERS FUNCTION...
		thread "$@" | st-annotate | jq -r .state
	}
	is "$(state '{"kernel_state":"T","process":{"exe":"/x"}}' __GI___clock_nanosleep main)" stopped
	is "$(state '{"kernel_state":"t"}' __GI___clock_nanosleep main)" stopped
	is "$(state '{"kernel_state":"S"}' __GI___clock_nanosleep main)" sleeping
	is "$(state '{"kernel_state":"T","process":{"exe":"/usr/sbin/nginx"}}' epoll_wait ngx_epoll_process_events main)" stopped
	is "$(state '{"kernel_state":"T","process":{"exe":"/x"}}' read handler __restore_rt poll main)" stopped
	is "$(state '{"kernel_state":"T","signal":"SIGSEGV","process":{"exe":"/x"}}' work main)" crashed
	is "$(thread '{"kernel_state":"T","process":{"exe":"/x"}}' | jq -c '.frames = []' | st-annotate | jq -r .state)" stopped
}

@test "a mod_wsgi application runs Python code, whatever C function it calls" {
	local below='_PyEval_EvalFrameDefault _PyEval_EvalFrame _PyEval_Vector ?? start_thread'
	wsgi() { # MEMBERS FUNCTION...: the last frame but one is mod_wsgi's
		thread "$@" | jq -c '.process.exe = "/usr/sbin/apache2" | .frames[-2].module = "/usr/lib/apache2/modules/mod_wsgi.so"' |
			st-annotate | jq -r '"\(.role): \(.state)"'
	}
	# states of the C library go before that
	is "$(wsgi '{"kernel_state":"R","gil":true}' __memcmp_evex_movbe unicode_compare_eq PyObject_RichCompare $below)" 'mod_wsgi worker: running Python code'
	is "$(wsgi '{"kernel_state":"S","gil":true}' read PyObject_RichCompare $below)" 'mod_wsgi worker: reading'
	# also with symbols and without modules
	is "$(wsgi '{}' $below)" 'mod_wsgi worker: running Python code'
	is "$(wsgi '{}' __GI___clock_nanosleep $below)" 'mod_wsgi worker: sleeping'
}

@test "processes that PostgreSQL forked in a signal handler are not in one" {
	is "$(thread '{"process":{"exe":"/p"}}' epoll_wait WaitLatch WalWriterMain reaper '<signal handler called>' __GI___select ServerLoop PostmasterMain main |
		jq -c '.frames[4].signal_handler = true' | st-annotate | jq -r .state)" 'waiting for events'
}

@test "the findings of process rules are in the manual, and name roles and states that the pack gives" {
	local pack
	for pack in $packs; do
		jq -e 'has("process") | not' "$checkout/lib/rules/packs/$pack.json" >/dev/null ||
			sed -n "/^\.It Cm $pack\$/,/^\.It Cm\|^\.El/p" "$checkout/man/st-rules.5" | grep -q '^Findings: '
	done
	# no rule holds for a process without such threads
	for pack in $packs; do
		jq -r --slurpfile glibc "$checkout/lib/rules/packs/glibc.json" '[.label[] | .role // empty] as $roles | [.label, $glibc[].label | .[] | .state // empty] as $states |
			(.process // [])[] | ((.of.role // empty | if type == "array" then .[] else . end) | select(IN($roles[]) | not)),
			((.none, .most, .all | values | .state // empty | if type == "array" then .[] else . end) | select(IN($states[]) | not))' \
			"$checkout/lib/rules/packs/$pack.json"
	done >strange
	is "$(<strange)" ''
}

# For each process rule of a pack: the wanted finding, and two processes of real stacks: three threads that the rule counts,
# and the same with other threads beside them.
rules_on_stacks() { # PACK
	jq -c --slurpfile stacks annotated '
		def words: if type == "array" then .[] else . end;
		def process($pid; $exe): to_entries[] | .key as $n | .value | .process = {pid: $pid, exe: $exe} | .tid = $n + 1 | .lwp = $pid + $n;
		.rules as $pack | (.process // [])[] | select(.of) | . as $rule |
		[$stacks[] | select(.pack == $pack and .state and (.role as $role | [$rule.of.role | words] | any(. == $role)))] as $threads |
		[$threads[] | select(.state as $state | [($rule.none // $rule.most // $rule.all).state | words] | any(. == $state))] as $as_said |
		($threads - $as_said) as $others |
		(if .none then {share: "0 of 3", some: $others[0], more: $as_said[0]} else {share: "all 3", some: $as_said[0], more: $others[0]} end) as $made |
		{wanted: (.finding | sub("\\[.*"; "") | sub("{share}"; $made.share)), records: [select($made.some) |
			[$made.some, $made.some, $made.some] | process(100; .[0].process.exe), (. + [$made.more, $made.more, $made.more] | process(200; .[0].process.exe))]}
		' "$checkout/lib/rules/packs/$1.json"
}

@test "every process rule holds for such real stacks, but not if as many threads do something else" {
	local pack
	real_stacks | st-annotate >annotated
	for pack in $packs; do
		rules_on_stacks "$pack" >rules
		while read -r rule; do
			jq -c '.records[]' <<<"$rule" | st-group | jq -rs --argjson rule "$rule" --arg pack "$pack" '
				[.[] | select(.finding // "" | split("; ") | any(startswith($rule.wanted))) | .process.pid] | "\($pack): \($rule.wanted): \(.)"'
		done <rules
	done >said
	[ "$(wc -l <said)" -ge 19 ]
	# no working thread of these was captured
	is "$(grep -v ': \[100\]$' said)" 'erlang: 0 of 3 dirty I/O schedulers idle: []
memcached: 0 of 3 workers idle: []
nginx: 0 of 3 pool threads idle: []'
}
