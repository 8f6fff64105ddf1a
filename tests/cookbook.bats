# The cookbook: the results of each script in examples/ are compared with those of other tools on the same input: sort,
# awk, jq on the raw text, or what a person reads there.
# shellcheck disable=SC2154,SC2034 # set by bats and in common.bash

load common

cook() { # SCRIPT ARGUMENT ...: prints its standard output; the file `said` has its standard error
	sh "$checkout/examples/$1.sh" "${@:2}" 2>said
}

@test "every script is run by a test, and stacktraces(7) names it" {
	for script in "$checkout/examples"/*.sh; do
		name=$(basename "$script" .sh)
		grep -rqE "(cook|for script in)( [a-z-]+)* $name\b|examples\"?/$name.sh" "$checkout"/tests/*.bats "$checkout"/tests/spread ||
			{ echo "$name: not tried"; false; }
		grep -q "examples/$name.sh" "$checkout/man/stacktraces.7" || { echo "stacktraces.7: no $name.sh"; false; }
	done
}

@test "a script that reads nothing of what it was told to read does not end with 0" {
	for script in "$checkout/examples"/*.sh; do
		case ${script##*/} in
		# follow.sh waits for the log to come, and coredumps.sh reads no files
		follow.sh | coredumps.sh) continue ;;
		esac
		status=0
		timeout 60 sh "$script" nx1 nx2 nx3 >out 2>said || status=$?
		[ "$status" -ne 0 ] || { echo "$script"; cat out said; false; }
		[ -s said ]
		is "$(echo nx*)" 'nx*'
		rm -f out said
	done
	# one argument where two are wanted is no reason to show the example
	for script in compare hosts new-since-yesterday new-stacks ranks select; do
		cook $script nx >out && false
		is "$script $(cat out)" "$script "
		has "$(cat said)" ': wants '
	done
	# what could be read is shown nevertheless
	is "$(! cook exceptions "$checkout/examples/orders.log" nx)" "$(cook exceptions)"
	is "$(! cook ecs "$checkout/examples/orders.log" nx)" "$(cook ecs)"
	is "$(! cook new-exceptions /dev/null "$checkout/examples/orders.log" nx)" "$(cook new-exceptions)"
	# known issues that cannot be read
	for script in adopt new-exceptions regressed; do
		status=0
		cook $script nx 1.10 "$checkout/examples/orders.log" >out || status=$?
		is "$script $status" "$script 2"
		has "$(cat said)" 'nx: No such file'
	done
}

@test "hangs: the two threads that own each other's mutex in the capture are the deadlock" {
	is "$(jq -c '.threads[] | select(.waits_for.kind == "mutex") | [.lwp, .waits_for.owner]' "$checkout/examples/hang.ndjson" | grep -E '4504.*4509|4509.*4504' | sort)" '[4504,4509]
[4509,4504]'
	cook hangs >out
	is "$(sed -n 2p out)" '5 threads in 3 groups: deadlock'
	has "$(sed 10q out)" 'thread 2, LWP 4504 "bank" holds mutex 0x55d0b07c9070 and waits for mutex 0x55d0b07c90a8, which LWP 4509 holds'
	has "$(sed 10q out)" 'thread 3, LWP 4509 "bank" holds mutex 0x55d0b07c90a8 and waits for mutex 0x55d0b07c9070, which LWP 4504 holds'
}

