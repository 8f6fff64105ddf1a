# What st-render promises. golden.bats compares its whole output for real logs.
# shellcheck disable=SC2154,SC2034 # set by bats and in common.bash

load common

frames='"frames":[{"level":0,"function":"poll","args":"(fds=0x1, n=2)","module":"/lib/libc.so.6"},
	{"level":1,"function":"work","args":"(a=1)","file":"/srv/a.c","line":12,"locals":[{"name":"i","value":"1"},{"name":"s","value":"{\n  x = 2\n}"}]},
	{"level":2,"function":"main","args":"()","file":"b.c"}]'

record() { # MEMBERS
	jq -c . <<<"{\"type\":\"thread\"$1,$frames}"
}

@test "the kernel's letter for a thread's state is shown in words, unless the record has a state" {
	{
		thread '{"lwp":1,"kernel_state":"R"}' f main
		thread '{"lwp":2,"kernel_state":"R","state":"waiting"}' f main
		thread '{"lwp":3,"kernel_state":"D"}' f main
		thread '{"lwp":4,"kernel_state":"D","state":"reading"}' f main
		thread '{"lwp":5,"kernel_state":"D","state":"in the kernel (D)"}' f main
		thread '{"lwp":6,"kernel_state":"T"}' f main
		thread '{"lwp":7,"kernel_state":"t"}' f main
		thread '{"lwp":8,"kernel_state":"S"}' f main
	} | st-render | grep LWP >heads
	is "$(sed 's/^thread LWP //' heads)" '1  running
2
3  in the kernel (D)
4  in the kernel (D)
5
6  stopped
7  stopped
8'
}

@test "text: each process, then its threads with their frames" {
	record ',"tid":3,"lwp":88,"comm":"httpd","process":{"pid":7,"exe":"/usr/sbin/httpd","core":"/var/core","host":"web3"}' >stream
	run -0 --separate-stderr st-render stream
	is "$output" 'process 7 /usr/sbin/httpd, core file /var/core, on web3

thread 3, LWP 88 "httpd"
  #0  poll from /lib/libc.so.6
  #1  work at /srv/a.c:12
  #2  main at b.c'
	is "$stderr" ''
	st-render --format text stream >named
	st-render stream >default
	same named default
}

@test "text: arguments with -i 3, local variables with -i 4" {
	record ',"tid":1' >stream
	run -0 st-render -i 3 stream
	has "$output" '  #0  poll (fds=0x1, n=2) from /lib/libc.so.6'
	lacks "$output" 's = '
	run -0 st-render --infolvl=4 stream
	has "$output" '  #1  work (a=1) at /srv/a.c:12
        i = 1
        s = {
              x = 2
            }
  #2  main () at b.c'
	for level in 0 1 2; do
		run -0 st-render -i$level stream
		lacks "$output" 'fds='
	done
}

@test "text: the reason of a crash is shown, but no stacks of the past" {
	{
		record ',"tid":1,"crashed":true,"reason":"AddressSanitizer: heap-use-after-free"'
		record ',"tid":7,"stack":"freed by thread T7"'
	} >stream
	run -0 st-render stream
	has "$output" 'thread 1  crashed  AddressSanitizer: heap-use-after-free'
	[[ $output != *"thread 7"* ]]
}

@test "text: a crash shows who freed the memory and who allocated it, in a line each, and with -v all frames" {
	stack() { printf '{"stack":"%s","past_frames":[{"level":0,"function":"operator delete(void*)"},{"level":1,"function":"%s","file":"/a.c","line":8},{"level":2,"function":"main","file":"/a.c","line":9}]}' "$1" "$2"; }
	record ',"tid":1,"crashed":true,"reason":"AddressSanitizer: heap-use-after-free (READ of size 4)","history":['"$(stack 'freed by thread T2' drop),$(stack 'Thread T2 created by T0' go),"'{"stack":"allocated","past_frames":[]}]' >stream
	for input in stream <(st-group stream); do
		run -0 st-render "$input"
		has "$output" '  freed by thread T2  drop at /a.c:8 < main'
		[[ $output == *$'\n  allocated\n'* || $output == *$'\n  allocated' ]]
		lacks "$output" 'operator delete' 'created by'
	done
	run -0 st-render -v stream
	has "$output" '  freed by thread T2:' '  #0  operator delete(void*)' '  #1  drop at /a.c:8' '  Thread T2 created by T0:' '  allocated:'
}

