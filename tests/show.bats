# What st-show promises: it finds out what each argument is, and runs the stages that show it.
# shellcheck disable=SC2154,SC2034,SC2086 # set by bats and in common.bash

load common

teardown() {
	stop_started
}

rest='st-annotate | st-group | st-render'

# ran PIPELINE ARGUMENT ...: with these arguments st-show runs the pipeline, and shows its output
ran() {
	run -0 --separate-stderr st-show "${@:2}"
	is "$stderr" "st-show: $1"
	[ -n "$output" ]
	is "$output" "$(sh -c "$1")"
}

input() { # makes a test's input files
	cp "$checkout"/examples/crash.gdb "$checkout"/examples/orders.log .
	st-parse-gdb crash.gdb >threads
	st-annotate threads | st-group >groups
	jq -Rsc '{type: "capture", process: {pid: 7}, text: .}' crash.gdb >captures
}

@test "the stage for a file depends on its contents, not its name" {
	input
	mv crash.gdb one.log
	mv orders.log two.gdb
	ran "st-parse-gdb one.log | $rest" one.log
	ran "st-parse-pylog two.gdb | $rest" two.gdb
	ran "st-parse-gdb captures | $rest" captures
	ran "st-annotate threads | st-group | st-render" threads
	ran "st-annotate groups | st-render" groups
}