@test "who-holds: the locks and owners in the capture; nothing for a process that waits for no lock" {
	is "$(cook who-holds | sort)" "$(jq -r '.threads[] | select(.waits_for) | "\(.lwp) waits for \(.waits_for.kind) \(.waits_for.address) of \(.waits_for.owner)"' "$checkout/examples/hang.ndjson" | sort)"
	is "$(cook who-holds $$)" ''
	# a file lock, and a lock whose owner is not known
	locker='import fcntl, time; file = open("lock", "w"); fcntl.flock(file, fcntl.LOCK_EX); time.sleep(60)'
	start python3 -c "$locker"
	holder=$pid
	eventually grep -q " $holder " /proc/locks
	start python3 -c "$locker"
	eventually grep -q -- "-> .* $pid " /proc/locks
	is "$(cook who-holds "$pid")" "$pid waits for file-lock $PWD/lock of $holder"
	stop_started
	mkdir bin
	printf '#!/bin/sh\necho '\''{"type":"thread","lwp":7,"waits_for":{"kind":"gil"},"frames":[]}'\''\n' >bin/st-collect
	chmod +x bin/st-collect
	is "$(PATH=$PWD/bin:$PATH cook who-holds 7)" '7 waits for gil ? of ?'
}

@test "waiting-for: a line for each thread that gdb shows in pthread_mutex_lock" {
	is "$(cook waiting-for | wc -l)" "$(grep -c '__pthread_mutex_lock (mutex=' "$checkout/examples/deadlock.gdb")"
	is "$(cook waiting-for | cut -d ' ' -f 1 | sort | uniq -c | tr -s ' ')" "$(grep -o '__pthread_mutex_lock (mutex=0x[0-9a-f]*' "$checkout/examples/deadlock.gdb" | sed 's/.*=//' | sort | uniq -c | tr -s ' ')"
}

@test "crash: the signal that gdb names, and the line of the fault in the source" {
	cook crash >out
	line=$(grep -n 'item->price' "$checkout/examples/crash.c" | cut -d : -f 1)
	grep -q 'Program terminated with signal SIGSEGV' "$checkout/examples/crash.gdb"
	is "$(sed -n '2p;4p' out)" "7 threads in 5 groups: crashed with SIGSEGV in total_price at /srv/example/crash.c:$line; 4 idle
thread 1, LWP 29842  SIGSEGV"
}

@test "busy-threads: a sleeping process uses 0 % of a CPU" {
	start sleep 60
	is "$(cook busy-threads "$pid")" "0	$pid	sleep"
	stop_started
}

@test "compare, new-stacks: the two stacks that sleep are gone, and two that wait for a mutex are new" {
	for log in healthy deadlock; do
		grep '^#[0-9]* .* in \(wait_for_customer\|move_money\|total\|auditor\) ' "$checkout/examples/$log.gdb" | sed 's/.* in \([a-z_]*\) .*/\1/' | sort | uniq -c
	done | tr -s ' ' >stood
	has "$(cat stood)" ' 3 move_money'
	cook compare >out
	is "$(sed -n '1,2p' out)" 'process 30964 /srv/example/bank
5 threads in 3 groups: since then 2 new, 2 gone'
	is "$(grep -c '^gone: ' out)" 2
	is "$(cook compare "$checkout/examples/healthy.gdb" "$checkout/examples/healthy.gdb" | sed -n 2p)" '5 threads in 3 groups: since then no change'
	is "$(cook new-stacks | sed -n 2p)" '4 threads in 2 groups: 4 new'
}

@test "workers: as many as gdb shows threads, and 3 of them in queue_take()" {
	cook workers >out
	is "$(awk 'NR > 1 { sum += $1 } END { print sum }' out)" "$(grep -c '^Thread [0-9]* (' "$checkout/examples/crash.gdb")"
	is "$(awk '/condition variable/ { print $1 }' out)" "$(grep -c ' in queue_take ' "$checkout/examples/crash.gdb")"
}

@test "missing-symbols: as many frames as grep counts in gdb's text" {
	is "$(cook missing-symbols | awk '{ sum += $1 } END { print sum }')" "$(sed '1,/^Thread /d' "$checkout/examples/crash.gdb" | grep -c '^#[0-9]')"
	log=$checkout/tests/fixtures/native/oven-core-stripped.gdb
	is "$(cook missing-symbols "$log" | awk '/no function/ { sum += $1 } END { print sum }')" "$(sed '1,/^Thread /d' "$log" | grep -cE '^#[0-9]+ .* \?\? \(')"
	log=$checkout/tests/fixtures/native/crate-core-nodebug.gdb
	is "$(cook missing-symbols "$log" | awk '{ sum += $1 } END { print sum }')" "$(sed '1,/^Thread /d' "$log" | grep -c '^#[0-9]')"
	is "$(cook missing-symbols "$log" | awk '/complete/ { sum += $1 } END { print sum + 0 }')" "$(sed '1,/^Thread /d' "$log" | grep -cE '^#[0-9].* at [^ ]*:[0-9]+$')"
}

