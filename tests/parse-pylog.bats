# What st-parse-pylog promises; how it reads tracebacks is tested by tests/pylog-shapes.
# shellcheck disable=SC2013,SC2016,SC2154 # lines without blanks; names as they stand; set by bats and in common.bash

load common

one='Traceback (most recent call last):
  File "a.py", line 3, in f
    g()
ValueError: x'

pylog=$BATS_TEST_DIRNAME/fixtures/pylog

# The text of a row in a table of tests/fixtures/pylog.
shape() { # TABLE NAME
	jq -j --arg name "$2" '.[] | select(.name == $name).text' "$pylog/$1.json"
}

without_source() {
	sed 's/,"source":{[^}]*}//' "$@"
}

@test "a log becomes one record for each exception, with all its members" {
	printf '%s\n' '2026-11-24 10:00:00,5 ERROR a.b: it failed' "$one" '2026-11-24 10:00:01 INFO on' >log
	run -0 --separate-stderr st-parse-pylog log
	is "$output" '{"type":"traceback","language":"python","exception":{"type":"ValueError","message":"x"},"frames":[{"function":"f","file":"a.py","line":3,"text":"g()"}],"log":{"timestamp":"2026-11-24 10:00:00,5","time":"2026-11-24T10:00:00.5","level":"ERROR","logger":"a.b","message":"it failed"},"source":{"file":"log","line":2,"lines":4,"offset":43}}'
	is "$stderr" ''
}

@test "a log without exceptions is no failure" {
	run -0 --separate-stderr st-parse-pylog <<<'nothing of interest'
	is "$output$stderr" ''
}

@test "a file that is no text is reported, with what it looks like; a log may have NULs and control characters" {
	python3 -c 'import sys; sys.stdout.buffer.write(bytes(i % 256 for i in range(5000)))' >bytes
	{ printf 'SQLite format 3\0' && cat bytes; } >base
	{ printf '\177ELF\2\1\1\n' && cat bytes; } | gzip >program.gz
	run -1 --separate-stderr st-parse-pylog bytes base program.gz - < <(cat bytes)
	is "$output" ''
	is "$stderr" 'st-parse-pylog: bytes: no exceptions found; a binary file: not read
st-parse-pylog: base: no exceptions found; looks like a database of SQLite: not read
st-parse-pylog: program.gz: no exceptions found; looks like a program or a core file: st-collect reads it
st-parse-pylog: standard input: no exceptions found; a binary file: not read'
	run -1 --separate-stderr st-parse-pylog --split 1/2 bytes
	is "$stderr" 'st-parse-pylog: bytes: no exceptions found; a binary file: not read'
	run -0 --separate-stderr st-parse-pylog --split 2/2 bytes
	is "$output$stderr" ''
	{ head -c 3000 /dev/zero && printf '\0\001 it works\n\033[1mall of it\033[m\n'; } >text
	run -0 --separate-stderr st-parse-pylog text
	is "$output$stderr" ''
	printf '%s\n' "$one" >>bytes
	run -0 --separate-stderr st-parse-pylog bytes
	is "$(jq -r .exception.type <<<"$output")$stderr" ValueError
}

