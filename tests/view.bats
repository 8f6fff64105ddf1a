# How st-render shows groups: the heading, the order, the first line of each, folded frames.
# shellcheck disable=SC2154,SC2034,SC2086 # set by bats and in common.bash

load common

traceback() { # MORE TYPE FUNCTION
	jq -nc --argjson more "$1" --arg type "$2" --arg function "$3" \
		'{type: "traceback", exception: {type: $type}, frames: [{function: $function, file: "/srv/a.py"}]} + $more'
}

shown() { # groups the records on standard input, and renders them
	st-group | st-render "$@"
}

@test "the heading counts groups and names what is wrong; what is wrong comes first" {
	{
		thread '{"tid":1,"state":"idle","process":{"pid":7,"exe":"/srv/app"}}' take loop
		thread '{"tid":2,"state":"idle","process":{"pid":7,"exe":"/srv/app"}}' take loop
		thread '{"tid":3,"process":{"pid":7,"exe":"/srv/app"}}' sum loop
		thread '{"tid":4,"kernel_state":"R","process":{"pid":7,"exe":"/srv/app"}}' spin loop
		thread '{"tid":5,"crashed":true,"signal":"SIGSEGV","reason":"null pointer","process":{"pid":7,"exe":"/srv/app"}}' price loop
	} >stream
	run -0 shown <stream
	is "$output" 'process 7 /srv/app
5 threads in 4 groups: crashed with SIGSEGV in price (null pointer); 1 running; 2 idle

thread 5  SIGSEGV  null pointer
  #0  price
  #1  loop

thread 4
  #0  spin
  #1  loop

thread 3
  #0  sum
  #1  loop

2 threads 1 2  idle
  take < loop'
	run -0 shown --brief <stream
	is "$(tail -n +4 <<<"$output")" 'thread 5  SIGSEGV  null pointer
thread 4
thread 3
2 threads 1 2  idle'
	run -0 shown -n 1 <stream
	is "$(tail -n 1 <<<"$output")" 'and 3 more groups'
	is "$(grep -c '^thread' <<<"$output")" 1
}

@test "threads are named by pool, and their numbers become ranges" {
	for i in $(seq 20); do thread "{\"tid\":$((176 + i)),\"lwp\":$((900 + i)),\"comm\":\"balance-$i\",\"process\":{\"pid\":7}}" f main; done >stream
	has "$(shown <stream)" '20 threads "balance" 177-196
'
	for i in 1 2 4 5 6 9; do thread "{\"lwp\":$i,\"comm\":\"a\\\"b\",\"process\":{\"pid\":7}}" f main; done >stream
	has "$(shown <stream)" '6 threads "a\"b" LWP 1 2 4-6 9
'
}

@test "threads that are not among a group's members are counted, too" {
	for i in $(seq 83); do thread "{\"tid\":$i,\"process\":{\"pid\":7}}" f main; done | st-group >group
	for change in '.members = [{}]' '.members = [{"comm": "w"}]' '.members |= .[:2]' 'del(.members)' '.members = [] | .members_more = 83' '.members |= .[:2] | .members_more = 81'; do
		run -0 st-render --brief <(jq -c "$change" group)
		is "$(sed -n 2p <<<"$output")" '83 threads in 1 group'
		is "$(sed -n 4p <<<"$output" | cut -d ' ' -f 1)" 83
	done
}

@test "sums over all groups stay below 2^53" {
	jq -nc 'range(1200) as $i | {type: "group", of: ("thread", "traceback"), by: "process,functions", count: 9007199254740991, was: 9007199254740991,
		fingerprint: "2:0000000000000000", process: {pid: $i}, members_more: 9007199254740990, members: [{pid: $i}], frames: []}' >many
	for format in text table markdown csv html; do
		run -0 st-render --format $format many
		lacks "$output" '-9'
		lacks "$output" ' -'[0-9]
	done
	is "$(st-render --brief --of traceback many | head -n 1)" '9007199254740991 exceptions in 1200 kinds: since then no change'
}

