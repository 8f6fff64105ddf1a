# What st-group promises.
# shellcheck disable=SC2034,SC2086,SC2154,SC2258 # set by bats and in common.bash

load common

# For each group on standard input: count, tids, functions.
groups() {
	jq -r 'select(.type == "group") | "\(.count) [\([.members[].tid] | join(" "))] \([.frames[].function] | join(" "))"'
}

@test "threads with the same functions are one group: count, members, and the first one's own members unchanged" {
	{
		thread '{"tid":1,"lwp":11,"process":{"pid":7,"host":"w"}}' a b
		thread '{"tid":2,"lwp":12,"process":{"pid":7,"host":"w"}}' a c
		thread '{"tid":3,"lwp":13,"process":{"pid":7,"host":"w"}}' a b
	} >stream
	run -0 --separate-stderr st-group stream
	is "$(groups <<<"$output")" '2 [1 3] a b
1 [2] a c'
	is "$(jq -c '[.type, .of, .by, .count, .members, .members_more]' <<<"${lines[0]}")" '["group","thread","process,functions",2,[{"pid":7,"tid":1,"lwp":11,"host":"w"},{"pid":7,"tid":3,"lwp":13,"host":"w"}],null]'
	is "$stderr" ''
}

@test "the thread that stands for its group keeps its bytes" {
	run -0 st-group <<<'{"n":12345678901234567890,"type" : "thread","Type":"x","t":"\u0000\/","frames":[{ "function":"a","q":1e400 }]}'
	has "$output" '{"n":12345678901234567890,"type" : "group","Type":"x","t":"\u0000\/","frames":[{ "function":"a","q":1e400 }]'
}

@test "groups come process by process, the first seen first" {
	{
		thread '{"tid":1,"process":{"pid":7}}' a
		thread '{"tid":1,"process":{"pid":8}}' a
		thread '{"tid":2,"process":{"pid":7}}' b
		thread '{"tid":2,"process":{"pid":8}}' a
		thread '{"tid":3,"process":{"pid":7}}' a
	} >stream
	run -0 st-group stream
	is "$(jq -r '"\(.process.pid) \(.count) \(.frames[0].function)"' <<<"$output")" '7 2 a
7 1 b
8 2 a'
}

@test "records belong to one process if process and inferior are equal, and without a pid the file, too" {
	{
		thread '{"tid":1,"process":{"pid":7,"exe":"/x"}}' a
		thread '{"tid":2,"process":{"exe":"/x","pid":7}}' a
		thread '{"tid":3,"process":{"pid":7,"exe":"/y"}}' a
		thread '{"tid":4,"process":{"pid":7,"exe":"/x"},"inferior":2}' a
		thread '{"tid":5,"source":{"file":"one","line":1}}' a
		thread '{"tid":6,"source":{"file":"two","line":1}}' a
		thread '{"tid":7,"source":{"file":"one","line":9}}' a
		thread '{"tid":8}' a
		thread '{"tid":9,"process":{"pid":7,"exe":"/x"},"source":{"file":"two"}}' a
	} >stream
	run -0 st-group stream
	is "$(jq -c '[.members[].tid]' <<<"$output")" '[1,2,9]
[3]
[4]
[5,7]
[6]
[8]'
}

@test "functions are compared by their full names, but without suffixes of compilers and linkers" {
	{
		thread '{"tid":1}' poll work
		thread '{"tid":2}' __GI_poll work.isra.0
		thread '{"tid":3}' poll@@GLIBC_2.2.5 'work [clone .cold]'
		thread '{"tid":4}' __poll work
		thread '{"tid":5}' poll
		thread '{"tid":6}' poll work main
		thread '{"tid":7}' 'f<int>' work
		thread '{"tid":8}' 'f<char>' work
	} >stream
	run -0 st-group stream
	is "$(jq -c '[.members[].tid]' <<<"$output")" '[1,2,3]
[4]
[5]
[6]
[7]
[8]'
}

@test "a raw frame is compared by its text, and names are never joined with their neighbours" {
	{
		echo '{"type":"thread","tid":1,"frames":[{"raw":"#0 odd"}]}'
		echo '{"type":"thread","tid":2,"frames":[{"raw":"#0 even"}]}'
		thread '{"tid":3}' ab c
		thread '{"tid":4}' a bc
		echo '{"type":"thread","tid":5,"frames":[]}'
		echo '{"type":"thread","tid":6}'
		thread '{"tid":7}' ''
	} >stream
	run -0 st-group stream
	is "$(jq -c '[.members[].tid]' <<<"$output")" '[1]
[2]
[3]
[4]
[5,6]
[7]'
}

@test "exited threads are in no group" {
	{
		thread '{"tid":1,"exited":true}' a
		thread '{"tid":2}' a
		thread '{"tid":3,"exited":false}' a
	} >stream
	run -0 st-group stream
	is "$(groups <<<"$output")" '2 [2 3] a'
}