@test "every record is valid by the schema" {
	for table in "$pylog"/*.json; do
		jq -j '.[].text // empty' "$table" | st-parse-pylog --raw
	done >records
	[ "$(wc -l <records)" -gt 500 ]
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <records
}

@test "--raw keeps the text as it is in the log" {
	printf 'a: \n%s\n\nb\n2026-11-24 10:00:00 INFO on\n' "$one" >log
	run -0 st-parse-pylog --raw log
	is "$(jq -r .raw <<<"$output")" "$one

b"
	sed 's/^/[rank0]: /' log >prefixed
	run -0 st-parse-pylog --raw prefixed
	is "$(jq -r .raw <<<"$output")" "$(printf '%s\n\nb' "$one" | sed 's/^/[rank0]: /')"
	shape shapes 'never_raised 3.11' >log
	run -0 st-parse-pylog --raw log
	is "$(jq -r .raw <<<"$output")" "$(cat log)"
}

@test "--tz: an unknown zone is an error, case does not matter, and an empty one means none" {
	printf '%s\n' '2026-07-01 10:00:00 ERROR a' "$one" >log
	for zone in Nowhere/Town ../etc/passwd /etc/localtime .. America; do
		run -2 --separate-stderr st-parse-pylog --tz "$zone" log
		is "$output" ''
		is "$stderr" "st-parse-pylog: --tz: $zone: no such time zone"
	done
	for zone in Europe/Berlin europe/berlin; do
		run -0 st-parse-pylog --tz "$zone" log
		is "$(jq -r .log.time <<<"$output")" 2026-07-01T10:00:00+02:00
	done
	run -0 st-parse-pylog --tz '' log
	is "$(jq -r .log.time <<<"$output")" 2026-07-01T10:00:00
	TZ=Asia/Tokyo run -0 st-parse-pylog log
	is "$(jq -r .log.time <<<"$output")" 2026-07-01T10:00:00
}

@test "--original: times like those of stacktraces.py" {
	printf '%s\n' '[2016-05-18 01:01:47,614: ERROR/MainProcess] Task' "$one" >celery
	run -0 st-parse-pylog --original celery
	is "$(jq -c '.log | [.timestamp, .time]' <<<"$output")" '[null,null]'
	printf '%s\n' '[14/Mar/2015 01:37:05] ERROR [a:1] b' "$one" '' "$one" >leak
	run -0 st-parse-pylog --original leak
	is "$(jq -r .log.timestamp <<<"$output")" '14/Mar/2015 01:37:05
14/Mar/2015 01:37:05'
	run -0 st-parse-pylog leak
	is "$(jq -r .log.timestamp <<<"$output")" '14/Mar/2015 01:37:05
null'
}

@test "an exception is written when no line came for --idle seconds, and the stream is read on" {
	mkfifo stream
	st-parse-pylog --idle 1 stream >out 3>&- &
	pid=$!
	exec 9<>stream
	printf '%s\n' "$one" >&9
	eventually grep -q ValueError out
	printf '%s\n' 2026-11-24 "$one" '2026-11-24 10:00:01 INFO on' >&9
	eventually has_lines out 2
	printf 'Traceback (most recent call last):\n  File "a.py", line 3, in half\n' >&9
	sleep 1.5
	printf '    g()\nKeyError: 1\n' >&9
	eventually grep -q KeyError out
	exec 9>&-
	wait "$pid"
	is "$(jq -r .exception.type out)" 'ValueError
ValueError
KeyError'
	is "$(jq -c .truncated out | sort -u)" null
}

@test "in a log without headers an exception is written after a while, even if lines keep coming" {
	mkfifo stream
	st-parse-pylog stream >out 3>&- &
	pid=$!
	exec 9<>stream
	while IFS= read -r line; do
		printf '%s\n' "$line" >&9
		sleep 0.3
	done <<<"$one"
	weave() {
		echo 'the loom says so' >&9
		grep -q ValueError out
	}
	eventually weave
	exec 9>&-
	wait "$pid"
	is "$(jq -r '.exception.message | split("\n")[0]' out)" x
}

@test "in a log with headers it is not, and the records of a file never depend on the clock" {
	mkfifo stream
	st-parse-pylog --idle 3 stream >out 3>&- &
	pid=$!
	exec 9<>stream
	printf '%s\n' '2026-11-24 10:00:00 ERROR a' "$one" >&9
	for ((i = 0; i < 18; i++)); do
		printf 'the loom says %s\n' "$i" >&9
		sleep 0.2
	done
	is "$(wc -c <out)" 0
	exec 9>&-
	wait "$pid"
	is "$(jq -r '.exception.message | split("\n") | length' out)" 19
	{ echo "$one"; seq -f 'the loom says %g' 150; } >log
	run -0 st-parse-pylog --idle 1 log
	is "$(jq -c '.message_cut, (.exception.message | split("\n") | length)' <<<"$output" | tr '\n' ' ')" 'null 151 '
}

@test "many lines without headers after an exception take little memory" {
	{ echo "$one"; seq -f 'the loom says %.0f, and more of it, so that the line is longer' 500000; } >log
	run -0 bash -c 'ulimit -v 65536 && exec st-parse-pylog log'
	is "$(jq -c '[.message_cut, (.exception.message | split("\n") | length), .truncated]' <<<"$output")" '[true,200,null]'
}

@test "with --quiet 0, the old name of --idle, it waits for the end of the exception" {
	mkfifo stream
	st-parse-pylog --quiet 0 stream >out 3>&- &
	pid=$!
	exec 9<>stream
	printf '%s\n' "$one" >&9
	sleep 1.5
	is "$(wc -c <out)" 0
	printf '2026-11-24 10:00:01 INFO on\n' >&9
	eventually grep -q ValueError out
	exec 9>&-
	wait "$pid"
}

@test "a compressed file may have any name" {
	printf '%s\n' "$one" >log
	st-parse-pylog <log >wanted
	for tool in gzip xz zstd lz4 bzip2; do
		"$tool" -c <log >"$(printf -- '--odd $(name) \n%s' "$tool")"
		st-parse-pylog -- "$(printf -- '--odd $(name) \n%s' "$tool")" >out
		same <(without_source wanted) <(without_source out)
	done
}

@test "UTF-16 with a byte order mark is read in both byte orders, at once or a byte at a time" {
	printf '%s: \360\237\220\215 gr\303\274n\n' "$one" >log
	st-parse-pylog <log >wanted
	for order in LE BE; do
		{ [ $order = LE ] && printf '\377\376' || printf '\376\377'; iconv -f UTF-8 -t UTF-16$order log; } >wide
		same wanted <(st-parse-pylog <wide)
		same wanted <(python3 -c 'import os, sys
for byte in sys.stdin.buffer.read():
    os.write(1, bytes([byte]))' <wide | st-parse-pylog)
	done
}

@test "lines may end in CRLF or CR CR LF" {
	for table in by_hand carriers; do
		for row in $(jq -r 'range(length)' "$pylog/$table.json"); do
			jq -j ".[$row] | select(.encoding | not).text // empty" "$pylog/$table.json" | tr -d '\r' >lf
			st-parse-pylog lf | without_source >wanted
			for end in '\r' '\r\r'; do
				same wanted <(sed "s/\$/$end/" lf | st-parse-pylog | without_source)
			done
		done
	done
}

@test "CR ends a line if the log has no LF" {
	st-parse-pylog "$checkout/examples/orders.log" >wanted
	tr '\n' '\r' <"$checkout/examples/orders.log" >examples.cr
	st-parse-pylog examples.cr | sed 's,"examples.cr","'"$checkout/examples/orders.log"'",' >out
	same wanted out
}

@test "an exception larger than --max-record is cut, marked and reported, and the rest handled" {
	{
		printf '%s\n' '2026-11-24 10:00:00 ERROR first' "$one"
		for i in $(seq 60000); do echo "  a line of a message that is far too long for any record to hold $i"; done
		printf '%s\n' '2026-11-24 10:00:00 ERROR again' "$one"
	} >log
	run -1 --separate-stderr st-parse-pylog --max-record 1000 log
	is "$(jq -c '[.exception.type, .truncated]' <<<"$output")" '["ValueError",true]
["ValueError",null]'
	is "$stderr" 'st-parse-pylog: log:2: exception larger than --max-record allows, cut'
}

@test "a log that is cut between messages has the same exceptions in its pieces" {
	for table in shapes frameworks; do
		shape "$table" "$([ $table = shapes ] && echo 'basic_config 3.11' || echo 'loguru of Debian')" >log
		st-parse-pylog <log | jq -c 'del(.log, .source)' >whole
		for cut in $(grep -nE '^([0-9-]+ [0-9:.]+ |INFO|ERROR|WARNING)' log | cut -d: -f1); do
			{
				head -n $((cut - 1)) log | st-parse-pylog
				tail -n +"$cut" log | st-parse-pylog
			} | jq -c 'del(.log, .source)' >pieces
			same whole pieces
		done
	done
}

@test "a pipe and a file give the same records" {
	jq -j '.[] | select(.encoding | not).text' "$pylog/shapes.json" >log
	st-parse-pylog log | without_source >file
	st-parse-pylog --idle 0 < <(cat log) | without_source >pipe
	same file pipe
	[ "$(wc -l <file)" -gt 150 ]
}

@test "tests/fixtures/pylog has what its makers write" {
	for maker in by_hand carry ends; do
		cp -r "$pylog" made
		(cd made && python3 "./$maker" >/dev/null)
		for table in made/*.json; do same "$table" "$pylog/${table#made/}"; done
		rm -r made
	done
}

@test "each line that is too long is reported, even many in a row" {
	{
		echo 'Traceback (most recent call last):'
		for i in $(seq 100); do printf '  File "%0100d", line 1, in f\n' "$i"; done
		printf '  File "a.py", line 2, in g\nKeyError: 1\n'
	} >log
	run -1 --separate-stderr st-parse-pylog --max-line 80 log
	is "$(jq -c '[.exception.type, (.frames | length)]' <<<"$output")" '["KeyError",1]'
	is "$stderr" "$(for i in $(seq 2 101); do echo "st-parse-pylog: log:$i: line longer than 80 bytes, skipped (--max-line raises that)"; done)"
}

@test "an exception that the interpreter introduces has the time of the log message above, but is not part of it" {
	when='{"timestamp":"2026-11-24 10:00:00","time":"2026-11-24T10:00:00"'
	above() {
		printf '%s\n' '2026-11-24 10:00:00 INFO app: started' "$@" "$one" | st-parse-pylog | jq -c '[.thread, .log]'
	}
	is "$(above)" "[null,$when,\"level\":\"INFO\",\"logger\":\"app\",\"message\":\"started\"}]"
	is "$(above 'Exception in thread worker:')" "[\"worker\",$when}]"
	is "$(above 'Exception ignored in: <function f at 0x7f01>')" "[null,$when,\"message\":\"Exception ignored in: <function f at 0x7f01>\"}]"
	is "$(above 'Process worker-1:')" "[null,$when,\"message\":\"Process worker-1:\"}]"
}

@test "memory does not grow with the length of the log" {
	"$checkout/tests/bench/generate-log" dense 4 >short
	for i in 1 2 3 4 5 6 7 8 9 10; do cat short; done >long
	yardstick=$(peak st-parse-pylog short)
	kib=$(peak st-parse-pylog long)
	[ "$kib" -lt $((yardstick + 2000)) ]
}

@test "lines of a message give the same record whether they are read together or one by one" {
	# --raw reads each line by itself
	{
		for i in $(seq 300); do
			printf '%s\n' "2026-11-01 00:00:01,007 ERROR app: request $i" 'Traceback (most recent call last):' \
				'  File "a.py", line 1, in f' '    g()' "ValueError: $i"
			# each kind of line that may mean something, after a varying number of other lines
			seq 1 $((i % 40)) | sed 's/^/  a line that is set in, /'
			case $((i % 15)) in
			0) printf '    [end of output]\n  more\n' ;;
			1) printf '  + Exception Group Traceback (most recent call last):\n  |   File "b.py", line 2, in h\n' ;;
			2) printf '  | a margin\n  +---\n' ;;
			3) printf '\n\n  behind blanks:\n  more\n' ;;
			4) printf '  {"log": "Traceback (most recent call last):\\n  File \\"c.py\\", line 3, in k\\nKeyError: 1"}\n' ;;
			5) printf '  Traceback (most recent call last):\n    File "d.py", line 4, in m\n  KeyError: 2\n' ;;
			6) printf '  red \033[31mtext\033[0m\r\n  and a CR \r in it\n' ;;
			7) printf '\tERROR %0100d Traceback (most recent call last): File "e.py", line 5, in n g() KeyError: 3\n' 0 ;;
			8) printf '  \\n and # and \\\n   \t \n  more\n' ;;
			9) printf 'not set in\n  more\n' ;;
			10) printf '\n  [job]\n' ;;
			11) printf '  """\n  >>> x\n' ;;
			12) printf '  The above exception was the direct cause of the following exception:\n\n' ;;
			13) printf '  2026-11-01 00:00:02,007 ERROR app: set in\n' ;;
			14) printf '  File "f.py", line 6\n    x =\n       ^\nSyntaxError: invalid syntax\n' ;;
			esac
		done
	} >log
	run -0 --separate-stderr st-parse-pylog --idle 0 log
	is "$output" "$(st-parse-pylog --raw --idle 0 log 2>/dev/null | jq -c 'del(.raw)')"
	is "$(jq -s 'length >= 300' <<<"$output")" true
	is "$(jq -c 'del(.source.file)' <<<"$output")" "$(dd if=log bs=1 status=none | st-parse-pylog --idle 0 2>/dev/null)"
}

@test "asyncio's words about a failed task, printed without logging, are not part of the message before" {
	cat >tasks.py <<-'END'
		import asyncio
		async def fail(message):
		    raise ValueError(message)
		async def main():
		    for message in "one", "two":
		        asyncio.create_task(fail(message))
		    await asyncio.sleep(0.1)
		asyncio.run(main())
	END
	python3 tasks.py 2>log
	is "$(grep -c 'Task exception was never retrieved' log)" 2
	is "$(st-parse-pylog log | jq -r .exception.message | tr '\n' ' ')" 'one two '
}

@test "a long line from a pipe is searched once, not again with each piece" {
	echo 20000000 >short
	echo 200000000 >long
	as='head -c "$(cat)" /dev/zero | tr "\0" a'
	linear short 10 long bash -c "$as | st-parse-pylog --max-line 400000000"
	linear short 10 long bash -c "! $as | st-parse-gdb --max-line 400000000"
	run -0 --separate-stderr bash -c "$as | st-parse-pylog --max-line 400000000" <short
	is "$output" ''
	run -1 --separate-stderr bash -c "$as | st-parse-gdb --max-line 400000000" <short
	is "$stderr" 'st-parse-gdb: standard input: no threads found'
}

@test "the release of a JSON log is taken from release or service.version, but not from version" {
	line() {
		jq -nc --argjson more "$1" '{message: "m", exc_info: "Traceback (most recent call last):\n  File \"/srv/a.py\", line 1, in f\nE: m"} + $more'
	}
	while read -r more wanted; do
		is "$(line "$more" | st-parse-pylog | jq -r '.log.release // "-"')" "$wanted"
	done <<-'END'
		{"release":"1.4"} 1.4
		{"release":1.10} 1.1
		{"service":{"version":"1.5"}} 1.5
		{"service.version":"1.6"} 1.6
		{"release":"1.4","service":{"version":"1.5"}} 1.4
		{"version":"1.7"} -
		{"@version":"1","release":""} -
	END
	is "$(line '{}' | sed 's/}$/,"release":1.10}/' | st-parse-pylog | jq -r .log.release)" 1.10
	printf '%s\n' 'Traceback (most recent call last):' '  File "/srv/a.py", line 1, in f' 'E: m' |
		jq -Rc '{log: (. + "\n"), stream: "stderr", "service.version": "1.8"}' >log
	is "$(st-parse-pylog log | jq -r .log.release)" 1.8
}

@test "a document in one line, as the search of a store of logs answers, has each of its exceptions" {
	traceback=$'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in f\n    g()\nValueError: bad'
	# Elasticsearch, CloudWatch, Loki, and an array: two in five are the same
	jq -nc --arg t "$traceback" '[range(5) | {timestamp: "2026-11-01T10:00:0\(.)Z", level: "error", message: "failed\n\($t) \(. % 4)"}]' >array
	jq -c '{took: 3, hits: {hits: map({_id: .timestamp, _source: .})}}' array >elastic
	jq -c '{events: .}' array >cloudwatch
	for name in array elastic cloudwatch; do
		is "$(st-parse-pylog "$name" | jq -c '[.log.time, .log.level, .log.message, .exception.message]' | sed -n '1p;5p')" \
			$'["2026-11-01T10:00:00Z","error","failed","bad 0"]\n["2026-11-01T10:00:04Z","error","failed","bad 0"]'
		is "$(st-parse-pylog "$name" | wc -l)" 5
	done
	jq -c '{data: {result: [{values: map(["1793527200000000000", .message])}, {values: map(["1793527200000000000", .message])}]}}' array >loki
	is "$(st-parse-pylog loki | wc -l)" 10
}

@test "a document in one line has each of its lists, and its entries may be lines" {
	traceback=$'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in f\n    g()\nValueError: bad'
	jq -nc --arg t "$traceback" '[range(5) | {e: "\($t) \(.)"}] | {errors: .[:2], warnings: .[2:4], last: .[4].e}' >lists
	is "$(st-parse-pylog lists | jq -r .exception.message)" $'bad 0\nbad 1\nbad 2\nbad 3\nbad 4'
	jq -nc --arg t "$traceback" '{timestamp: 0, hits: [range(3) | {timestamp: "2026-11-01T10:00:0\(.)Z", message: $t}]}' >timed
	is "$(st-parse-pylog timed | jq -r .log.time)" $'2026-11-01T10:00:00Z\n2026-11-01T10:00:01Z\n2026-11-01T10:00:02Z'
	# two exceptions, each line of which is an entry; and the same again, which is a document of its own
	jq -nc --arg t "$traceback" '[$t, $t | split("\n")[]] | {events: map({timestamp: "2026-11-01T10:00:00Z", message: .})}' >lines
	jq -c .events lines >array
	cat array >>lines
	is "$(st-parse-pylog lines | jq -c '[.log.time, .exception.message, .frames[0].line, .source.line]')" \
		$'["2026-11-01T10:00:00Z","bad",3,1]\n["2026-11-01T10:00:00Z","bad",3,1]\n["2026-11-01T10:00:00Z","bad",3,2]\n["2026-11-01T10:00:00Z","bad",3,2]'
}

@test "of an object, 64 exceptions are read; what is beyond them is reported" {
	for texts in 64 65; do
		jq -nc --argjson texts "$texts" '[range($texts) | {key: "e\(.)", value: "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nValueError: \(.)."}] | from_entries' >"log.$texts"
	done
	run -0 --separate-stderr st-parse-pylog log.64
	is "${#lines[@]}$stderr" 64
	run -1 --separate-stderr st-parse-pylog log.65
	is "${#lines[@]} $stderr" '64 st-parse-pylog: log.65:1: too many exceptions in one object, more skipped'
}

@test "a file that another command reads is reported; a log with such a stack in it is read" {
	cp "$checkout"/examples/{crash.gdb,python-hang.ndjson,known.ndjson,orders.log} .
	run -1 --separate-stderr st-parse-pylog crash.gdb python-hang.ndjson known.ndjson orders.log
	is "${#lines[@]}" 3
	is "$stderr" "st-parse-pylog: crash.gdb: no exceptions found; looks like a debugger's log: st-parse-gdb reads it
st-parse-pylog: python-hang.ndjson: no exceptions found; looks like captures: st-parse-gdb reads them
st-parse-pylog: known.ndjson: no exceptions found; looks like records: st-annotate reads them"
	# the line of a logger may have such a type
	printf '{"type":"%s","msg":"started"}\n' thread group traceback >events
	run -0 --separate-stderr st-parse-pylog events
	is "$output$stderr" ''
	for log in orders.log /dev/null; do
		seq -f '2026-11-24 12:00:%02g INFO shop: on' 50 | cat "$log" - crash.gdb >mixed
		run -0 --separate-stderr st-parse-pylog mixed
		has "$stderr" ": from this line on: a debugger's log, not read (st-parse-gdb reads it)"
	done
	# a part does not know of the others
	run -0 --separate-stderr st-parse-pylog --split 1/2 "$checkout/examples/crash.gdb"
	has "$stderr" ': from this line on: '
	# st-show finds its threads all the same
	seq -f 'line %g, which tells nothing of what comes far behind it' 2000 | cat - "$checkout/examples/crash.gdb" >late
	run -0 --separate-stderr st-show late
	has "$output" SIGSEGV
}

@test "records instead of a log are reported" {
	for type in capture thread traceback group; do
		for blank in '' ' '; do
			echo "{\"type\":$blank\"$type\",$blank\"of\":\"thread\",$blank\"frames\":${blank}[]}" >records
			run -1 --separate-stderr st-parse-pylog records
			[ $type = capture ] && what='captures: st-parse-gdb' || what='records: st-annotate'
			is "$stderr" "st-parse-pylog: records: no exceptions found; looks like $what reads them"
		done
	done
	# also as jq writes them without -c, and in an array
	st-parse-pylog "$checkout/examples/orders.log" >stream
	# shellcheck disable=SC2086
	for way in . '-S .' '-s .' '-sc .'; do
		jq $way stream >records
		run -1 --separate-stderr st-parse-pylog records
		[[ $way == -s* ]] && what="an array of records: jq -c '.[]' makes a line of each" ||
			what='records over several lines: jq -c . makes a line of each'
		is "$stderr" "st-parse-pylog: records: no exceptions found; looks like $what"
	done
	# but a JSON log is read, and one that was truncated while its program wrote on
	echo '{"type":"threads","level":"INFO"}' >json
	{ head -c 100000 /dev/zero; cat "$checkout/examples/orders.log"; } >cut.log
	for log in json cut.log; do
		run -0 --separate-stderr st-parse-pylog "$log"
		is "$stderr" ''
	done
}