@test "a stack that several processes share is shown once" {
	for pid in $(seq 100 139); do thread "{\"tid\":1,\"comm\":\"httpd\",\"process\":{\"pid\":$pid}}" take_request child_main; done >stream
	run -0 shown <stream
	is "$output" 'several processes: 100; 101; 102; and others
40 threads in 1 group

40 threads "httpd" of 40 processes 100-139
  #0  take_request
  #1  child_main'
	# three processes are named with their details; those that are gone do not count
	for pid in 7 8 9; do thread "{\"tid\":1,\"process\":{\"pid\":$pid,\"exe\":\"/x\",\"host\":\"web$pid\"}}" f; done >three
	is "$(shown <three | head -n 1)" 'several processes: 7 /x, on web7; 8 /x, on web8; 9 /x, on web9'
	thread '{"tid":1,"process":{"pid":6}}' g >was
	is "$(head -n 2 three | st-group --was was | st-render | head -n 1)" 'several processes: 7 /x, on web7; 8 /x, on web8'
	# nor are they listed with the live ones
	for pid in 7 8; do for tid in 1 2; do thread "{\"tid\":$tid,\"process\":{\"pid\":$pid,\"exe\":\"/x\"}}" g 'run<int>'; done; done >was
	thread '{"tid":3,"process":{"pid":8,"exe":"/x"}}' g 'run<long>' >>was
	run -0 --separate-stderr st-render <(head -n 2 was | st-group --was was)
	is "$(grep -v '^  ' <<<"$output" | grep .)" 'process 7 /x
2 threads in 1 group: since then 1 gone
2 threads 1 2
gone: 3 threads'
	# with another state it is another group
	thread '{"tid":1,"state":"busy","comm":"httpd","process":{"pid":140}}' take_request child_main >>stream
	has "$(shown <stream)" 'thread 1 "httpd" of process 140  busy'
	# locks belong to one process, so each is shown with its own
	for pid in 100 101; do
		jq -nc --argjson pid "$pid" '{type: "thread", process: {pid: $pid}, tid: 1, lwp: $pid, comm: "httpd",
			waits_for: {kind: "mutex", address: "0x\($pid)", owner: ($pid + 5)}, frames: [{function: "take_request"}, {function: "child_main"}]}'
	done >stream
	is "$(shown <stream | tail -n +4 | head -n 2)" '2 threads "httpd" of 2 processes 100 101
  in process 100: waits for mutex 0x100 of LWP 105'
	is "$(head -n 1 stream | st-group | st-render | tail -n +4 | head -n 2)" 'thread 1, LWP 100 "httpd"
  waits for mutex 0x100 of LWP 105'
}

@test "frames of libraries are folded, except the innermost one and the one that a signal interrupted" {
	jq -nc '{type: "thread", tid: 1, frames: [
		{function: "__GI_raise", file: "../sysdeps/unix/sysv/linux/raise.c"}, {function: "abort", module: "/lib/x86_64-linux-gnu/libc.so.6"},
		{function: "std::terminate()", module: "/usr/lib/x86_64-linux-gnu/libstdc++.so.6"}, {function: "shop::price(Order const&)", file: "/srv/a.cpp", line: 3},
		{function: "png_read", module: "/usr/lib/x86_64-linux-gnu/libpng16.so.16"}, {function: "shop::operator()", module: "/opt/shop/lib/libshop.so"},
		{function: "start_thread", file: "./nptl/pthread_create.c"}, {function: "clone3"}]}' >stream
	run -0 shown <stream
	is "$(tail -n +4 <<<"$output")" 'thread 1
  #0  __GI_raise at ../sysdeps/unix/sysv/linux/raise.c
  … 2 frames of libc and libstdc++
  #3  shop::price at /srv/a.cpp:3
  #4  png_read from /usr/lib/x86_64-linux-gnu/libpng16.so.16
  #5  shop::operator() from /opt/shop/lib/libshop.so
  … 2 frames of libc'
	run -0 shown -i 1 <stream
	is "$(grep -c '^  #' <<<"$output")" 8
	lacks "$output" …
	jq -nc '{type: "thread", tid: 1, crashed: true, signal: "SIGSEGV", frames: [
		{function: "write"}, {function: "on_fault", file: "/srv/a.c"}, {function: "<signal handler called>", signal_handler: true},
		{function: "strlen", module: "/lib/libc.so.6"}, {function: "strdup", module: "/lib/libc.so.6"}, {function: "price", file: "/srv/a.c", line: 7}]}' >stream
	run -0 shown <stream
	has "$output" 'crashed with SIGSEGV in price at /srv/a.c:7'
	has "$output" '  #3  strlen from /lib/libc.so.6'
}

@test "a frame without a name is shown by its module and offset" {
	for tid in 1 2; do
		jq -nc --argjson tid $tid '{type: "thread", tool: "systemd-coredump", $tid, process: {pid: 7}, frames: [
			{address: "0x7f10", module: "/opt/a/libparse.so", module_offset: 4804},
			(range(4) as $i | {function: "??", module: "/opt/a/libui.so", module_offset: (16 + $i)}), {function: "main", module: "/opt/a/shop", module_offset: 99}]}'
	done >stream
	wanted='#0  ?? from /opt/a/libparse.so+0x12c4