@test "text: the heading of a thread shows its names, numbers, state and signal" {
	{
		record ',"tid":1,"crashed":true,"signal":"SIGSEGV","role":"worker","state":"idle","known":false,"issue":{"id":"W-1"},"stopped":"corrupt stack?"'
		record ',"tid":2,"role":"worker","known":true,"truncated":true'
		record ',"lwp":9,"exited":true,"exit_value":"0x0","start_function":"run","state":"idle"'
		record ',"current":true'
		record ''
		record ',"tid":4,"target":"Remote target","inferior":2'
	} >stream
	run -0 st-render stream
	has "$output" 'thread 1  SIGSEGV  new  W-1
  worker: idle
  #0  poll (fds=0x1, n=2)'
	has "$output" '
  stopped: corrupt stack?
'
	has "$output" 'thread 2  known
  worker
'
	has "$output" '
  frames are missing
'
	has "$output" 'thread LWP 9  exited with 0x0, ran run
  idle
'
	is "$(grep -c '^the current thread$' <<<"$output")" 1
	has "$output" 'thread 2.4, Remote target'
}

@test "text: signal frames, inlined frames, raw frames and empty frames" {
	echo '{"type":"thread","tid":1,"frames":[{"level":0,"function":"f","inlined":true,"file":"a.c","line":1},
		{"level":1,"function":"<signal handler called>","signal_handler":true},{"level":2,"raw":"#2  odd"},{"level":3,"address":"0x1"},{"function":"g"}]}' | jq -c . >stream
	run -0 st-render stream
	has "$output" '  #0  f at a.c:1 (inlined)
  #1  <signal handler called>
  #2  #2  odd
  #3  ??
  #4  g'
}

@test "text: recursion is folded, unless arguments are asked for" {
	# shellcheck disable=SC2046 # each word is a function
	{
		thread '{"tid":1}' leaf $(printf 'f%.0s ' 1 2 3 4 5) $(printf 'even odd %.0s' 1 2 3 4) main
		thread '{"tid":2}' $(printf 'f%.0s ' 1 2 3)
	} >stream
	run -0 st-render stream
	is "$output" 'process in standard input

thread 1
  #0  leaf
  #1  f
        the same 4 times more
  #6  even
  #7  odd
        these 2 3 times more
  #14 main

thread 2
  #0  f
  #1  f
  #2  f'
	run -0 st-render -i 3 stream
	is "$(grep -c '#' <<<"$output")" 18
}

@test "text: long names lose their template arguments" {
	long='std::map<std::basic_string<char>, std::vector<Order>, std::less<std::basic_string<char> > >::at(std::basic_string<char> const&)'
	thread '{"tid":1}' "$long" 'operator<< <char>' >stream
	run -0 st-render stream
	has "$output" '  #0  std::map::at
  #1  operator<< <char>'
	run -0 st-render -i 3 stream
	has "$output" "  #0  $long"
}

@test "text: a group by another key than functions says whose stack it shows; groups over several processes" {
	{
		thread '{"tid":1,"role":"worker","process":{"pid":7}}' a
		thread '{"tid":2,"role":"worker","crashed":true,"signal":"SIGSEGV","process":{"pid":8}}' b
		thread '{"tid":3,"role":"other","process":{"pid":8}}' c
	} >stream
	run -0 st-render <(st-group --by role stream)
	is "$output" 'several processes: 8; and others
3 threads in 2 groups: crashed with SIGSEGV in b

2 threads of 2 processes 7 8  SIGSEGV in 2  worker
  one of them, 2:
  #0  b

thread 3 of process 8  other
  #0  c'
}

@test "text: the group that crashed comes first, and a thread of several looks counts once" {
	{
		thread '{"tid":2,"sample":1,"process":{"pid":7}}' a
		thread '{"tid":1,"sample":1,"process":{"pid":7}}' b
		thread '{"tid":2,"sample":2,"process":{"pid":7}}' a
		thread '{"tid":1,"sample":2,"crashed":true,"process":{"pid":7}}' c
	} >stream
	run -0 st-render <(st-group stream)
	is "$output" 'process 7
2 threads in 3 groups: crashed in c

thread 1  crashed  in 1 of 2 looks
  #0  c

thread 2  in all 2 looks
  #0  a

thread 1  in 1 of 2 looks
  #0  b'
}

@test "text: in a core file the thread that took the signal comes first" {
	core=',"process":{"command":"./x"}'
	{
		record "$core,\"tid\":3"
		record "$core,\"tid\":2,\"crashed\":true,\"signal\":\"SIGSEGV\""
		record "$core,\"tid\":1"
	} >stream
	run -0 st-render stream
	is "$(grep -o '^thread .' <<<"$output")" 'thread 2
thread 3
thread 1'
	is "$(grep -c ^process <<<"$output")" 1
}