@test "every debugger's log and every Python log of the fixtures is recognised" {
	for log in "$native"/*.gdb "$native"/*.eustack; do
		# a log without threads may be any text
		[ -n "$(st-parse-gdb "$log" 2>/dev/null | head -n 1)" ] || continue
		st-show "$log" 2>&1 >/dev/null | grep -q '^st-show: st-parse-gdb ' || { echo "$log"; false; }
	done
	for log in "$checkout"/tests/fuzz/corpus/parse_pylog/*; do
		head -c 65536 "$log" >begin
		[ -n "$(st-parse-pylog begin 2>/dev/null | head -n 1)" ] || continue
		[ -z "$(st-parse-gdb begin 2>/dev/null | head -n 1)" ] || continue
		st-show begin 2>&1 >/dev/null | grep -q '^st-show: st-parse-pylog ' || { echo "$log"; false; }
	done
}

@test "a program's own list of its threads is shown, also with headings like a debugger's" {
	printf '%s\n' 'Thread 7 (main)' '  File "/srv/a.py", line 1, in g' '    h()' '  File "/srv/a.py", line 5, in h' '    work()' >threads
	run -0 --separate-stderr st-show threads
	has "$output" 'g at /srv/a.py:1'
	has "$output" 'h at /srv/a.py:5'
}

@test "compressed files and UTF-16 are recognised by their contents" {
	input
	for tool in gzip xz zstd bzip2 lz4; do
		$tool -c <crash.gdb >"gdb.$tool"
		$tool -c <orders.log >"log.$tool"
		$tool -c <groups >"groups.$tool"
		ran "st-parse-gdb gdb.$tool | $rest" "gdb.$tool"
		ran "st-parse-pylog log.$tool | $rest" "log.$tool"
		ran "st-annotate groups.$tool | st-render" "groups.$tool"
	done
	iconv -f UTF-8 -t UTF-16 <crash.gdb >wide
	ran "st-parse-gdb wide | $rest" wide
}

@test "standard input: a file, a pipe, compressed or not, and named among others" {
	input
	for file in crash.gdb orders.log threads groups captures; do
		st-show <"$file" >wanted 2>said
		[ -s wanted ]
		for way in 'cat FILE | st-show' 'cat FILE | st-show -' 'st-show - <FILE' 'gzip -c FILE | st-show' 'gzip -c FILE >z; st-show <z' \
			'(head -c 30 FILE; sleep 0.3; tail -c +31 FILE) | st-show'; do
			sh -c "${way//FILE/$file}" >out 2>said
			same out wanted
		done
		bash -c "st-show <(cat $file)" >out 2>said
		same out wanted
	done
	st-show - crash.gdb <orders.log >out 2>said
	is "$(cat said)" "st-show: { st-parse-pylog; st-parse-gdb crash.gdb; } | $rest"
	same out <({ st-parse-pylog <orders.log; st-parse-gdb crash.gdb; } | st-annotate | st-group | st-render)
}

@test "records are recognised even if other programs have rewritten them" {
	input
	st-parse-gdb crash.gdb >records
	for change in 'json.dumps(each)' 'json.dumps(each, sort_keys=True)' 'json.dumps(dict(reversed(each.items())), separators=(",", ":"))'; do
		python3 -c "import json, sys
for each in map(json.loads, sys.stdin): print($change)" <records >anew
		run -0 --separate-stderr st-show anew
		is "${stderr_lines[0]}" 'st-show: st-annotate anew | st-group | st-render'
		is "$output" "$(st-annotate records | st-group | st-render)"
	done
}

@test "records that are no stream are for the stage that says so" {
	st-parse-pylog "$checkout/examples/orders.log" >records
	for way in . '-S .' '-s .' '-sc .'; do
		[[ $way == -s* ]] && what="an array (jq -c '.[]' makes a line of each element)" ||
			what='JSON over several lines (jq -c . makes a line of it)'
		run -1 --separate-stderr st-show < <(jq $way records)
		is "$output" ''
		has "$stderr" "st-annotate: standard input:1: not a record, and no other line"
		has "$stderr" ": $what"
	done
}

@test "more than 64 KiB of standard input are passed on" {
	for i in $(seq 3000); do
		printf 'Traceback (most recent call last):\n  File "m.py", line %d, in main\nKeyError: %d\n' "$i" "$i"
	done >log
	[ "$(wc -c <log)" -gt 131072 ]
	for way in 'cat log | st-show' 'seq 20000 | cat - log | st-show' 'gzip -c log | st-show'; do
		sh -c "$way" >out 2>said
		has "$(cat out)" '3000 times KeyError'
	done
}

@test "several arguments: one command for each run of files of one kind" {
	input
	cp crash.gdb second.gdb
	ran "st-parse-gdb crash.gdb second.gdb | $rest" crash.gdb second.gdb
	ran "{ st-parse-gdb crash.gdb; st-parse-pylog orders.log; } | $rest" crash.gdb orders.log
	ran "{ st-parse-gdb crash.gdb threads; st-parse-pylog orders.log; } | $rest" crash.gdb threads orders.log
	ran "st-annotate threads groups | st-group | st-render" threads groups
}

@test "each option goes to the stage that knows it" {
	input
	printf '{"rules":"mine","label":[{"when":{"function":"worker"},"role":"packer"}]}' >rules
	ran "st-parse-gdb crash.gdb | st-annotate --rules rules --pack none | st-group --by role --rules rules --pack none | st-render --infolvl 3" \
		crash.gdb -r rules --pack none --by role -i 3
	ran "st-parse-pylog --tz Europe/Berlin orders.log | st-annotate | st-group | st-render --format json" --format json --tz Europe/Berlin orders.log
	has "$(st-show --color always crash.gdb 2>said)" "$(printf '\033')"
}

@test "--known goes to st-annotate, and --fail-on-new to the last stage, whose status st-show has" {
	input
	: >known
	ran "st-parse-pylog orders.log | st-annotate --known known --release 1.4 --redact=password,email | st-group --per hour | st-render --sort count --top 1" \
		--known known --release 1.4 --redact=password,email --per hour --sort count -n 1 orders.log
	has "$output" '(new) OrderError'
	for pipeline in 'st-show --known known --fail-on-new orders.log' 'st-parse-pylog orders.log | st-annotate --known known | st-group | st-render --fail-on-new'; do
		run -3 --separate-stderr sh -c "$pipeline"
		has "$stderr" 'st-render: --fail-on-new: 2 new, 0 regressed'
	done
	st-parse-pylog orders.log | st-annotate | st-group >known
	run -0 --separate-stderr st-show --known known --new-only --fail-on-new orders.log
	is "$output" ''
	run -2 --separate-stderr st-show --known nosuch orders.log
	has "$stderr" 'nosuch: No such file or directory'
	sed 's/: no price in order/: password=hunter2 in order/' orders.log >secret.log
	has "$(st-show secret.log 2>said)" hunter2
	lacks "$(st-show --redact secret.log 2>said)" hunter2
}

@test "groups are compared with --was, and grouped again if an option of st-group asks for it" {
	input
	ran "st-parse-gdb crash.gdb | st-annotate | st-group --was groups | st-render" --was groups crash.gdb
	ran "st-annotate groups | st-group --by state | st-render" --by state groups
	is "$(st-show --by state --brief groups 2>said | grep -c '  waiting on a condition variable$')" 1
}

@test "for flame graphs records are not grouped, so that each look weighs its CPU time" {
	input
	for format in folded speedscope; do
		ran "st-parse-gdb crash.gdb | st-annotate | st-render --format $format" --format $format crash.gdb
	done
	ran "st-parse-gdb crash.gdb | st-annotate | st-group --by role | st-render --format folded" --by role --format folded crash.gdb
	for sample in 1 2 3; do
		jq -nc --argjson n $sample '{type: "thread", process: {pid: 7}, tid: 1, lwp: 8, sample: $n, comm: "w", cpu_ms: ($n * $n * 10),
			time: "2026-01-02T03:04:0\($n)Z", frames: [{function: "price"}, {function: "main"}]}'
	done >looks
	# CPU times of 10, 40 and 90 ms: 30 and 50 since the look before
	is "$(st-show --format folded looks 2>said)" 'w;main;price 30
w;main;price 50'
}

@test "processes of which no number is known are told apart by their files, and in one file by their threads" {
	for lwp in 10 20 30; do
		printf '%s\n' '[Thread debugging using libthread_db enabled]' '' 'Thread 2 "die" received signal SIGSEGV, Segmentation fault.' \
			"[Switching to Thread 0x7f02 (LWP $((lwp + 1)))]" '0x0000555555555135 in total () at die.cpp:21' '' \
			"Thread 2 (Thread 0x7f02 (LWP $((lwp + 1))) \"die\"):" '#0  0x0000555555555135 in total () at die.cpp:21' '' \
			"Thread 1 (Thread 0x7f01 (LWP $lwp) \"die\"):" '#0  0x0000555555555300 in wait () at die.cpp:47' '#1  0x0000555555555310 in main () at die.cpp:50' >$lwp.gdb
	done
	cat [1-3]0.gdb >all.gdb
	is "$(st-show [1-3]0.gdb 2>said)" 'several processes: in 10.gdb; in 20.gdb; in 30.gdb
6 threads in 2 groups: crashed with SIGSEGV in total at die.cpp:21

3 threads "die" of 3 processes  SIGSEGV in 2
  #0  total () at die.cpp:21

3 threads "die" of 3 processes
  #0  wait at die.cpp:47
  #1  main at die.cpp:50'
	is "$(st-show all.gdb 2>said)" 'process in all.gdb
6 threads in 2 groups: crashed with SIGSEGV in total at die.cpp:21

3 threads "die" 2  SIGSEGV in 2
  #0  total () at die.cpp:21

3 threads "die" 1
  #0  wait at die.cpp:47
  #1  main at die.cpp:50'
}

@test "an option without effect is reported" {
	input
	run -0 --separate-stderr st-show --tz UTC --samples 3 crash.gdb
	is "${stderr_lines[0]}" 'st-show: --samples: not used: st-collect is not needed here'
	is "${stderr_lines[1]}" 'st-show: --tz: not used: st-parse-pylog is not needed here'
	is "${stderr_lines[2]}" "st-show: st-parse-gdb crash.gdb | $rest"
	[ "${#stderr_lines[@]}" -eq 3 ]
}

@test "names with special characters are quoted in the command shown" {
	input
	cp crash.gdb "a b'c"
	cp crash.gdb ./-x.gdb
	ran "st-parse-gdb 'a b'\\''c' | $rest" "a b'c"
	ran "st-parse-gdb ./-x.gdb | $rest" -- -x.gdb
}

@test "a number is a file if there is one with that name, and a process otherwise" {
	input
	cp "$(command -v sleep)" ./st-show-nap
	start ./st-show-nap 1000
	run -0 --separate-stderr st-show "$pid"
	is "${stderr_lines[0]}" "st-show: st-collect --pid $pid | st-parse-gdb | $rest"
	has "$output" "process $pid "
	run -0 --separate-stderr st-show --name st-show-nap -f
	is "${stderr_lines[0]}" "st-show: st-collect --name st-show-nap --follow | st-parse-gdb | $rest"
	has "$output" "process $pid "
	cp crash.gdb "$pid"
	ran "st-parse-gdb $pid | $rest" "$pid"
	run -0 --separate-stderr st-show -p "$pid" --tool none
	is "${stderr_lines[0]}" "st-show: st-collect --pid $pid --tool none | st-parse-gdb | $rest"
	has "$output" "process $pid "
}

# Makes a debugger that creates the file `stopped` when it is run.
watch_debugger() {
	mkdir -p bin
	printf '#!/bin/sh\n: >"%s/stopped"\n' "$PWD" >bin/gdb
	chmod +x bin/gdb
	PATH=$PWD/bin:$PATH
}

@test "with a mistyped file or option no debugger is run" {
	start sleep 1000
	watch_debugger
	for arguments in "$pid.log" "${pid}x" "$pid nosuch" "nosuch $pid" "--format txt $pid" "--by x $pid" "--pack nosuch $pid" "-r nosuch $pid" "--nosuch $pid" "-i 9 --name bats-no-such-name"; do
		run -2 --separate-stderr st-show $arguments
		is "$output" ''
		[ -n "$stderr" ]
		[ ! -e stopped ] || { echo "$arguments"; false; }
	done
	run st-show "$pid"
	[ -e stopped ]
}

@test "/dev/stdin is standard input, be it a file or a pipe" {
	input
	st-show - <orders.log >wanted 2>said
	[ -s wanted ]
	same <(st-show /dev/stdin <orders.log 2>&1) <(cat said wanted)
	same <(tail -n +1 orders.log | st-show /dev/stdin 2>&1) <(cat said wanted)
}

@test "an option's file that can be read only once is read once" {
	start sleep 1000
	eventually grep -qx sleep "/proc/$pid/comm"
	st-collect --tool none -p "$pid" | st-parse-gdb >before
	st-show --tool none --by process --was <(cat before) "$pid" >out 2>said
	has "$(sed -n 2p out)" 'since then no change'
	# also with an option that needs another one
	thread '{"tid":1,"issue":{"id":"PIPE-1"}}' main | st-annotate | st-group >known
	run -0 --separate-stderr st-show --tool none --known <(cat known) --new-only "$pid"
	has "$output" 'sleep'
	has "$stderr" '--known: 1 record without a fingerprint'
	# but two commands read rules
	echo '{"rules":"own","label":[{"when":{"function":"main"},"role":"the first"}]}' >rules
	run -2 --separate-stderr st-show -r <(cat rules) before
	is "$output" ''
	is "${stderr#*: /dev/fd/*: }" 'rules from a pipe can be read once, and two commands need them: put them into a file'
	has "$(st-show -r rules known)" 'the first'
	# what is wrong with them is told once, though two commands would find it
	echo '{"rules":"own","label":[{"when":{"functio":"main"},"role":"the first"}]}' >rules
	run -2 --separate-stderr st-show -r rules before
	is "$output$stderr" 'st-annotate: rules:1: label[0].when: no such condition "functio" (did you mean "function"?)'
	run -2 --separate-stderr st-show --pack noserver before
	is "${#stderr_lines[@]}" 2
	# a value that is no file name stays as it is, even if a file has that name
	mkfifo process
	run -0 --separate-stderr st-show --tool none --by process --was <(cat before) "$pid"
	run -2 --separate-stderr st-show --tool none --by processes --was <(cat before) "$pid"
	has "$stderr" 'st-group: --by: processes: not one of process, '
}

@test "a core file is read by a debugger, or a message says what to do" {
	for order in '\001' '\002'; do
		type='\004\000'
		[ "$order" = '\001' ] || type='\000\004'
		printf "\\177ELF\\002$order\\001\\000\\000\\000\\000\\000\\000\\000\\000\\000$type%0100d" 0 >core
		run --separate-stderr st-show core
		is "${stderr_lines[0]}" "st-show: st-collect --corefile core | st-parse-gdb | $rest"
		gzip -c core >core.gz
		run -2 --separate-stderr st-show core.gz
		is "$stderr" 'st-show: core.gz: a compressed core file: unpack it with gzip -dc first'
		run -2 --separate-stderr st-show <core
		is "$stderr" 'st-show: standard input: a core file: name the file, so that a debugger can read it'
	done
	# a core file in a pipe is refused at once; whoever writes to the pipe is not left waiting
	{ cat core; head -c 300000 /dev/zero; } >large
	timeout 60 st-show < <(cat large) >out 2>&1 && status=0 || status=$?
	[ "$status" -eq 2 ]
	has "$(cat out)" 'a core file: name the file'
	run -1 --separate-stderr st-show /bin/sh
	is "$stderr" 'st-show: /bin/sh: a program, not a core file of one; for its processes: --name'
}

@test "a file that no stage reads is reported in a line, and the others are shown" {
	input
	printf 'goroutine 1 [running]:\nmain.main()\n\t/a.go:3 +0x1d\n' >go
	head -c 3000 /dev/zero | tr '\0' '\1' >text
	head -c 3000 /dev/zero >binary
	head -c 2000000 /dev/zero >zeros
	: >empty
	run -1 --separate-stderr st-show go binary crash.gdb
	is "${stderr_lines[0]}" 'st-show: go: looks like a Go panic: not read'
	is "${stderr_lines[1]}" 'st-show: binary: a binary file that no stage reads'
	is "${stderr_lines[2]}" "st-show: st-parse-gdb crash.gdb | $rest"
	has "$output" SIGSEGV
	run -2 --separate-stderr st-show nosuch / crash.gdb
	is "${stderr_lines[0]}" 'st-show: nosuch: No such file or directory'
	is "${stderr_lines[1]}" 'st-show: /: Is a directory'
	has "$output" SIGSEGV
	run -0 --separate-stderr st-show empty
	is "${stderr_lines[0]}" 'st-show: empty: is empty'
	# it could be a log that its rotation cut, but is none in the end
	run -1 --separate-stderr st-show zeros
	is "${stderr_lines[1]}" 'st-parse-pylog: zeros: no exceptions found; a binary file: not read'
	run -1 --separate-stderr st-show go
	is "$stderr" 'st-show: go: looks like a Go panic: not read'
}

@test "a log that its rotation cut begins with NULs, and is read all the same" {
	input
	traceback='Traceback (most recent call last):\n  File "/srv/a.py", line 3, in f\n    g()\nValueError: bad\n'
	for size in 3000 100000; do
		head -c "$size" /dev/zero >holed
		printf '\n2026-11-01 10:00:01,000 ERROR shop: failed\n%b' "$traceback" >>holed
		run -0 --separate-stderr st-show --brief holed
		is "${lines[1]}" '1 time ValueError: bad'
		run -0 --separate-stderr sh -c 'st-show --brief <holed'
		is "${lines[1]}" '1 time ValueError: bad'
		head -c "$size" /dev/zero | cat - crash.gdb >holed
		run -0 --separate-stderr st-show holed
		has "$output" SIGSEGV
	done
}

@test "its status is the worst of its stages, and a reader that goes away is no failure" {
	input
	{ cat threads; echo '{"type":'; } >broken
	run -1 --separate-stderr st-show broken
	run -2 --separate-stderr st-show --format nosuch crash.gdb
	run -0 bash -c 'set -o pipefail; st-show crash.gdb 2>/dev/null | head -n 1'
	run -2 --separate-stderr sh -c 'exec st-show crash.gdb >/dev/full'
	has "$stderr" 'st-render: standard output: No space left on device'
	mkdir alone
	cp "$(command -v st-show)" alone
	PATH=/usr/bin:/bin run -2 --separate-stderr alone/st-show crash.gdb
	has "$stderr" 'st-show: st-parse-gdb: cannot be run'
}

@test "without arguments, on a terminal, it says what it can be given" {
	make_terminal
	run -2 python3 terminal st-show
	is "$output" 'st-show: nothing to show: name a file, a process, or --name a program
try: st-show --help'
}

@test "Ctrl-C on a log that is followed shows what came until then" {
	printf '%s\n' 'Traceback (most recent call last):' '  File "m.py", line 2, in main' 'KeyError: 1' >log
	make_press
	run -0 python3 press 'tail -n +1 -F log | st-show --color never'
	has "$output" 'KeyError: 1'
	# no line so far shows what kind of text this is
	seq 10 >log
	run -0 python3 press 'tail -n +1 -F log | st-show --color never'
	has "$output" 'st-show: st-parse-pylog | '
}

@test "if there is nothing to show it says so, unless something went wrong" {
	printf '2026-03-01 10:00:00,000 INFO tray in\n' >quiet.log
	run -0 --separate-stderr st-show quiet.log
	is "$output" ''
	is "$stderr" "st-show: st-parse-pylog quiet.log | $rest
st-show: nothing to show: no threads, and no exceptions"
	# with --new-only all are left out
	st-parse-pylog "$checkout/examples/orders.log" | st-annotate | st-group >known
	run -0 --separate-stderr st-show --known known --new-only --fail-on-new "$checkout/examples/orders.log"
	is "$output" ''
	has "$stderr" 'st-show: nothing to show: no new threads, and no new exceptions'
	run -2 --separate-stderr st-show quiet.log nosuch.log
	lacks "$stderr" 'nothing to show'
	run -1 --separate-stderr st-show - <<<'{"type":"group","of":"thread","count":0.5}'
	lacks "$stderr" 'nothing to show'
	run -0 --separate-stderr st-show "$checkout/examples/orders.log"
	lacks "$stderr" 'nothing to show'
}

@test "a long log may hold a debugger's text behind its beginning" {
	seq -f 'Mar 01 10:00:00 mill loomd[7]: order %.0f woven' 3000 >long.log
	run -0 --separate-stderr st-show long.log
	is "$stderr" "st-show: st-parse-pylog long.log | $rest
st-show: nothing to show: no threads, and no exceptions"
	printf '#0  0x0000555555555290 in weave (n=4) at loom.c:40\n#1  0x00005555555552f0 in main () at loom.c:77\n' >>long.log
	run -0 --separate-stderr st-show --color never long.log
	has "$output" 'weave at loom.c:40'
	has "$stderr" 'st-show: st-parse-gdb long.log | st-annotate'
	# what can be read once is not looked at again
	run -0 --separate-stderr sh -c 'cat long.log | st-show'
	is "$output" ''
	# nor where there is something to show
	printf 'Traceback (most recent call last):\n  File "loom.py", line 4, in weave\nKeyError: 7\n' >>long.log
	run -0 --separate-stderr st-show long.log
	has "$output" 'KeyError: 7'
	lacks "$stderr" 'st-show: st-parse-gdb'
}

@test "behind its beginning a long log may hold objects that tell of threads, and others of such names" {
	seq -f '{"time":"2026-03-01T10:00:00Z","message":"order %.0f woven"}' 3000 >long.log
	printf '%s\n' '{"message":"x","StackTrace":"   at Loom.Weave()"}' >>long.log
	run -0 --separate-stderr st-show long.log
	is "$output" ''
	is "$stderr" "st-show: st-parse-pylog long.log | $rest
st-show: nothing to show: no threads, and no exceptions"
	# shellcheck disable=SC2016
	printf '%s\n' '{"t":{"$date":"2026-03-01T10:00:00.000+00:00"},"msg":"BACKTRACE","attr":{"bt":{"backtrace":[{"a":"5609CC4000E4","s":"weave"}]}}}' >>long.log
	run --separate-stderr st-show --color never long.log
	has "$output" 'weave'
	has "$stderr" 'st-show: st-parse-gdb long.log | st-annotate'
}

@test "a log of .NET in JSON is read for exceptions of Python, too" {
	printf '%s\n' '{"@t":"2026-11-24T10:00:00Z","@mt":"failed","Exception":{"Type":"System.Exception","StackTrace":"   at Loom.Weave() in /src/Loom.cs:line 3"}}' >net.log
	run -1 --separate-stderr st-show net.log
	is "$output$stderr" 'st-show: net.log: looks like a stack trace of .NET: not read'
	printf '%s\n' '{"@t":"2026-11-24T10:00:01Z","@mt":"Traceback (most recent call last):\n  File \"/srv/a.py\", line 3, in f\n    g()\nValueError: bad"}' >>net.log
	run -0 --separate-stderr st-show --brief net.log
	is "${lines[1]}" '1 time ValueError: bad'
}

@test "st-render --empty-status: the status if there were no records, and nothing went wrong" {
	run -7 --separate-stderr st-render --empty-status 7 /dev/null
	is "$output$stderr" ''
	run -0 st-render --empty-status 7 <<<"$(thread '{"tid":1}' main)"
	run -1 st-render --empty-status 7 <<<'no record'
	run -2 st-render --empty-status 126 /dev/null
	run -0 st-render /dev/null
}

@test "an option that the format does not show is noted, and -n takes the most interesting groups in every format" {
	error() { # TIME FUNCTION
		printf '%s\n' "2026-11-29 $1:00:00,000 ERROR shop: failed" 'Traceback (most recent call last):' "  File \"/srv/a.py\", line 3, in $2" "KeyError: 'x'"
	}
	{ error 10 once; error 11 often; error 12 often; } >app.log
	{ error 10 once; error 10 gone; } | st-parse-pylog | st-annotate >before
	run -0 --separate-stderr st-show --per hour --was before --format csv app.log
	is "${stderr%%$'\n'*}" 'st-show: --per: not shown by --format csv'
	is "${output//$'\r'/}" 'count,was,share,name,state,function,place,last
2,0,67%,KeyError,,often,/srv/a.py:3,2026-11-29T12:00:00.000
1,1,33%,KeyError,,once,/srv/a.py:3,2026-11-29T10:00:00.000
0,1,0%,KeyError,,gone,/srv/a.py:3,'
	run -0 --separate-stderr st-show --was before --format markdown app.log
	lacks "$stderr" 'not shown'
	has "$output" '## 2 stack traces, 3 occurrences, 1 gone'
	has "$output" '| 2 (was 0) |  | <code>KeyError in srv.a.often</code> |'
	for format in text html; do
		run -0 --separate-stderr st-show --per hour --was before --format "$format" app.log
		lacks "$stderr" 'not shown'
	done
	for format in github junit sarif prometheus otlp json original; do
		run -0 --separate-stderr st-show --was before --format "$format" app.log
		has "$stderr" "st-show: --was: not shown by --format $format"
	done
	for format in text table csv tsv markdown github junit sarif otlp json original; do
		run -0 --separate-stderr st-show -n 1 --format "$format" app.log
		has "$output" often
		lacks "$output" once
	done
	run -0 --separate-stderr st-show -n 1 --sort first --format json app.log
	has "$output" once
}