@test "no-debugger: states come from the kernel, and no debugger is run" {
	start sleep 60
	cook no-debugger "$pid" >out
	is "$(sed -n '1s/, on .*//p' out)" "process $pid $(readlink "/proc/$pid/exe")"
	has "$(cat out)" "thread LWP $pid \"sleep\"  sleeping"
	has "$(cat said)" "--tool none --pid $pid"
	stop_started
}

@test "many-processes: as many threads as both logs have, and as many groups as different stacks" {
	cook many-processes >out
	is "$(sed -n '2s/ .*//p' out)" "$(cat "$checkout/examples/healthy.gdb" "$checkout/examples/deadlock.gdb" | grep -c "^Thread [0-9]* (")"
	cook many-processes "$checkout/examples/healthy.gdb" "$checkout/examples/healthy.gdb" >twice
	is "$(tail -n +4 twice | wc -l)" "$(grep '^Thread\|^#' "$checkout/examples/healthy.gdb" | awk '/^Thread/ { n++; next } { sub(/.* in /, ""); s[n] = s[n] $1 } END { for (i in s) u[s[i]]; for (i in u) c++; print c }')"
}

@test "coredumps: reads the messages that journalctl gives for systemd-coredump's message id" {
	mkdir bin
	cat >bin/journalctl <<-'END'
		#!/bin/sh
		case $* in
		*"--output json --since 2026-01-01 MESSAGE_ID=fc2e22bc6ee647b6b90729ab34a250b1")
			jq -nc '{COREDUMP_PID: "77", COREDUMP_EXE: "/srv/oven", COREDUMP_SIGNAL_NAME: "SIGABRT",
				MESSAGE: "Process 77 (oven) of user 1000 dumped core.\n\nStack trace of thread 77:\n#0  0x00007f0000001000 bake (oven + 0x1000)\n#1  0x00007f0000002000 main (oven + 0x2000)"}'
			;;
		esac
	END
	chmod +x bin/journalctl
	PATH=$PWD/bin:$PATH
	cook coredumps 2026-01-01 >out
	has "$(sed 3q out)" 'crashed with SIGABRT in bake'
}

@test "folded, busiest-stacks: as many as gdb shows threads, outermost frame first" {
	is "$(cook folded | awk '{ sum += $NF } END { print sum }')" "$(grep -c '^Thread [0-9]* (' "$checkout/examples/crash.gdb")"
	is "$(cook folded | grep 'total_price')" 'clone3;start_thread;worker;total_price 1'
	is "$(cook busiest-stacks | grep -c '^3 threads ')" 1
}

@test "tracker, redact: the crash is in the text, secrets are not" {
	cook tracker >out
	has "$(cat out)" '/srv/example/crash.c:67'
	lacks "$(cat out)" listener
	lacks "$(cook redact)" hunter2
	sed 's/: no price in order/: password=hunter2/' "$checkout/examples/orders.log" >log
	has "$(st-parse-pylog log)" hunter2
	lacks "$(cook redact log)" hunter2
	lacks "$(cook tracker log)" hunter2
}

@test "exceptions: types and counts as grep finds them, times as in their log lines" {
	cook exceptions >out
	is "$(awk 'NR > 1 { print $1, $4 }' out)" "$(grep -c '^OrderError:' "$checkout/examples/orders.log") OrderError
1 json.decoder.JSONDecodeError"
	is "$(awk '/OrderError/ { print $2 }' out)" "$(grep -m 1 ' ERROR ' "$checkout/examples/orders.log" | sed 's/ /T/; s/,/./; s/ .*//')"
	is "$(awk '/OrderError/ { print $3 }' out)" "$(grep ' ERROR ' "$checkout/examples/orders.log" | tail -n 1 | sed 's/ /T/; s/,/./; s/ .*//')"
}

