# Who waits for whom: from captures to text.
# shellcheck disable=SC2016,SC2129,SC2030,SC2031,SC2034,SC2154,SC2317 # set by bats and in common.bash

load common

# observed LWP[:KIND:OWNER[:ended]] ...: a capture without a debugger, of threads that wait for such locks, or for none
observed() {
	jq -nc '{type: "capture", process: {pid: 9}, tool: "none", threads: [$ARGS.positional[] | split(":") |
		{lwp: (.[0] | tonumber)} + if .[1] then {waits_for: ({kind: .[1], address: ("0x" + .[2])} +
			{owner: (.[2] | tonumber)} + if .[3] then {exited: true} else {} end)} else {} end]}' --args "$@"
}

# waits LWP OWNER FUNCTION LINE [MEMBERS]: the record of a thread that waits for a mutex
waits() {
	jq -nc --argjson lwp "$1" --argjson owner "$2" --arg function "$3" --argjson line "$4" --argjson more "${5:-{\}}" '
		{type: "thread", process: {pid: 9}, $lwp,
		waits_for: {kind: "mutex", address: "0x\($owner)", $owner}} + $more +
		{frames: [{level: 0, function: "pthread_mutex_lock"}, {level: 1, $function, file: "/srv/bank.c", $line}]}'
}

@test "threads that wait for each other are marked, and threads behind them; others that wait are not" {
	observed 1:mutex:2 2:rwlock:3 3:thread:1 4:mutex:2 5:mutex:4 6:mutex:7 7 8:mutex:8 >capture
	run -0 --separate-stderr st-parse-gdb capture
	is "$stderr" ''
	is "$(jq -c '[.lwp, .deadlock, .behind]' <<<"$output")" '[1,[1,2,3],null]
[2,[2,3,1],null]
[3,[3,1,2],null]
[4,null,2]
[5,null,2]
[6,null,null]
[7,null,null]
[8,[8],null]'
	is "$(jq -c 'select(.lwp == 6).waits_for' <<<"$output")" '{"kind":"mutex","address":"0x7","owner":7}'
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <<<"$output"
}

