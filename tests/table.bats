# The formats table, csv and tsv of st-render: a line for each group.
# shellcheck disable=SC2154,SC2034,SC2086 # set by bats and in common.bash

load common

records() {
	for i in 1 2 3; do thread "{\"tid\":$i,\"comm\":\"bank-$i\",\"state\":\"idle\",\"process\":{\"pid\":7}}" take loop; done
	jq -nc '{type: "thread", tid: 4, crashed: true, signal: "SIGSEGV", process: {pid: 7}, frames: [{function: "price", file: "/srv/a,b.c", line: 7}]}'
}

@test "table: aligned columns, as asked for; crashes and deadlocks first" {
	records | st-group >groups
	run -0 --separate-stderr st-render --format table groups
	is "$output" 'count  share  name  state    function  place
    1    25%        SIGSEGV  price     /srv/a,b.c:7
    3    75%  bank  idle     take'
	run -0 st-render --format table --columns function,count groups
	is "$output" 'function  count
price         1
take          3'
	run -0 st-render --format table -n 1 --columns count groups
	is "$output" 'count
    1
and 1 more'
	run -2 --separate-stderr st-render --format table --columns count,plase groups
	has "$stderr" '--columns: plase: not one of count, '
	has "$stderr" '; did you mean place?'
	run -2 --separate-stderr st-render --columns '' groups
}

@test "table: what groups were made by stands in a column, and states of several threads are counted" {
	{
		for i in 1 2 3; do thread "{\"tid\":$i,\"role\":\"worker\",\"state\":\"idle\",\"process\":{\"pid\":7}}" take loop; done
		thread '{"tid":4,"role":"worker","state":"waiting for a mutex","syscall":"futex","process":{"pid":8,"exe":"/srv/bank"}}' lock pay
	} >stream
	by() { # KEY
		st-group --by "$1" stream | st-render --format table | sed 's/^ *//; s/   */|/g'
	}
	is "$(by role,state)" 'count|share|role|name|state|function|place
1|25%|worker|waiting for a mutex|lock
3|75%|worker|idle|take'
	is "$(by role)" 'count|share|role|name|state|function|place
4|100%|worker|idle 3, waiting for a mutex 1|take'
	is "$(by process)" 'count|share|process|name|state|function|place
1|25%|8 /srv/bank|waiting for a mutex|lock
3|75%|7|idle|take'
	is "$(by syscall,.process.pid | tail -n 1)" '3|75%|unknown, 7|idle|take'
	# the crash of one is not that of all
	thread '{"tid":5,"role":"worker","state":"crashed","crashed":true,"signal":"SIGSEGV","process":{"pid":7}}' pay >>stream
	is "$(by role | tail -n 1)" '5|100%|worker|SIGSEGV; idle 3, crashed 1, waiting for a mutex 1|pay'
	# csv has the same columns for all keys, unless others are asked for
	is "$(st-group --by role stream | st-render --format csv | head -n 1)" "$(printf 'count,share,name,state,function,place,last\r')"
	is "$(st-group --by syscall stream | st-render --format tsv --columns key,process | sed -n 2,3p | sort)" "$(printf 'futex\t8 /srv/bank\nunknown\t7')"
}

@test "csv: as in RFC 4180 and read by Python, and no cell is a formula" {
	jq -nc '["=1+1", "+a", "-b", "@c", "a\"b", "a,b", "plain"] | .[] | {type: "traceback", exception: {type: ., message: "say \"no\", please"}, frames: []}' |
		st-group >groups
	st-render --format csv --columns name,message,count groups >out
	python3 -c '
import csv
with open("out", newline="") as file:
    text = file.read()
    assert text.count("\r\n") == text.count("\n") == 8, text
    file.seek(0)
    rows = list(csv.reader(file, strict=True))
assert rows[0] == ["name", "message", "count"], rows
names = ["\x27=1+1", "\x27+a", "\x27-b", "\x27@c", "a\"b", "a,b", "plain"]
assert sorted(row[0] for row in rows[1:]) == sorted(names), rows
assert all(row[1:] == ["say \"no\", please", "1"] for row in rows[1:]), rows'
	st-render --format tsv --columns name,count groups >out
	is "$(head -n 1 out)" "$(printf 'name\tcount')"
	is "$(awk -F '\t' '{ print NF }' out | sort -u)" 2
	# what --top leaves out has no line of the output, so a message tells it
	for name in csv tsv; do
		run -0 --separate-stderr st-render --format $name -n 2 groups
		is "${#lines[@]} $stderr" '3 st-render: 5 more'
	done
	# the header is there even without groups
	is "$(st-render --format csv </dev/null)" "$(printf 'count,share,name,state,function,place,last\r')"
}