@test "new-since-yesterday, new-exceptions: only the kind that the older log does not have" {
	cook new-since-yesterday >out
	is "$(sed -n '1s/.*: //p;3p' out)" '1 new
1 time (new) json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)'
	# one new kind among 300, in a compressed log
	for i in $(seq 300); do
		printf '2026-11-24 10:%02d:00,000 ERROR shop: failed\nTraceback (most recent call last):\n  File "/srv/shop.py", line %d, in f%d\nKeyError: %d\n' $((i % 60)) "$i" "$i" "$i"
	done >yesterday
	{
		cat yesterday
		printf '2026-11-24 12:00:00,000 ERROR shop: failed\nTraceback (most recent call last):\n  File "/srv/shop.py", line 7, in pay\nValueError: broke\n'
	} | gzip >today.gz
	cook new-since-yesterday yesterday today.gz >out
	has "$(sed 5q out)" '1 time (new) ValueError: broke'
	is "$(grep -c '(new)' out)" 1
	is "$(cook new-exceptions | sed -n 1p | cut -d ' ' -f 1-5)" '3 exceptions in 2 kinds,'
}

@test "select: exceptions of one logger since a time, as many as awk finds" {
	is "$(cook select | sed -n '1s/ .*//p')" "$(grep ' ERROR shop.orders: ' "$checkout/examples/orders.log" | awk '$2 >= "11:37:55,745"' | wc -l)"
	is "$(cook select other 2026 "$checkout/examples/orders.log")" ''
	is "$(cook select shop.orders 2026 "$checkout/examples/orders.log" | sed -n '1s/ .*//p')" "$(grep -c ' ERROR shop.orders: ' "$checkout/examples/orders.log")"
}

@test "per-hour: exceptions for each hour, as cut and uniq count them" {
	for time in 09:00 09:59 10:00 12:30 12:31 12:32; do
		printf '2026-11-24 %s:00,000 ERROR shop: failed\nTraceback (most recent call last):\n  File "/srv/shop.py", line 7, in pay\nValueError: broke\n' "$time"
	done >log
	is "$(cook per-hour log)" "$(grep ERROR log | cut -c 1-13 | tr ' ' T | uniq -c | awk '{ print $2 "\t" $1 "\tValueError" }')"
	# those without a time are counted, too
	printf 'Traceback (most recent call last):\n  File "/srv/shop.py", line 7, in pay\n%s\n' KeyError ValueError | sed 's/^ValueError/&: broke/' >bare
	is "$(cook per-hour bare)" $'unknown\t1\tKeyError\nunknown\t1\tValueError'
	is "$(cook per-hour log bare | awk '{ sum += $2 } END { print sum }')" "$(grep -hcE '^(Key|Value)Error' log bare | awk '{ sum += $1 } END { print sum }')"
	is "$(cook per-hour | awk '{ sum += $2 } END { print sum }')" "$(grep -c ' ERROR ' "$checkout/examples/orders.log")"
}

@test "what-varies: the keys in the messages, as sort and uniq count them" {
	for key in a b a c a b; do
		printf 'Traceback (most recent call last):\n  File "shop.py", line 7, in total\nKeyError: %s\n' "'$key'"
	done >log
	printf 'Traceback (most recent call last):\n  File "shop.py", line 7, in total\nStopIteration\n' >bare
	is "$(cook what-varies bare)" '1 StopIteration'
	is "$(cook what-varies log | sed -n '1p')" "6 KeyError: '*'"
	is "$(cook what-varies log | tail -n +2 | tr -s ' ')" "$(grep KeyError log | tr -d "'" | sort | uniq -c | sort -k 1,1nr -k 2 | awk '{ print " " $1 " " $3 }')"
}