#1  ?? from /opt/a/libui.so+0x10
#2  ?? from /opt/a/libui.so+0x11
#3  ?? from /opt/a/libui.so+0x12
#4  ?? from /opt/a/libui.so+0x13
#5  main from /opt/a/shop'
	is "$(st-render stream | sed -n 's/^  //p' | head -n 6)" "$wanted"
	is "$(shown <stream | sed -n 's/^  //p')" "$wanted"
	is "$(shown --format markdown <stream | grep '^#[0-9]')" "$wanted"
	has "$(shown --format table --columns place <stream)" '/opt/a/libparse.so+0x12c4'
	has "$(shown --format html <stream)" '/opt/a/libparse.so+0x12c4'
	has "$(jq -c '.crashed = true | .signal = "SIGSEGV"' stream | head -n 1 | shown)" 'crashed with SIGSEGV in /opt/a/libparse.so+0x12c4'
	# C functions as Python 3.14 shows them
	has "$(jq -nc '{type: "traceback", exception: {type: "E"}, frames: [], native_frames: [{module: "/opt/a/libparse.so", module_offset: 4804}]}' | st-render)" \
		'    ?? in /opt/a/libparse.so+0x12c4'
}

@test "10,000 threads in 8 pools take at most 40 lines, with states and without" {
	python3 - >stream <<-'END'
		import json
		for i in range(10000):
		    pool = ["poll", "conn", "db", "cache", "log", "http", "timer", "io"][i % 8]
		    names = ["__futex_abstimed_wait_common64", "___pthread_cond_wait", pool + "_take", pool + "_loop", "worker", "start_thread", "clone3"]
		    print(json.dumps({"type": "thread", "tid": i + 1, "comm": "%s-%d" % (pool, i // 8), "process": {"pid": 7},
		        "frames": [{"level": n, "function": name} for n, name in enumerate(names)]}))
	END
	for rules in '--pack none' '--pack glibc'; do
		st-annotate $rules stream | st-group | st-render >out
		[ "$(wc -l <out)" -le 40 ]
		is "$(grep -c '^1250 threads ' out)" 8
		has "$(cat out)" 'db_take < db_loop < worker'
	done
}

@test "a long message is shown with ten lines, and how many more there are" {
	message=$(seq 25 | paste -sd ,)
	for i in 1 2; do
		jq -nc --arg m "${message//,/$'\n'}" '{type: "traceback", exception: {type: "E", message: $m}, frames: [{function: "f", file: "/srv/a.py", line: 1}]}'
	done | shown --brief >out
	is "$(sed -n '3,$p' out)" '2 times E: 1
    2
    3
    4
    5
    6
    7
    8
    9
    10
    … and 15 more lines'
}

@test "exceptions: new and regressed first, a bar for each hour, the log message of the first" {
	jq -nc '{type: "group", of: "traceback", by: "exception", count: 9, known: true, exception: {type: "Old", message: "m"}, frames: [],
			first: {time: "2026-03-01T09:00:00"}, last: {time: "2026-03-01T12:00:00"}},
		{type: "group", of: "traceback", by: "exception", count: 3, known: false, exception: {type: "New", message: "m"}, frames: [{function: "f", file: "/srv/a.py", line: 1},
			{function: "run", file: "/usr/lib/python3/dist-packages/celery/app.py", line: 5}, {function: "go", file: "/usr/lib/python3.11/threading.py", line: 6}],
			log: {level: "ERROR", logger: "shop", message: "order failed"},
			per: [{time: "2026-03-01T09", count: 1}, {time: "2026-03-01T10", count: 8}, {time: "2026-03-01T11", count: 4}],
			first: {time: "2026-03-01T09:30:00"}, last: {time: "2026-03-01T13:00:00"}},
		{type: "group", of: "traceback", by: "exception", count: 1, known: true, regressed: true, issue: {id: "W-1"}, exception: {type: "Back"}, frames: []}' >stream
	run -0 st-render stream
	is "$output" '13 exceptions in 3 kinds: 1 regressed; 1 new

1 time (regressed, W-1) Back

3 times (new) New: m
  first 2026-03-01T09:30:00, last 2026-03-01T13:00:00  ▁█▄
  each hour: 2026-03-01T09: 1, 10: 8, 11: 4
  logged first as ERROR shop: order failed
  f at /srv/a.py:1
  … 2 frames of celery and threading

9 times (known) Old: m
  first 2026-03-01T09:00:00, last 2026-03-01T12:00:00'
}