@test "table: wide characters take two columns, and lines are cut to the terminal's width" {
	for name in 日本語の関数 plain_function 'e\u0301tude'; do
		thread '{"state":"s","process":{"pid":7}}' "$(printf %b "$name")" main
	done | st-group >groups
	st-render --format table --columns function,state groups >out
	python3 - <<-'END'
		import unicodedata
		def width(text):
		    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
		lines = open("out", encoding="utf-8").read().splitlines()
		places = {width(line[:line.rindex("s")]) for line in lines[1:]}
		assert places == {width("plain_function") + 2}, (places, lines)
	END
	records | st-group >groups
	cat >narrow <<-'END'
		import fcntl, os, pty, struct, sys, termios
		pid, fd = pty.fork()
		if pid == 0:
		    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
		    os.execvp(sys.argv[1], sys.argv[1:])
		try:
		    while data := os.read(fd, 65536):
		        os.write(1, data.replace(b"\r", b""))
		except OSError:
		    pass
	END
	python3 narrow st-render --format table groups >out
	is "$(python3 -c 'print(max(len(line.rstrip("\n")) for line in open("out", encoding="utf-8")))')" 40
	has "$(cat out)" …
	# a path keeps its end
	jq -nc '"/srv/a/long/way/to/日本/orders_and_more.c" | {type: "thread", tid: 1, state: "idle", frames: [{function: "take", file: ., line: 7}]}' | st-group >groups
	python3 narrow st-render --format table groups >out
	is "$(tail -n 1 out)" '    1   100%        idle   take   …e.c:7'
	python3 narrow st-render --format table --columns place,name groups >out
	is "$(tail -n 1 out)" '…g/way/to/日本/orders_and_more.c:7'
	# a very long path: each byte is looked at only a few times
	jq -nc '"/\("日本/" * 300000)orders.c" | {type: "thread", tid: 1, state: "idle", frames: [{function: "take", file: ., line: 7}]}' >long
	timeout 60 python3 narrow st-render --format table --columns place,count <(st-group long) >out
	is "$(tail -n 1 out)" '…/日本/日本/日本/日本/orders.c:7       1'
}

@test "table: exceptions with the time of the last, and whether they are known or were there before" {
	jq -nc '{type: "traceback", exception: {type: "E", message: "m"}, log: {time: "2026-01-02T03:0\(range(3)):00"}, frames: [{function: "f", file: "/srv/a.py", line: 7}]}' >events
	st-group events >groups
	is "$(st-render --format table groups)" 'count  share  name  last                 function  place
    3   100%  E     2026-01-02T03:02:00  f         /srv/a.py:7'
	is "$(st-annotate --known /dev/null events | st-group | st-render --format table | awk '{ print $4 }')" $'mark\nnew'
	is "$(head -n 2 events | st-group --was /dev/null | st-render --format table --columns count,was,name)" 'count  was  name
    2    0  E'
	is "$(head -n 2 events | st-group --was /dev/null | st-render --format table | head -n 1)" 'count  was  share  name  last                 function  place'
	# a time is not taken for a state
	is "$(st-render --format tsv --columns state,last groups | tail -n 1)" "$(printf '\t2026-01-02T03:02:00')"
	{ cat events && thread '{"state":"idle","process":{"pid":7}}' take; } | st-group | st-render --format table >out
	is "$(head -n 1 out)" 'count  share  name  state  last                 function  place'
}

@test "table: deadlocks are shown, with the process if there are several" {
	circle() { # PID
		jq -nc --argjson pid "$1" '[1, 2] | .[] | {type: "thread", process: {pid: $pid}, tid: ., lwp: ($pid + .), comm: "bank",
			waits_for: {kind: "mutex", address: "0x\(.)", owner: ($pid + 3 - .)}, deadlock: [$pid + ., $pid + 3 - .],
			frames: [{function: "move\(.)", file: "/srv/bank.c", line: .}]}'
	}
	circle 70 | st-group >groups
	is "$(st-render --format table groups | head -n 2)" 'deadlock: 2 threads wait for each other: thread 1, LWP 71 "bank"; thread 2, LWP 72 "bank"
count  share  name  state  function  place'
	{ circle 70 && circle 80; } | st-group >groups
	is "$(st-render --format table groups | head -n 2)" 'deadlock in process 70: 2 threads wait for each other: thread 1, LWP 71 "bank"; thread 2, LWP 72 "bank"
deadlock in process 80: 2 threads wait for each other: thread 1, LWP 81 "bank"; thread 2, LWP 82 "bank"'
	[[ $(st-render --format csv groups) != *deadlock* ]]
	for host in web1 web2; do circle 70 | jq -c --arg host $host '.process.host = $host'; done | st-group >groups
	is "$(st-render --format table groups | grep -c '^deadlock in process 70 on web[12]: 2 threads')" 2
	{ circle 70 && circle 80; } | st-group >groups
	# in markdown they follow the heading as code, with quotes and signs as entities
	st-render --format markdown --color=always groups >out
	is "$(sed -n 1,4p out | sed 's/&#34;/"/g')" '## 4 stack traces, 4 occurrences

- <code>deadlock in process 70: 2 threads wait for each other: thread 1, LWP 71 "bank"; thread 2, LWP 72 "bank"</code>
- <code>deadlock in process 80: 2 threads wait for each other: thread 1, LWP 81 "bank"; thread 2, LWP 82 "bank"</code>'
	# with hundreds of threads or many deadlocks, the text fits into a tracker's limit
	for i in $(seq 7000 100 16000); do circle "$i"; done | st-group | st-render --format markdown >out
	[ "$(wc -c <out)" -lt 65000 ]
	told=$(grep -c '^- <code>deadlock in process' out)
	[ "$told" -gt 20 ]
	is "$(grep '^- and' out)" "- and $((91 - told)) more"
	seq 200 | jq -c '{type: "thread", process: {pid: 7}, lwp: ., comm: "bank", deadlock: [.],
		waits_for: {kind: "mutex", address: "0x\(.)", owner: (. % 200 + 1)}, frames: [{function: "move"}]}' | st-group >groups
	has "$(st-render --format markdown groups)" '- <code>deadlock: 200 threads wait for each other: LWP 1 '
	has "$(st-render --format markdown groups | grep '^- ')" '</code>…'
}