@test "text: all threads of a core file are shown, even if none crashed" {
	record ',"process":{"command":"./x"},"tid":3' >stream
	record ',"process":{"command":"./y"},"tid":4' >>stream
	run -0 st-render stream
	is "$(grep -o '^thread .' <<<"$output")" 'thread 3
thread 4'
}

@test "text: threads of a live process are written as they come" {
	mkfifo stream
	st-render stream >out 3>&- &
	pid=$!
	exec 9<>stream
	record ',"process":{"pid":7},"tid":1' >&9
	eventually grep -q 'main at' out
	exec 9>&-
	wait "$pid"
}

@test "text: groups show the numbers of their members as ranges" {
	for i in $(seq 25); do record ",\"tid\":$i"; done | st-group >stream
	run -0 st-render stream
	has "$output" '25 threads in 1 group

25 threads 1-25
  #0  poll'
	for i in 1 2 3; do record ",\"tid\":$i"; done | st-group --members 1 >stream
	run -0 st-render stream
	has "$output" '3 threads 1 …'
	record ',"tid":1' | st-group >stream
	run -0 st-render stream
	has "$output" '
thread 1
'
}

@test "text: a new block begins when the process changes" {
	{
		record ',"process":{"pid":1},"tid":1'
		record ',"process":{"pid":1},"tid":2'
		record ',"process":{"pid":2},"tid":1'
		record ',"process":{"pid":1},"tid":1'
	} >stream
	run -0 st-render stream
	is "$(grep ^process <<<"$output")" 'process 1
process 2
process 1'
	run -0 st-render --format original stream
	is "$(grep ^Pid <<<"$output")" 'Pid 1 
Pid 2 
Pid 1 '
	{
		record ',"source":{"file":"one"}'
		record ',"source":{"file":"two"}'
	} >stream
	run -0 st-render stream
	is "$(grep ^process <<<"$output")" 'process in one
process in two'
}

@test "original: levels 0 to 4" {
	record ',"tid":1,"role":"worker","state":"idle","process":{"pid":7,"exe":"/x"}' >stream
	head='Pid 7 Executable /x 
[1] worker (idle)
'
	st-render --format original stream >out
	same out <(printf '%s  poll, work, main, \n\n\n' "$head")
	st-render --format original -i 1 stream >out
	same out <(printf '%s  poll, work, main, \n\n\n' "$head")
	st-render --format=original -i2 stream >out
	same out <(printf '%s poll work main\n\n\n' "$head")
	st-render --format original --infolvl 3 stream >out
	same out <(printf '%s #0 poll(fds=0x1, n=2)\n #1 work(a=1)\n #2 main()\n\n\n\n' "$head")
	st-render --format original -i 4 stream >out
	same out <(printf '%s #0 poll(fds=0x1, n=2)\n #1 work(a=1)\n  i=1\n  s={\n      x = 2\n    }\n #2 main()\n\n\n\n' "$head")
}

@test "original: groups, and several processes" {
	{
		record ',"tid":1,"process":{"pid":1}'
		record ',"tid":2,"process":{"pid":1}'
		record ',"tid":3,"process":{"pid":2}'
	} | st-group >stream
	st-render --format original stream >out
	same out <(printf 'Pid 1 \n2 * [1]\n  poll, work, main, \n\nPid 2 \n1 * [3]\n  poll, work, main, \n\n\n')
}

@test "text, original: no output without records" {
	is "$(st-render --format original </dev/null | wc -c)" 0
	is "$(st-render --format text </dev/null | wc -c)" 0
}

@test "json: one document" {
	{
		record ',"tid":1,"role":"worker","state":"idle","process":{"pid":7,"exe":"/x"}'
		record ',"tid":2'
		record ',"tid":3,"process":{"pid":7,"exe":"/x"}'
	} >stream
	st-group stream >groups
	cat groups >>stream
	run -0 st-render --format json stream
	is "$(jq -c 'keys_unsorted, .processgroupname' <<<"$output")" '["processgroupname","processes"]
"no-name"'
	is "$(jq -c '.processes[] | [.processname, .pid, .exe, [.threads[].tid], [.threadgroups[].thread_ids]]' <<<"$output")" '["no-name","7","/x",["1","3"],[["1","3"]]]
["no-name",null,null,["2"],[["2"]]]'
	is "$(jq -c '.processes[0].threads[0] | [.name, .state]' <<<"$output")" '["worker","idle"]'
	is "$(jq -cS '.processes[0].threads[0].frames' <<<"$output")" '[{"args":"(fds=0x1, n=2)","fn":"poll","id":"0"},{"args":"(a=1)","fn":"work","id":"1","vars":{"i":"1","s":"{\n  x = 2\n}"}},{"args":"()","fn":"main","id":"2"}]'
	is "$(jq -c '.processes[1] | has("pid")' <<<"$output")" false
}