@test "rotated, nightly, many-cores, follow: each gives the exceptions of the whole log" {
	for script in rotated follow; do
		is "$(cook $script)" '3 exceptions in 2 kinds, 2026-11-24T11:37:55.740 to 2026-11-24T11:37:55.751

2 times OrderError: no price in order {"items": [{}]}
1 time json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)'
	done
	for script in nightly many-cores; do
		is "$(cook $script | sed -n '1p;3p')" "$(cook rotated | sed -n '1p;3p')"
	done
}

@test "follow: Ctrl-C shows what came until then" {
	: >log
	make_press
	run -0 python3 press "sh '$checkout/examples/follow.sh' log" "cat '$checkout/examples/orders.log' >>log"
	has "$output" 'OrderError'
}

@test "python-dump: the Python function that a dump shows" {
	cook python-dump >out
	has "$(cat out)" '#0  take_order at <string>:4'
	printf 'Process 9: python3 app.py\nPython v3.11.2 (/usr/bin/python3.11)\n\nThread 9 (idle): "MainThread"\n    wait (threading.py:320)\n    take_order (app.py:7)\n' >dump
	has "$(cook python-dump - <dump)" 'take_order at app.py:7'
}

@test "prometheus, opentelemetry, ecs, elasticsearch-bulk: valid formats with the log's exceptions" {
	# https://prometheus.io/docs/instrumenting/exposition_formats: a line is a comment, or has a name, labels and a number
	is "$(cook prometheus | grep -vE '^# (HELP|TYPE) [a-z_]+ .+|^[a-z_]+(\{([a-z_]+="[^"]*",?)*\})? [0-9.e+]+$')" ''
	is "$(cook prometheus | awk '/^stacktraces_groups\{/ { sum += $NF } END { print sum }')" "$(grep -c ' ERROR ' "$checkout/examples/orders.log")"
	is "$(cook opentelemetry | jq -r '.resourceLogs[].scopeLogs[].logRecords[].attributes[] | select(.key == "exception.type").value.stringValue')" 'OrderError
json.decoder.JSONDecodeError
OrderError'
	# https://opentelemetry.io/docs/specs/otlp: the body of a request is one ExportLogsServiceRequest
	is "$(cook opentelemetry | jq -c keys)" '["resourceLogs"]'
	: >empty
	is "$(cook opentelemetry empty)" '{"resourceLogs":[]}'
	is "$(cook ecs | jq -r '.error.type + " " + .log.level')" 'OrderError ERROR
json.decoder.JSONDecodeError ERROR
OrderError ERROR'
	is "$(cook elasticsearch-bulk | jq -c 'keys[0]' | paste -d ' ' - - | sort -u)" '"index" "by"'
}

@test "duckdb, sqlite, miller: the query runs, or is shown where the tool is missing" {
	has "$(cook duckdb)" 'read_json'
	has "$(cook sqlite)" 'total_price'
	has "$(cook miller)" 'crashed'
}

@test "elasticsearch-bulk, sqlite, miller: they read records and debuggers' text, from files and standard input" {
	st-parse-pylog "$checkout/examples/orders.log" >records
	for file in records -; do
		is "$(cook elasticsearch-bulk $file <records | jq -r '.exception.type // empty')" 'OrderError
json.decoder.JSONDecodeError'
		for name in sqlite miller; do has "$(cook $name $file <records)" "$([ $name = sqlite ] && echo price || echo OrderError)"; done
	done
	is "$(cook elasticsearch-bulk records "$checkout/examples/crash.gdb" | jq -r '.of // empty' | sort | uniq -c | tr -s ' ')" ' 5 thread
 2 traceback'
}

@test "label: the roles that the user's rules give" {
	has "$(cook label)" '3 threads "bank" 2-4 of process 30964  teller: waiting for an account'
	is "$(grep -c ' teller (' "$checkout/examples/deadlock.gdb")" 3
}