@test "exceptions: of a rotated log, newest first, the log message is not said to be that of the first" {
	for hour in 12 11; do
		printf '2026-11-01 %s:00:00,000 ERROR shop: request at %s\nTraceback (most recent call last):\n  File "/srv/a.py", line 3, in f\n    g()\nValueError: bad\n' $hour $hour >at$hour
	done
	run -0 sh -c 'st-parse-pylog at12 at11 | st-group | st-render'
	is "${lines[2]}" '  first 2026-11-01T11:00:00.000 (at11:2), last 2026-11-01T12:00:00.000 (at12:2)'
	is "${lines[3]}" '  one was logged as ERROR shop: request at 12'
	run -0 sh -c 'st-parse-pylog at11 at12 | st-group | st-render'
	is "${lines[3]}" '  logged first as ERROR shop: request at 11'
}

@test "with --was each group shows its change, and the heading sums them up" {
	{
		thread '{"tid":1,"process":{"pid":7,"exe":"/srv/app"}}' same
		thread '{"tid":2,"process":{"pid":7,"exe":"/srv/app"}}' fewer
		thread '{"tid":3,"process":{"pid":7,"exe":"/srv/app"}}' fewer
		thread '{"tid":4,"process":{"pid":7,"exe":"/srv/app"}}' more
		thread '{"tid":5,"process":{"pid":7,"exe":"/srv/app"}}' gone
		thread '{"tid":6,"process":{"pid":7,"exe":"/srv/app"}}' gone
	} >before
	{
		thread '{"tid":1,"process":{"pid":9,"exe":"/srv/app"}}' same
		thread '{"tid":2,"process":{"pid":9,"exe":"/srv/app"}}' fewer
		thread '{"tid":3,"process":{"pid":9,"exe":"/srv/app"}}' more
		thread '{"tid":4,"process":{"pid":9,"exe":"/srv/app"}}' more
		thread '{"tid":5,"process":{"pid":9,"exe":"/srv/app"}}' fresh
	} >now
	is "$(st-group --was before now | st-render)" 'process 9 /srv/app
5 threads in 4 groups: since then 1 new, 1 grown, 1 smaller, 1 gone

thread 5  0 before
  #0  fresh

2 threads 3 4  1 before
  #0  more

thread 1
  #0  same

thread 2  2 before
  #0  fewer

gone: 2 threads
  #0  gone'
	is "$(st-group --was now now | st-render | sed -n 2p)" '5 threads in 4 groups: since then no change'
	is "$(st-group --was before now | st-render --format csv --columns function,count,was | tr -d '\r')" 'function,count,was
fresh,1,0
more,2,1
same,1,1
fewer,1,2
gone,0,2'
	{
		traceback '{}' KeyError get
		traceback '{}' KeyError get
		traceback '{}' ValueError read
	} >before
	{
		traceback '{}' KeyError get
		traceback '{"known":false}' OSError open
	} >now
	is "$(st-group --was before now | st-render --brief)" '2 exceptions in 2 kinds: 1 new; since then 1 new, 1 smaller, 1 gone

1 time (new, 0 before) OSError
1 time (2 before) KeyError
gone: 1 time ValueError'
}

@test "a group of several looks shows in how many of them its threads stood there" {
	{
		for sample in 1 2 3; do
			thread '{"tid":1,"sample":'$sample',"process":{"pid":7}}' stuck
			thread '{"tid":2,"sample":'$sample',"process":{"pid":7}}' "$([ $sample = 2 ] && echo stuck || echo move)"
		done
	} >stream
	is "$(shown --brief <stream)" 'process 7
2 threads in 2 groups

2 threads 1 2  1 in all 3 looks, 1 in 1 of 3
thread 2  in 2 of 3 looks'
}

@test "a bar for each hour or day, a blank for none, and an ellipsis if there are too many" {
	spark() { # TIME ...: one exception at each
		jq -nc '{type: "group", of: "traceback", by: "exception", count: 9, exception: {type: "E"}, frames: [],
			per: [$ARGS.positional[] | {time: ., count: 4}], first: {time: "2026-01-01T00:00:00"}}' --args "$@" |
			st-render | sed -n 's/.*first 2026-01-01T00:00:00//p'
	}
	is "$(spark 2026-02-28T22 2026-02-28T23 2026-03-01T02 2026-03-01T03)" '  ▇▇  ▇▇'
	is "$(spark 2028-02-28 2028-03-01 2028-03-02)" '  ▇ ▇▇'
	is "$(spark 2026-12-31T23 2027-01-01T01)" '  ▇ ▇'
	is "$(spark 2026-01-01 2026-03-01)" "  ▇$(printf '%58s' '')▇" # the 60th
	is "$(spark 2026-01-01 2026-03-02)" '  ▇…'
}