@test "json: pstack's frames get numbers, and of locals with one name the last is kept" {
	run -0 st-render --format json <<<'{"type":"thread","tool":"pstack","tid":1,"frames":[{"level":1,"function":"f","locals":[{"name":"a","value":"1"},{"name":"b","value":"2"},{"name":"a","value":"3"}]}]}'
	is "$(jq -cS '.processes[0].threads[0].frames' <<<"$output")" '[{"fn":"f","id":1,"vars":{"a":"3","b":"2"}}]'
}

@test "json: a frame without a level has no id" {
	run -0 st-render --format json <<<'{"type":"thread","tid":1,"frames":[{"function":"f"}]}'
	is "$(jq -cS '.processes[0].threads[0].frames' <<<"$output")" '[{"fn":"f"}]'
}

@test "json: an empty document without records" {
	run -0 st-render --format json </dev/null
	is "$output" '{"processgroupname":"no-name","processes":[]}'
}

@test "json: unusual text is escaped" {
	run -0 st-render --format json <<<'{"type":"thread","tid":1,"role":"\u0001\"\\\ud83d\ude00\u0000","frames":[]}'
	is "$(jq -c '.processes[0].threads[0].name' <<<"$output")" '"\u0001\"\\😀�"'
}

@test "records of other types are counted and not shown" {
	{
		record ''
		echo '{"type":"capture"}'
	} >stream
	run -0 --separate-stderr st-render stream
	is "$stderr" 'st-render: 1 record of other types not shown; captures are for st-parse-gdb'
	echo '{"type":"group","of":"capture"}' >>stream
	run -0 --separate-stderr st-render --format original stream
	is "$stderr" 'st-render: 2 records of other types not shown; captures are for st-parse-gdb'
}

@test "control characters and invalid UTF-8 are never written as they are" {
	evil='\u001b[2J\u0007\u009b\u202e\u0000\r\b\u007f'
	printf '%s\n' "{\"type\":\"thread\",\"tid\":1,\"comm\":\"$evil\",\"target\":\"$evil\",\"role\":\"$evil\",\"state\":\"$evil\",\"signal\":\"$evil\",\"crashed\":true,\"exited\":true,\"exit_value\":\"$evil\",\"start_function\":\"$evil\",\"stopped\":\"$evil\",\"known\":true,\"issue\":{\"id\":\"$evil\"},
\"process\":{\"exe\":\"$evil\",\"core\":\"$evil\",\"host\":\"$evil\",\"command\":\"$evil\"},
\"frames\":[{\"level\":0,\"function\":\"$evil\",\"args\":\"$evil\",\"module\":\"$evil\",\"locals\":[{\"name\":\"$evil\",\"value\":\"$evil\"}]},{\"raw\":\"$evil\"},{\"function\":\"f\",\"file\":\"$evil\"}]}" | jq -c . >stream
	for format in text original; do
		for level in 0 2 3 4; do
			st-render --format "$format" -i "$level" stream >out
			has "$(cat out)" '\x1b[2J\x07\xc2\x9b'
			# U+FFFD stands for a NUL
			is "$(tr -d '\n\t -~\357\277\275' <out | tr -d '\177' | od -c)" 0000000
		done
		[ "$format" = original ] || is "$(tr -dc '\177' <out | wc -c)" 0
	done
}