@test "stacks of the past, such as where memory was freed, are in no group" {
	{
		thread '{"tid":1,"stack":"freed by thread T1"}' a
		thread '{"tid":2,"reason":"AddressSanitizer: heap-use-after-free"}' a
	} >stream
	run -0 st-group stream
	is "$(groups <<<"$output")" '1 [2] a'
}

@test "--by with each key" {
	for member in role state comm signal syscall; do
		{
			thread "{\"tid\":1,\"$member\":\"x\"}" a
			thread "{\"tid\":2,\"$member\":\"y\"}" a
			thread "{\"tid\":3,\"$member\":\"x\"}" b
			thread '{"tid":4}' a
		} >stream
		run -0 st-group --by "$member" stream
		is "$(jq -c '[.by, [.members[].tid]]' <<<"$output")" "[\"$member\",[1,3]]
[\"$member\",[2]]
[\"$member\",[4]]"
	done
	{
		thread '{"tid":1,"process":{"pid":1}}' a
		thread '{"tid":2,"process":{"pid":2}}' a
		thread '{"tid":3,"process":{"pid":1}}' b
	} >stream
	run -0 st-group --by process stream
	is "$(jq -c '[.members[].tid]' <<<"$output")" '[1,3]
[2]'
	run -0 st-group --by=functions stream
	is "$(jq -c '[.members[].tid]' <<<"$output")" '[1,2]
[3]'
}

@test "--by fingerprint: the record's, or else one that is computed" {
	known=2:$(printf 'thread\na\nb\n' | sha256sum | cut -c 1-16)
	{
		thread '{"tid":1}' a b
		thread '{"tid":2}' __a b b
		thread "{\"tid\":3,\"fingerprint\":\"$known\"}" something else
		thread '{"tid":4,"fingerprint":"1:0000000000000000"}' a b
	} >stream
	run -0 st-group --by fingerprint stream
	is "$(jq -c '[.fingerprint, [.members[].tid]]' <<<"$output")" "[\"$known\",[1,2,3]]
[\"1:0000000000000000\",[4]]"
}

@test "--by fingerprint: for a trimmed record without one, none is computed" {
	run -0 st-group --by fingerprint <<<"$(thread '{"trimmed":1}' a)"
	is "$(jq .fingerprint <<<"$output")" null
}

@test "--by with several keys" {
	{
		thread '{"tid":1,"role":"r","state":"s"}' a
		thread '{"tid":2,"role":"r","state":"t"}' a
		thread '{"tid":3,"role":"r","state":"s"}' b
	} >stream
	run -0 st-group --by role,state stream
	is "$(jq -c '[.by, [.members[].tid]]' <<<"$output")" '["role,state",[1,3]]
["role,state",[2]]'
}

@test "--by the path of any member" {
	for logger in '"a"' '"b"' '"a"' 1 '"1"' '"a"'; do
		echo "{\"type\":\"traceback\",\"frames\":[],\"log\":{\"logger\":$logger}}"
	done >stream
	run -0 st-group --by .log.logger stream
	is "$(jq -c '[.log.logger, .count]' <<<"$output")" '["a",3]
["b",1]
[1,1]
["1",1]'
	is "$(st-group --by .log.logger <<<"$output")" "$output"
	is "$(st-render <<<"$output" | grep log.logger | tr '\n' ';')" '  log.logger a;  log.logger b;  log.logger 1;  log.logger 1;'
}

@test "--by hour and day: in the UTC offset of the record" {
	for time in 2026-03-01T09:00:00Z 2026-03-01T09:59:59.9+01:00 2026-03-01T10:00:00Z 2026-03-02T09:00:00Z 10:00:00; do
		echo "{\"type\":\"traceback\",\"frames\":[],\"exception\":{\"type\":\"E\"},\"log\":{\"time\":\"$time\"}}"
	done >stream
	run -0 st-group --by hour stream
	is "$(jq -c .count <<<"$output")" '2
1
1
1'
	is "$(st-render <<<"$output" | grep 'hour')" '  hour 2026-03-01T09
  hour 2026-03-01T10
  hour 2026-03-02T09
  hour unknown'
	run -0 st-group --by day stream
	is "$(jq -c .count <<<"$output")" '3
1
1'
}

@test "--by functions:N: the innermost N functions of the user's own code" {
	{
		thread '{"tid":1}' __GI___poll take work main
		thread '{"tid":2}' epoll_wait take work start_thread
		thread '{"tid":3}' take sweep start_thread
	} >stream
	run -0 st-group --by functions:1 stream
	is "$(jq -c '[.by, .count]' <<<"$output")" '["functions:1",3]'
	run -0 st-group --by functions:2 stream
	is "$(jq -c '[.members[].tid]' <<<"$output")" '[1,2]
[3]'
}

@test "--by pool: the record's pool, or the thread's name without its number" {
	{
		thread '{"tid":1,"comm":"io-1"}' a
		thread '{"tid":2,"comm":"io-2"}' b
		thread '{"tid":3,"comm":"x","pool":"io"}' c
		thread '{"tid":4,"comm":"listener"}' d
		thread '{"tid":5}' e
	} >stream
	run -0 st-group --by pool stream
	is "$(jq -c '[.members[].tid]' <<<"$output")" '[1,2,3]
[4]
[5]'
}

@test "values of two keys are never joined" {
	{
		thread '{"tid":1,"role":"ab","state":"c"}' a
		thread '{"tid":2,"role":"a","state":"bc"}' a
		thread '{"tid":3,"role":"abc"}' a
		thread '{"tid":4,"state":"abc"}' a
	} >stream
	run -0 st-group --by role,state stream
	is "${#lines[@]}" 4
}

@test "--by with something that is no key is wrong usage" {
	for by in nosuch functions,nosuch '' , functions, ,functions process,,functions functions:0 log.logger .count; do
		run -2 --separate-stderr st-group --by "$by" </dev/null
		is "$output" ''
		has "$stderr" 'st-group: --by: '
		has "$stderr" 'not one of process, functions, functions:N, exception, message, template, fingerprint, role, state, pool, comm, signal, syscall, issue, release, title, hour, day, .MEMBER'
	done
	run -2 --separate-stderr st-group --by "$(printf 'role,%.0s' $(seq 16))role" </dev/null
}

@test "--per counts each group by hour or day, in the order of time" {
	for time in 2026-03-02T09:30:00 2026-03-01T09:00:00 2026-03-02T09:00:00 2026-03-02T10:00:00+02:00 10:00:00; do
		echo "{\"type\":\"traceback\",\"frames\":[],\"exception\":{\"type\":\"E\"},\"log\":{\"time\":\"$time\"}}"
	done >stream
	thread '{"tid":1,"time":"2026-03-01T00:00:00Z"}' a >>stream
	run -0 st-group --per hour stream
	is "$(jq -c '[.count, .per]' <<<"$output")" '[5,[{"time":"2026-03-01T09","count":1},{"time":"2026-03-02T09","count":2},{"time":"2026-03-02T10","count":1}]]
[1,[{"time":"2026-03-01T00","count":1}]]'
	st-group --per hour stream >hours
	run -0 st-group --per day hours
	is "$(head -n 1 <<<"$output" | jq -c .per)" '[{"time":"2026-03-01","count":1},{"time":"2026-03-02","count":3}]'
	is "$output" "$(st-group --per day stream)"
	# hours cannot be made of days; without --per old counts are removed
	st-group --per day stream >days
	run -1 --separate-stderr st-group --per hour days
	is "$output" ''
	is "$stderr" 'st-group: days:1: it counts per day, and not per hour, not grouped
st-group: days:2: it counts per day, and not per hour, not grouped'
	is "$(st-group days | jq -c .per)" 'null
null'
	run -2 st-group --per week </dev/null
}

# Groups, one for each line of standard input: kinds 'COUNT FUNCTION TIME [MEMBERS]'
kinds() {
	local count function time more
	while read -r count function time more; do
		printf '{"type":"group","of":"traceback","by":"exception","count":%s,"exception":{"type":"%s"},"frames":[],"first":{"time":"%s"},"last":{"time":"%s"}%s}\n' \
			"$count" "$function" "$time" "${more%% *}" "${more#* }"
	done
}

@test "--sort and --top, in st-group and st-render; ties are sorted by the key" {
	kinds >stream <<-'END'
		2 C 2026-03-02T00:00:00Z 2026-03-05T00:00:00Z ,"known":true
		7 B 2026-03-01T01:00:00+02:00 2026-03-06T00:00:00Z ,"known":true
		2 A 2026-03-01T00:00:00Z 2026-03-07T00:00:00Z ,"known":false
		1 D 10:00:00 10:00:00 ,"known":true,"regressed":true
	END
	for order in 'count B A C D' 'first B A C D' 'last A B C D' 'interest D A B C'; do
		run -0 --separate-stderr st-group --by exception --sort "${order%% *}" stream
		is "$(jq -r .exception.type <<<"$output" | paste -sd ' ')" "${order#* }"
		is "$stderr" ''
		# the order of the input does not matter
		is "$(tac stream | st-group --by exception --sort "${order%% *}")" "$output"
		is "$(st-render --sort "${order%% *}" stream | sed -nE 's/^[0-9]+ times? (.* )?([A-D])$/\2/p' | paste -sd ' ')" "${order#* }"
		run -0 st-group --by exception --sort "${order%% *}" -n 3 stream
		is "$(jq -c '[.exception.type, .left_out]' <<<"$output" | paste -sd ' ')" "$(cut -d ' ' -f 2-4 <<<"$order" | sed 's/\([A-D]\)/["\1",1]/g')"
		is "$(st-render --sort "${order%% *}" --top 3 stream | tail -n 1)" 'and 1 more'
	done
	# without --sort, in the order of first sight
	is "$(st-group --by exception --top 2 stream | jq -c '[.exception.type, .left_out]' | paste -sd ' ')" '["C",2] ["B",2]'
	is "$(st-group --by exception --top 4 stream)" "$(st-group --by exception stream)"
	is "$(st-render -n 1 stream | grep -cE '^[0-9]+ times? (.* )?[A-D]$')" 1
	is "$(st-render -n 4 stream)" "$(st-render stream)"
}

@test "groups written with --top are not grouped again; st-render says how many were left out" {
	for function in a b c; do thread '{"tid":1}' "$function"; done | st-group --top 1 >stream
	run -1 --separate-stderr st-group stream
	is "$output" ''
	is "$stderr" 'st-group: stream:1: it is one of those that --top left, not grouped'
	is "$(st-render stream | tail -n 1)" 'and 2 more'
	is "$(st-render --sort count stream | tail -n 1)" 'and 2 more'
	run -0 --separate-stderr st-render --format original stream
	is "$stderr" 'st-render: 2 more'
	run -2 st-group --sort nosuch </dev/null
	run -2 st-group --top 0 </dev/null
}

@test "--was gives each group its earlier count, 0 for new ones; groups that are gone come with a count of 0" {
	{
		thread '{"tid":1,"process":{"pid":7,"exe":"/x"}}' a
		thread '{"tid":2,"process":{"pid":7,"exe":"/x"}}' a
		thread '{"tid":3,"process":{"pid":7,"exe":"/x"}}' gone
		echo '{"type":"traceback","frames":[],"exception":{"type":"Gone"}}'
		echo '{"type":"traceback","frames":[],"exception":{"type":"E"}}'
	} >before
	{
		thread '{"tid":1,"process":{"pid":7,"exe":"/x"}}' a
		thread '{"tid":2,"process":{"pid":7,"exe":"/x"}}' new
		echo '{"type":"traceback","frames":[],"exception":{"type":"E"}}'
		echo '{"type":"traceback","frames":[],"exception":{"type":"E"}}'
	} >now
	wanted='["a",1,2,1]
["new",1,0,1]
["E",2,1,null]
["gone",0,1,0]
["Gone",0,1,null]'
	st-group before >groups
	for was in before groups; do
		run -0 --separate-stderr st-group --was "$was" now
		is "$(jq -c '[.frames[0].function // .exception.type, .count, .was, (.members | length? // null)]' <<<"$output" | sed 's/,0]$/,0]/')" "${wanted//,null/,0}"
		is "$stderr" ''
	done
	# grouped again, the groups lose that comparison
	st-group --was before now | st-group | jq -c 'select(.count > 0) | .was' >again
	is "$(sort -u again)" null
	# compared with themselves, the counts are equal
	is "$(st-group --was now now | jq -c '.count == .was' | sort -u)" true
}

@test "--was compares a process that was restarted by its program" {
	of() { thread "{\"tid\":1,\"process\":{\"pid\":$1,\"exe\":\"$2\"}}" "$3"; }
	{ of 1 /x a; of 2 /x a; of 3 /x c; of 4 /y a; } >before
	{ of 2 /x a; of 11 /x a; of 12 /x c; of 13 /z a; } >now
	run -0 st-group --was before now
	is "$(jq -c '[.process.pid, .frames[0].function, .count, .was]' <<<"$output")" '[2,"a",1,1]
[11,"a",1,1]
[12,"c",1,1]
[13,"a",1,0]
[4,"a",0,1]'
	# logs that name no process are compared, too
	thread '{"tid":1,"source":{"file":"one","line":1}}' a >before
	thread '{"tid":1,"source":{"file":"two","line":1}}' a >now
	is "$(st-group --was before now | jq -c '[.count, .was]')" '[1,1]'
}

@test "--was with a file that cannot be read, or has no records: status 2, and nothing is written" {
	thread '{"tid":1}' a >now
	echo 'no record' >text
	: >empty
	for file in nosuch text; do
		run -2 --separate-stderr st-group --was "$file" now
		is "$output" ''
		has "$stderr" "st-group: $file"
	done
	printf '%s\n' '{"type":"capture","text":"Thread 1 (LWP 7):\n#0  a ()"}' >captures
	run -2 --separate-stderr st-group --was captures now
	is "$output" ''
	is "$stderr" 'st-group: captures: nothing to compare with: no threads, exceptions or groups (captures are for st-parse-gdb)'
	run -0 st-group --was empty now
	is "$(jq -c '[.count, .was]' <<<"$output")" '[1,0]'
	cat captures now >both
	is "$(st-group --was both now | jq -c '[.count, .was]')" '[1,1]'
}

@test "--members lists so many members and counts the others" {
	for i in 1 2 3 4 5; do thread "{\"tid\":$i}" a; done >stream
	run -0 st-group --members 2 stream
	is "$(jq -c '[.count, [.members[].tid], .members_more]' <<<"$output")" '[5,[1,2],3]'
	run -0 st-group --members 5 stream
	is "$(jq -c '[.count, (.members | length), .members_more]' <<<"$output")" '[5,5,null]'
	run -0 st-group --members=0 stream
	is "$(jq -c '[.count, .members, .members_more]' <<<"$output")" '[5,[],5]'
}

@test "--members holds when groups are grouped again, too" {
	for i in 1 2 3 4 5; do thread "{\"tid\":$i}" a; done >stream
	st-group --members 3 stream >first
	run -0 st-group --members 4 first first
	is "$(jq -c '[.count, [.members[].tid], .members_more]' <<<"$output")" '[10,[1,2,3,1],6]'
}

@test "--keep writes the records unchanged, before the groups" {
	{
		thread '{"tid":1}' a
		echo '{"type":"other"}'
		thread '{"tid":2,"exited":true}' a
	} >stream
	run -0 st-group --keep stream
	is "$(printf '%s\n' "${lines[@]:0:3}")" "$(cat stream)"
	is "$(groups <<<"${lines[3]}")" '1 [1] a'
	is "${#lines[@]}" 4
}

@test "--keep writes each record as soon as it comes" {
	mkfifo stream
	st-group --keep stream >out 3>&- &
	pid=$!
	exec 9<>stream
	thread '{"tid":1}' a >&9
	eventually grep -q '"tid":1' out
	exec 9>&-
	wait "$pid"
	is "$(wc -l <out)" 2
}

@test "the first record that crashed stands for its group" {
	{
		thread '{"tid":1}' a
		thread '{"tid":2,"crashed":true,"signal":"SIGSEGV"}' a
		thread '{"tid":4,"crashed":true,"signal":"SIGABRT"}' a
		thread '{"tid":3}' b
	} >stream
	run -0 st-group stream
	is "$(jq -c '[.tid, .crashed, .signal, [.members[] | [.tid, .crashed]]]' <<<"$output")" '[2,true,"SIGSEGV",[[1,null],[2,true],[4,true]]]
[3,null,null,[[3,null]]]'
	st-group stream >groups
	run -0 st-group groups
	same groups <(printf '%s\n' "$output")
	# grouped in two halves, the groups are the same
	{ head -1 stream | st-group; tail -n +2 stream | st-group; } | st-group >halves
	same halves groups
}

@test "a crash without a signal does not get the signal of another thread" {
	{
		thread '{"tid":1,"signal":"SIGUSR1"}' a
		thread '{"tid":2,"crashed":true}' a
	} >stream
	run -0 st-group stream
	is "$(jq -c '[.crashed, .signal]' <<<"$output")" '[true,null]'
}

@test "groups can be grouped again by the same key, together with records" {
	{
		thread '{"tid":1,"process":{"pid":7}}' a
		thread '{"tid":2,"process":{"pid":7}}' b
		thread '{"tid":3,"process":{"pid":7}}' a
	} >stream
	st-group stream >groups
	st-group groups >again
	same groups again
	run -0 st-group groups stream
	is "$(groups <<<"$output")" '4 [1 3 1 3] a
2 [2 2] b'
}

@test "groups have the records' fingerprint, or one that is computed" {
	run -0 st-group <<<"$(thread '{}' a a b)"
	is "$(jq -r .fingerprint <<<"$output")" "2:$(printf 'thread\na\nb\n' | sha256sum | cut -c 1-16)"
	run -0 st-group <<<"$(thread '{"fingerprint":"1:0123456789abcdef"}' a b)"
	is "$(jq -r .fingerprint <<<"$output")" 1:0123456789abcdef
	run -0 st-group <<<"$(thread '{"trimmed":1}' a b)"
	is "$(jq -r .fingerprint <<<"$output")" null
}

@test "a thread that several looks show in one place counts once" {
	for sample in 1 2 3; do
		for tid in 1 2 3; do
			[ "$sample$tid" = 33 ] && function=moved || function=a
			thread "{\"tid\":$tid,\"sample\":$sample,\"process\":{\"pid\":7}}" "$function"
		done
	done >stream
	run -0 st-group stream
	is "$(jq -c '[.count, .members, .looks, .stuck]' <<<"$output")" '[3,[{"pid":7,"tid":1,"sample":1,"looks":"1-3"},{"pid":7,"tid":2,"sample":1,"looks":"1-3"},{"pid":7,"tid":3,"sample":1,"looks":"1-2"}],[{"pid":7,"threads":2,"in":"1-3","of":"1-3"},{"pid":7,"threads":1,"in":"1-2","of":"1-3"}],true]
[1,[{"pid":7,"tid":3,"sample":3}],[{"pid":7,"threads":1,"in":"3","of":"1-3"}],null]'
	# also if grouped in parts
	for at in 1 2 4 7 8; do
		{ head -n "$at" stream | st-group; tail -n "+$((at + 1))" stream | st-group; } | st-group >parts
		same parts <(printf '%s\n' "$output")
	done
	# a single look adds nothing
	run -0 st-group <(head -n 3 stream)
	is "$(jq -c '[.count, .looks, .stuck]' <<<"$output")" '[3,null,null]'
}

@test "a thread that one look shows a second time is in no group" {
	{
		thread '{"tid":1,"sample":1}' a
		thread '{"tid":1,"sample":1,"repeats":true}' a
		thread '{"tid":2,"sample":1,"repeats":true}' b
	} >stream
	run -0 st-group stream
	is "$(groups <<<"$output")" '1 [1] a'
}

@test "a group keeps the names of its threads, and names with numbers as ranges" {
	for tid in 9 10 11 3; do thread "{\"tid\":$tid,\"comm\":\"io-$tid\",\"process\":{\"pid\":7}}" a; done >stream
	thread '{"tid":12,"comm":"gc","process":{"pid":7}}' a >>stream
	run -0 st-group stream
	is "$(jq -c '.ranks, .members[0]' <<<"$output")" '[{"name":"gc","count":1,"pids":"7","tids":"12"},{"name":"io","count":4,"pids":"7","tids":"3,9-11"}]
{"pid":7,"tid":9,"comm":"io-9"}'
}

@test "a group counts its threads' states if they differ, and adds up their shares of a CPU" {
	{
		thread '{"tid":1,"comm":"io-1","state":"idle","cpu_percent":5}' a
		thread '{"tid":2,"comm":"io-2","state":"busy","cpu_percent":90}' b
		thread '{"tid":3,"comm":"io-3","state":"busy","cpu_percent":80}' c
		thread '{"tid":4,"comm":"io-4"}' d
	} >stream
	run -0 st-group --by pool stream
	is "$(jq -c '[.count, .states, .cpu_percent]' <<<"$output")" '[4,[{"state":"busy","count":2},{"state":"idle","count":1}],175]'
	run -0 st-group --by state stream
	is "$(jq -c '[.count, .states, .cpu_percent]' <<<"$output")" '[1,null,5]
[2,null,170]
[1,null,null]'
	# also if each half has only one state
	{ head -n 1 stream | st-group --by pool; tail -n +2 stream | st-group --by pool; } | st-group --by pool >halves
	same halves <(st-group --by pool stream)
}

@test "captures and unknown records pass unchanged, in their place" {
	{
		echo '{"type":"capture","n":12345678901234567890}'
		thread '{"tid":1}' a
		echo '{"type":"group","of":"capture","count":3}'
		echo '{ "type":"x" }'
	} >stream
	run -0 st-group stream
	is "$(printf '%s\n' "${lines[@]:0:3}")" "$(grep -v '"thread"' stream)"
	is "$(groups <<<"${lines[3]}")" '1 [1] a'
}

# counted TYPE COUNT MORE: a group with this count: counted thread 3 ',"unused":true'
counted() {
	printf '{"type":"group","of":"%s","count":%s,"frames":[{"function":"f"}]%s}\n' "$1" "$2" "${3-}"
}

@test "a count that is not a whole number from 1 to 2^53 - 1 is reported, its group skipped, status 1" {
	for count in 9007199254740992 12345678901234567890 -1 0 1.5 9007199254740990.5 1e16 1e300 '"3"' true '[1]'; do
		for of in thread traceback; do
			{
				counted "$of" 2
				counted "$of" "$count"
				counted "$of" 3
			} >stream
			for stage in st-group 'st-group --keep' st-render 'st-render --format original' 'st-render --format json'; do
				run -1 --separate-stderr $stage stream
				is "$stderr" "${stage%% *}: stream:2: count is not a whole number from 1 to 9007199254740991, skipped"
				counted "$of" 2 >good
				counted "$of" 3 >>good
				is "$output" "$($stage good)"
			done
			is "$(st-group good | jq .count)" 5
		done
	done
	# other ways to write a number are read; a missing count is 1
	for count in 9007199254740991 1e2 3.0; do
		run -0 --separate-stderr st-group <<<"$(counted thread "$count")"
		is "$(jq .count <<<"$output")" "$(jq -n "$count")"
	done
	run -0 st-group <<<'{"type":"group","of":"thread","frames":[]}'
	is "$(jq .count <<<"$output")" 1
}

@test "the counts of members and messages in a group are checked in the same way" {
	for more in '"members_more":-1' '"members_more":9007199254740991,"members":[{"tid":1}]' '"members_more":"3"' '"messages_more":0.5' \
		'"messages":[{"template":"x","count":1},{"template":"y","count":9007199254740992}]' \
		'"messages":[{"template":"x","count":1}],"messages_more":9007199254740991' \
		'"messages":[{"template":"x","count":9007199254740991},{"template":"y","count":9007199254740991}]'; do
		for stage in st-group st-render; do
			run -1 --separate-stderr "$stage" <<<"$(counted traceback 2 ",$more")"
			is "$stderr" "$stage: standard input:1: the counts of its members or messages are not whole numbers, or add up to more than 9007199254740991, skipped"
		done
	done
}

@test "groups are not merged if their counts would add up to 2^53" {
	{
		counted thread 9007199254740990
		counted thread 1
		counted thread 1
		thread '{"tid":1}' f
	} >stream
	run -1 --separate-stderr st-group stream
	is "$(jq .count <<<"$output")" 9007199254740991
	is "$stderr" 'st-group: stream:3: its group would count more than 9007199254740991, not grouped
st-group: stream:4: its group would count more than 9007199254740991, not grouped'
	# nor if those of a message would; the groups stay in the order of the input
	for i in 1 2 3; do
		counted traceback 1 ',"messages":[{"template":"x","count":9007199254740990}]'
	done >stream
	run -1 --separate-stderr st-group stream
	is "$(jq -c '[.count, .messages[].count]' <<<"$output")" '[1,9007199254740990]'
	is "${#stderr_lines[@]}" 2
	# up to 2^53 - 1 they are merged
	for i in $(seq 1024); do counted traceback 8796093022208; done >stream
	run -1 --separate-stderr st-group stream
	is "$(jq .count <<<"$output")" "$((1023 * 8796093022208))"
	is "$stderr" 'st-group: stream:1024: its group would count more than 9007199254740991, not grouped'
}

@test "a group of a known issue that was not seen has a count of 0 and passes" {
	for of in thread traceback; do
		for why in '"unused":true' '"was":3'; do
			counted "$of" 0 ",$why" >unseen
			counted "$of" 2 >seen
			for order in 'unseen seen' 'seen unseen'; do
				run -0 --separate-stderr st-group $order
				is "$stderr" ''
				is "${lines[0]}" "$(cat unseen)"
				is "${lines[1]}" "$(st-group seen)"
				is "${#lines[@]}" 2
			done
			run -0 --separate-stderr st-render --format original unseen
			is "$stderr" ''
		done
	done
	counted thread 0 ',"unused":true,"members":[{"tid":4}],"issue":{"id":"X-1"}' >unseen
	run -0 st-render unseen
	has "$output" 'not seen: thread 4  X-1'
	run -0 st-render --format original unseen
	has "$output" '0 * [4]'
	counted traceback 0 ',"unused":true,"exception":{"type":"E"}' >unseen
	run -0 st-render unseen
	has "$output" 'not seen: E'
}

# Succeeds once the process has read all of the pipe on descriptor 9 and waits for more.
waits_for_more() { # PID
	pipe_is_empty && is_in_state "$1" S
}

@test "SIGTERM: it writes its groups and dies of the signal; SIGINT: it first reads its pipe to the end" {
	for signal in TERM INT; do
		rm -f stream
		mkfifo stream
		# the shell starts background programs with SIGINT ignored
		python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])' st-group stream >out 3>&- &
		pid=$!
		exec 9<>stream
		thread '{"tid":1}' a >&9
		thread '{"tid":2}' a >&9
		eventually waits_for_more "$pid"
		is "$(cat out)" ''
		kill -s "$signal" "$pid"
		status=0
		if [ "$signal" = INT ]; then
			thread '{"tid":3}' a >&9
			exec 9>&-
			wait "$pid" || status=$?
			is "$(groups <out)" '3 [1 2 3] a'
		else
			wait "$pid" || status=$?
			exec 9>&-
			is "$(groups <out)" '2 [1 2] a'
		fi
		is "$status" "$((128 + $(kill -l "$signal")))"
	done
}

@test "a signal ends it in the middle of a line, of a character, or of a byte order mark" {
	for begun in '{' '\377' '\376' '\377\376' '\377\376{' '\376\377\000'; do
		for signal in TERM INT; do
			rm -f stream
			mkfifo stream
			python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])' st-group stream >out 2>said 3>&- &
			pid=$!
			exec 9<>stream
			# shellcheck disable=SC2059 # the bytes are its escapes
			printf "$begun" >&9
			eventually waits_for_more "$pid"
			kill -s "$signal" "$pid"
			status=0
			[ "$signal" = TERM ] || exec 9>&-
			timeout 60 tail --pid="$pid" -f /dev/null
			kill -KILL "$pid" 2>/dev/null || :
			wait "$pid" || status=$?
			exec 9>&-
			is "$status" "$((128 + $(kill -l "$signal")))"
		done
	done
}