@test "the state and the role of one thread are not said of a group of several" {
	{
		thread '{"tid":1,"role":"master","state":"idle","process":{"pid":7}}' take loop
		thread '{"tid":2,"role":"worker","state":"idle","process":{"pid":7}}' take loop
		thread '{"tid":3,"role":"worker","state":"waiting for a mutex","process":{"pid":7}}' lock pay
		thread '{"tid":4,"process":{"pid":7}}' pay
	} >stream
	run -0 st-render <(st-group --by process stream)
	is "$(head -n 6 <<<"$output")" 'process 7
4 threads in 1 group: 1 blocked; 2 idle

4 threads 1-4  idle 2, waiting for a mutex 1, others 1
  one of them, 1, master:
  #0  take'
	is "$(st-group --by role stream | st-render | grep worker)" '2 threads 2 3  worker: idle 1, waiting for a mutex 1'
}

@test "the counts of hours or days are listed, as counting the lines of the log gives them" {
	jq -nr 'range(300) | "\(1795172800 + . * . * 4 | strftime("%Y-%m-%d %H:%M:%S")),000 ERROR shop: failed
Traceback (most recent call last):\n  File \"/srv/a.py\", line 3, in f\n    g()\nValueError: bad"' >log
	counted() { # WIDTH: how many log messages have the same first characters
		sed -n 's/^\(2026-[-0-9]*\) /\1T/p' log | cut -c "1-$1" | uniq -c
	}
	as_listed() {
		awk '{ day = substr($2, 1, 10); print (length($2) > 10 && day == before ? substr($2, 12) : $2) ": " $1; before = day }' | paste -sd , | sed 's/,/, /g'
	}
	listed() { # PERIOD
		st-show --per "$1" log 2>/dev/null | sed -n "s/^  each $1: //p"
	}
	is "$(listed day)" "$(counted 10 | as_listed)"
	has "$(listed day)" ', '
	# of many hours, only where most came
	is "$(listed hour)" "$(counted 13 | sort -k 1,1nr | awk 'NR == 1 { print "up to " $1 ", in " $2 }')"
	head -n 650 log | cat - <(echo) >short && mv short log
	is "$(listed hour)" "$(counted 13 | as_listed)"
	has "$(listed hour)" ', 2026-'
	# one alone, too
	head -n 5 log >short && mv short log
	is "$(listed hour)" "$(counted 13 | as_listed)"
}

@test "an option that a format does not use, or --brief without groups, has no effect and is reported" {
	jq -nc '{type: "thread", tid: 1, process: {pid: 7, command: "shop -p secret"}, crashed: true, frames: [{function: "f", file: "/srv/a.c", line: 3, args: "(x=1)",
		locals: [{name: "y", value: "2"}]}, {function: "main"}, (range(5) | {function: "clone3", module: "/lib/libc.so.6"})]}, (range(2) as $i | {type: "traceback", exception: {type: "E", message: "m"},
		process: {command: "shop -p secret"}, frames: [{function: "f", file: "/srv/a.py", line: 3, text: "f()", locals: [{name: "y", value: "2"}]}]})' >stream
	st-group stream >groups
	local -A knows=([--brief]='text html' [--columns=count]='table csv tsv' [-v]='text original html' [--summary]='original'
		[--source-root=/srv]='html speedscope markdown sarif github junit otlp' [--with-values]='html markdown sarif github junit otlp')
	formats=$(st-render --format nosuch 2>&1 | sed -n 's/.* not one of //p' | tr -d ,)
	[ "$(wc -w <<<"$formats")" -gt 15 ]
	for option in "${!knows[@]}"; do
		name=${option%=*}
		[ $name = -v ] && name=--verbose
		for format in $formats; do
			wanted='' of=thread
			[ $option$format = --summaryoriginal ] && of=traceback
			run -0 --separate-stderr st-render --format $format --of $of $option groups
			changes=$([ "$output" = "$(st-render --format $format --of $of groups 2>/dev/null)" ] || echo changes)
			case " ${knows[$option]} " in
			*" $format "*) is "$option $format $changes" "$option $format changes" ;;
			*)
				is "$option $format $changes" "$option $format "
				wanted="st-render: $name: not used by --format $format"
				;;
			esac
			is "$(grep -v 'not shown$' <<<"$stderr")" "$wanted"
		done
	done
	run -0 --separate-stderr st-render --brief stream
	is "$stderr" 'st-render: --brief: not used: there are no groups'
	run -0 --separate-stderr st-render --brief </dev/null
	is "$stderr" ''
}