@test "a deadlock of file locks, which may span processes, is taken from the capture" {
	local edge='{kind: "file-lock", file: "/srv/red", owner: 8}'
	jq -nc "{type: \"capture\", process: {pid: 9}, tool: \"none\", threads: [
		{lwp: 9, waits_for: $edge, deadlock: [9, 8]},
		{lwp: 7, waits_for: {kind: \"mutex\", address: \"0x1\", owner: 9}, deadlock: [7, 9]}]}" >capture
	run -0 --separate-stderr st-parse-gdb capture
	is "$stderr" ''
	is "$(jq -c '[.lwp, .deadlock]' <<<"$output")" '[9,[9,8]]
[7,null]'
	for odd in '["9"]' '[0]' '[9, null]' '7' '[[9]]'; do
		jq -nc "{type: \"capture\", process: {pid: 9}, tool: \"none\", threads: [{lwp: 9, waits_for: $edge, deadlock: $odd}]}" >capture
		run --separate-stderr st-parse-gdb capture
		is "$(jq -c '[.lwp, .waits_for.owner, .deadlock]' <<<"$output")" '[9,8,null]'
		has "$stderr" deadlock
	done
}

@test "an owner that has ended waits for nobody, even if another thread has its number now" {
	observed 1:mutex:2:ended 2:mutex:1 >capture
	run -0 st-parse-gdb capture
	is "$(jq -c '[.lwp, .deadlock, .behind]' <<<"$output")" '[1,null,null]
[2,null,null]'
	is "$(jq -c 'select(.lwp == 1).waits_for' <<<"$output")" '{"kind":"mutex","address":"0x2","owner":2,"exited":true}'
}

@test "threads of one group in a deadlock keep their own lines" {
	waits 11 12 pay 30 '{"deadlock":[11,12]}' >threads
	waits 12 11 pay 32 '{"deadlock":[12,11]}' >>threads
	waits 13 12 pay 32 '{"behind":12}' >>threads
	run -0 st-group threads
	is "${#lines[@]}" 1
	is "$(jq -c '.members[] | [.lwp, .waits_for.owner, .deadlock, .behind, .at.function, .at.line]' <<<"$output")" \
		'[11,12,[11,12],null,"pay",30]
[12,11,[12,11],null,"pay",32]
[13,12,null,12,"pay",32]'
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <<<"$output"
	run -0 st-render <<<"$output"
	is "$output" 'process 9
3 threads in 1 group: deadlock

deadlock: 2 threads wait for each other
  LWP 11 holds mutex 0x11 and waits for mutex 0x12, which LWP 12 holds
    in pay at /srv/bank.c:30
  LWP 12 holds mutex 0x12 and waits for mutex 0x11, which LWP 11 holds
    in pay at /srv/bank.c:32
  LWP 13 is behind them and waits for mutex 0x12, which LWP 12 holds
    in pay at /srv/bank.c:32

3 threads LWP 11-13
  wait for mutex 0x12 of LWP 12, mutex 0x11 of LWP 11
  #0  pthread_mutex_lock
  #1  pay at /srv/bank.c:30'
}

@test "a thread in a deadlock stands for its group; groups of parts, grouped, are those of the whole" {
	waits 13 12 pay 32 '{"behind":12}' >threads
	waits 11 12 pay 30 '{"deadlock":[11,12]}' >>threads
	waits 12 11 pay 32 '{"deadlock":[12,11]}' >>threads
	is "$(st-group threads | jq -c '[.lwp, .deadlock]')" '[11,[11,12]]'
	st-group threads >whole
	for cut in 1 2; do
		{ head -n "$cut" threads | st-group; tail -n +$((cut + 1)) threads | st-group; } | st-group >parts
		same whole parts
	done
}

@test "text of a core file begins with the deadlock" {
	{
		thread '{"process":{"pid":9,"core":"/core"},"lwp":10}' poll main
		waits 11 12 pay 30 '{"process":{"pid":9,"core":"/core"},"deadlock":[11,12]}'
		waits 12 11 get 32 '{"process":{"pid":9,"core":"/core"},"deadlock":[12,11]}'
	} >threads
	run -0 st-render threads
	is "$(grep -n -e '^deadlock' -e '^thread' -e '^LWP' -e ' LWP 10$' <<<"$output" | cut -d: -f2- | head -n 2)" \
		'deadlock: 2 threads wait for each other
thread LWP 10'
	has "$output" '  LWP 12 holds mutex 0x12 and waits for mutex 0x11, which LWP 11 holds
    in get at /srv/bank.c:32'
}

@test "text: a thread that waits for itself, for one that has ended, and with a time-out" {
	waits 11 11 pay 30 '{"deadlock":[11]}' >threads
	waits 12 5 get 32 '{"waits_for":{"kind":"mutex","address":"0x5","owner":5,"exited":true}}' >>threads
	waits 13 14 get 1 '{"deadlock":[13,14],"waits_for":{"kind":"mutex","address":"0x14","owner":14,"timed":true}}' >>threads
	waits 14 13 get 2 '{"deadlock":[14,13]}' >>threads
	run -0 st-render threads
	is "$(sed '/^$/q' <<<"${output#*$'\n\n'}")" 'deadlock: a thread waits for itself
  LWP 11 waits for mutex 0x11, which it holds itself
    in pay at /srv/bank.c:30'
	has "$output" 'locked for ever: the thread that holds it has ended
  LWP 12 waits for mutex 0x5 of LWP 5, which has ended
    in get at /srv/bank.c:32'
	has "$output" '  LWP 13 holds mutex 0x13 and waits for mutex 0x14, which LWP 14 holds, with a time-out
    in get at /srv/bank.c:1'
}

@test "text: a thread that waits outside of any deadlock says for whom, and nothing is reported as wrong" {
	waits 11 12 pay 30 >threads
	run -0 st-render threads
	lacks "$output" deadlock
	has "$output" 'thread LWP 11
  waits for mutex 0x12 of LWP 12'
}

@test "of more than 256 threads in deadlocks the others are counted" {
	for i in $(seq 300); do
		waits "$i" $((i % 300 + 1)) pay 1 '{"deadlock":[1]}'
	done >threads
	run -0 st-render threads
	has "$output" 'and 44 more threads that wait for these or for others'
	is "$(grep -c '^deadlock' <<<"$output")" 1
	is "$(grep -c '^  LWP' <<<"$output")" 256
	st-group threads >groups
	is "$(st-render --format table groups | sed -n 2p)" 'and 44 more threads that wait for these or for others'
	has "$(st-render --format markdown groups)" '- <code>and 44 more threads that wait for these or for others</code>'
	is "$(head -n 257 threads | st-group | st-render --format table | sed -n 2p)" 'and 1 more thread that waits for these or for others'
	is "$(head -n 256 threads | st-group | st-render --format table | sed -n 2p | cut -c 1-5)" count
}

# gdb printed these logs of tests/fixtures/native/src/owner.c and owner.cpp, two seconds after their start.
@test "owners come from mutexes that gdb printed: print in the frame that locks, pretty, and references in bt full" {
	for log in print pretty reference; do
		run -0 --separate-stderr st-parse-gdb "$native/owner-$log.gdb"
		is "$stderr" ''
		is "$(jq -c '[.lwp, .waits_for.kind, .waits_for.owner, .deadlock, .behind]' <<<"$output" | sort | sed '
			s/^\[\(6648\|24376\),/[A,/;s/^\[\(6649\|24378\),/[B,/;s/^\[\(6646\|24375\),/[main,/
			s/\(6648\|24376\)/A/g;s/\(6649\|24378\)/B/g')" '[main,"thread",A,null,A]
[A,"mutex",B,[A,B],null]
[B,"mutex",A,[B,A],null]'
		python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <<<"$output"
	done
}

@test "a mutex printed without its command belongs to no thread" {
	grep -v '^+p ' "$native/owner-pretty.gdb" >log
	run -0 st-parse-gdb log
	is "$(jq -c '.waits_for // empty' <<<"$output")" ''
}

@test "an owner that is none of the threads shown is left out" {
	sed 's/__owner = 24376/__owner = 4711/' "$native/owner-print.gdb" >log
	run -0 st-parse-gdb log
	is "$(jq -c 'select(.deadlock or .waits_for.owner == 4711) | .lwp' <<<"$output")" ''
	is "$(jq -c '[.lwp, .waits_for.owner]' <<<"$output" | sed -n 2p)" '[24376,24378]'
}

@test "threads shown before the owner is known get no deadlock" {
	{
		sed '/^Thread 2/,$d' "$native/owner-reference.gdb" | grep -v __owner
		echo
		sed -n '/^Thread 2/,$p' "$native/owner-reference.gdb"
	} >log
	run -0 st-parse-gdb log
	is "$(jq -c '[.lwp, .waits_for.owner, .deadlock]' <<<"$output")" '[6649,null,null]
[6648,6649,null]
[6646,6648,null]'
}

@test "threads that take more than 64M pass without a look for deadlocks, and a message says so" {
	awk '{ print } /^Thread 1 / { exit }' "$native/owner-reference.gdb" | sed '/^Thread 1 /d' >log
	awk 'BEGIN { for (t = 10; t < 90; t++) { printf "\nThread %d (LWP %d):\n#0  0x00000000004011e6 in spin (x=1) at a.c:1\n        text = \"", t, t
		for (i = 0; i < 100000; i++) printf "0123456789"; print "\"" } }' >>log
	run -0 --separate-stderr st-parse-gdb log
	is "$stderr" 'st-parse-gdb: log: who waits for whom is not said of all threads: they take more than 64M'
	is "$(jq -c 'select(.frames[0].function == "spin") | .lwp' <<<"$output" | wc -l)" 80
	is "$(jq -c '.deadlock // empty' <<<"$output")" ''
}

@test "text: a group says how many of its threads wait for a lock, and no place where there are no stacks" {
	{
		jq -nc '{type: "thread", lwp: 1, process: {pid: 9}, state: "waiting", frames: [], waits_for: {kind: "mutex", address: "0x5", owner: 3}}'
		jq -nc '{type: "thread", lwp: 2, process: {pid: 9}, state: "waiting", frames: []}'
		jq -nc '{type: "thread", lwp: 3, process: {pid: 9}, state: "waiting", frames: []}'
	} >threads
	is "$(st-group threads | st-render | tail -n +4)" '3 threads LWP 1-3  waiting
  1 of them waits for mutex 0x5 of LWP 3'
	{
		jq -nc '{type: "thread", lwp: 4, process: {pid: 9}, frames: [], waits_for: {kind: "mutex", address: "0x6", owner: 5}, deadlock: [4, 5]}'
		jq -nc '{type: "thread", lwp: 5, process: {pid: 9}, frames: [], waits_for: {kind: "mutex", address: "0x7", owner: 4}, deadlock: [5, 4]}'
	} >threads
	is "$(st-group threads | st-render | sed -n '4,6p')" 'deadlock: 2 threads wait for each other
  LWP 4 holds mutex 0x7 and waits for mutex 0x6, which LWP 5 holds
  LWP 5 holds mutex 0x6 and waits for mutex 0x7, which LWP 4 holds'
}