@test "st-group waits for input that does not block without asking again and again" {
	python3 - <<-'END'
		import os, resource, subprocess, time

		def cost(blocking):
		    """The processor time that it takes to wait a second for each of these to go on."""
		    before = resource.getrusage(resource.RUSAGE_CHILDREN)
		    for begun in b'{"type":"x"}\n{', b'\xff', b'\xff\xfe', b'\xff\xfe{':
		        ours, its = os.pipe()
		        os.set_blocking(ours, blocking)
		        child = subprocess.Popen(["st-group"], stdin=ours, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
		        os.write(its, begun)
		        time.sleep(1)
		        os.close(its)
		        child.wait()
		        os.close(ours)
		    after = resource.getrusage(resource.RUSAGE_CHILDREN)
		    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

		taken, yardstick = cost(blocking=False), cost(blocking=True)
		assert taken < 2 * yardstick + 0.2, (taken, yardstick)
	END
}

@test "a signal that the parent ignores stays ignored" {
	mkfifo stream
	(trap '' TERM && exec st-group stream) >out 3>&- &
	pid=$!
	exec 9<>stream
	thread '{"tid":1}' a >&9
	eventually pipe_is_empty
	kill "$pid"
	thread '{"tid":2}' a >&9
	exec 9>&-
	wait "$pid"
	is "$(groups <out)" '2 [1 2] a'
}

@test "other stages die of SIGTERM at once" {
	for stage in st-parse-gdb st-annotate st-render; do
		rm -f stream
		mkfifo stream
		"$stage" stream >out 3>&- &
		pid=$!
		exec 9>stream # returns when the stage has opened it
		kill "$pid"
		status=0
		wait "$pid" || status=$?
		exec 9>&-
		is "$status" 143
	done
}

@test "frames without a name are compared by module and offset, or by address within one process" {
	printf 'Stack trace of thread %d:\n#0  0x%s n/a (%s)\n#1  0x00007f222631c7e4 n/a (relayd + 0x%s)\n\n' \
		70 00007f2225aa59ee 'libcodec.so.6 + 0x9a9ee' 31c7e4 71 00007f2225aa59aa 'libdb.so.2 + 0x9a9aa' 31c7e4 \
		72 00007f2225aa59aa 'n/a + 0x0' 31c7e4 73 00007f2225aa59ab 'n/a + 0x0' 31c7e4 >text
	st-parse-gdb text >stream
	is "$(jq -c '[.frames[0] | has("module", "offset", "module_offset")] | any' stream | uniq -c | tr -d ' ')" '2true
2false'
	is "$(st-group stream | jq .count)" "$(printf '1\n1\n1\n1')"
}

@test "threads without frames are grouped by what they do" {
	local -a all=('1 S pause' '2 R ' '3 S pause' '4 S poll')

	printf '%s\n' "${all[@]}" | jq -Rc 'split(" ") | {lwp: (.[0] | tonumber), kernel_state: .[1]} + if .[2] == "" then {} else {syscall: .[2]} end' |
		jq -sc '{type: "capture", process: {pid: 9, exe: "/srv/relay"}, tool: "none", threads: .}' | st-parse-gdb >stream
	is "$(st-annotate stream | tee annotated | st-group | tee whole | jq -c '[.state, [.members[].lwp]]')" '["waiting for a signal",[1,3]]
["running",[2]]
["waiting for events",[4]]'
	# without states they are one group
	is "$(st-group stream | jq -c '[.members[].lwp]')" '[1,2,3,4]'
	{ head -n 2 annotated | st-group && tail -n 2 annotated | st-group; } | st-group | cmp - whole
	# threads with frames are grouped by these, whatever they do
	jq -c '.frames = [{function: "work"}]' annotated | st-group >framed
	is "$(jq -c '[.members[].lwp]' framed)" '[1,2,3,4]'
}

@test "a group of several troubles has no fingerprint, and so have its halves, grouped again" {
	told() { # TIME FUNCTION
		jq -nc --arg time "$1" --arg function "$2" '{type: "traceback", exception: {type: "E"}, log: {time: $time},
			frames: [{function: $function, file: "/srv/shop/a.py", line: 3}]}'
	}
	for i in 1 2 3; do told 2026-11-24T10:00:0$i pay; done | st-annotate >same
	{ cat same && told 2026-11-24T10:00:09 send; } | st-annotate >several
	is "$(st-group --by hour same | jq -c '[.count, .fingerprint, .signature]')" "$(jq -sc '[length, .[0].fingerprint, .[0].signature]' same)"
	is "$(st-group --by hour several | jq -c '[.count, .fingerprint, .signature]')" '[4,null,null]'
	for at in 1 2 3; do
		same <(st-group --by hour several) <({ head -n $at several | st-group --by hour && tail -n +$((at + 1)) several | st-group --by hour; } | st-group --by hour)
	done
	# by the stack, all of it: what stands for the group names it, though it was not annotated
	is "$(st-group <(jq -c 'del(.fingerprint, .signature)' several) | jq -r .fingerprint)" "$(jq -r .fingerprint several | uniq)"
	is "$(st-group --by hour <(jq -c 'del(.fingerprint, .signature)' several) | jq -r .fingerprint)" null
	# so no metric counts all of them as one trouble
	is "$(st-group --by hour several | st-render --format prometheus | sed -n 's/^stacktraces_groups{\(fingerprint="[^"]*"\).*/\1/p')" 'fingerprint=""'
}