@test "no format writes characters that are invisible or change the direction of text" {
	# by Python's Unicode tables: controls, format characters except visible ones, line separators
	cat >odd.py <<-'END'
		import sys, unicodedata
		SEEN = {*range(0x600, 0x606), 0x6dd, 0x70f, 0x890, 0x891, 0x8e2, 0x110bd, 0x110cd, *range(0x13430, 0x13440)}
		ODD = [c for c in map(chr, range(0x7f, 0x110000)) if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and ord(c) not in SEEN]
	END
	cat >write.py <<-'END'
		import json
		from odd import *
		text = "a" + "b".join(ODD) + "\x7f\u001b \U0001f600\u00fc\ufe0f"
		frame = {"function": text, "file": text, "line": 1, "args": text, "module": text, "text": text, "locals": [{"name": text, "value": text}]}
		exception = {"type": text, "message": text}
		common = {"comm": text, "role": text, "state": text, "signal": text, "thread": text, "raw": text, "process": {"exe": text, "core": text, "host": text},
		    "issue": {"id": text}, "source": {"file": text, "line": 1}, "log": dict.fromkeys(("timestamp", "time", "level", "logger", "message"), text)}
		for kind in "thread", "traceback":
		    print(json.dumps({"type": kind, **common, "exception": exception, "frames": [frame], "crashed": True,
		        "chain": [{"relation": "cause", "exception": exception, "frames": [frame]}]}, ensure_ascii=False))
	END
	python3 write.py >stream
	st-group --keep --exact-messages stream >both
	for format in text original json original-stacktrace; do
		for kind in thread traceback; do
			for level in 0 1 3 4; do
				st-render --format "$format" --of "$kind" --summary -i "$level" both >out 2>said
				# format original writes a DEL to a file as it is
				[ "$format $kind" != 'original thread' ] || sed -i 's/\x7f//g' out
				python3 -c 'from odd import *; text = open("out", newline="").read(); assert not set(text) & {*ODD, "\r", "\x1b"}'
			done
		done
	done
	has "$(st-render --of thread stream)" '\u202bb\u202cb\u202d'
	has "$(st-render --of thread stream)" '\U000e007f\x7f\x1b 😀ü️'
	# the JSON document has the same text, and st-group keeps all characters
	st-render --format json --of thread both >document
	st-annotate --pack none stream | st-group >groups
	python3 - <<-'END'
		import json
		wanted = json.loads(open("stream").readline())["frames"][0]
		frame = json.load(open("document"))["processes"][0]["threads"][0]["frames"][0]
		assert (frame["fn"], frame["args"]) == (wanted["function"], wanted["args"])
		assert json.loads(open("groups").readline())["frames"][0] == wanted
	END
}

@test "original: a DEL stays as it is in a file, and is escaped on a terminal" {
	printf '{"type":"thread","tid":1,"role":"r\177","frames":[{"level":0,"function":"f\177","args":"(\177)","locals":[{"name":"v","value":"\177\\n\177"}]}]}\n' | jq -c . >stream
	make_terminal
	st-render --format original -i 4 stream >out
	is "$(cat out)" "$(printf '[1] r\177\n #0 f\177(\177)\n  v=\177\n    \177\n')"
	is "$(python3 terminal st-render --format original -i 4 stream </dev/null)" '[1] r\x7f
 #0 f\x7f(\x7f)
  v=\x7f
    \x7f'
}

@test "colours on a terminal only, and not with NO_COLOR" {
	record ',"tid":1,"crashed":true,"signal":"SIGSEGV"' >stream
	make_terminal
	escape=$(printf '\033')
	lacks "$(st-render stream)" "$escape"
	has "$(env -u NO_COLOR python3 terminal st-render stream </dev/null)" "$escape"
	has "$(NO_COLOR='' python3 terminal st-render stream </dev/null)" "$escape"
	lacks "$(NO_COLOR=1 python3 terminal st-render stream </dev/null)" "$escape"
	has "$(NO_COLOR=1 python3 terminal st-render stream </dev/null)" SIGSEGV
	st-render stream >plain
	env -u NO_COLOR python3 terminal st-render stream </dev/null | sed "s/$escape\[[0-9;]*m//g" >painted
	same plain painted
}

@test "unknown levels and formats are wrong usage" {
	for arguments in '-i 5' '-i -1' '-i x' '-i' '--infolvl=' '--infolvl=1x' '-i 99999999999999999999' '--format xml' '--format=' '--format Text'; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr st-render $arguments </dev/null
		is "$output" ''
		has "$stderr" 'st-render: -'
		has "$stderr" 'try: st-render --help'
	done
}

@test "members of the wrong type count as missing" {
	echo '{"type":"thread","tid":"1","lwp":-3,"comm":7,"process":[],"role":{},"crashed":1,"issue":"x","frames":[{"level":1.5,"function":null,"locals":{"a":1}},7,null,"x",[]],"stopped":[],"truncated":"yes"}' >stream
	echo '{"type":"thread","frames":{"a":{"function":"f"}}}' >>stream
	echo '{"type":"group","of":"thread","count":2,"members":7,"frames":"x"}' >>stream
	for format in text original json; do
		for level in 0 4; do
			run -0 --separate-stderr st-render --format "$format" -i "$level" stream
		done
	done
	jq -e . <<<"$output" >/dev/null
	st-annotate --pack original stream >annotated
	is "$(wc -l <annotated)" 3
	jq -e . annotated >/dev/null
	st-group stream >grouped
	jq -e . grouped >/dev/null
}
