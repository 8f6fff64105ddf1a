# What every stage does in the same way: options, files, standard streams, broken input, statuses.
# shellcheck disable=SC2001,SC2016,SC2034,SC2086,SC2094,SC2154,SC2238,SC2317 # set by bats and in common.bash

load common

# Calls the function for each stage, with options that make it read its input and write a result.
for_each_stage() { # FUNCTION
	"$1" st-parse-gdb
	"$1" st-parse-pylog
	"$1" st-annotate --pack original
	"$1" st-group
	"$1" st-group --keep
	"$1" st-render
	"$1" st-render --format original -i 4
	"$1" st-render --format json
}

# Calls the function for each stage and st-collect, which reads no stream: more about it is in collect.bats.
for_each_command() { # FUNCTION
	for_each_stage "$1"
	"$1" st-collect
}

# Writes input for the stage: text for a parser, records for the others.
input_for() { # STAGE FILE
	case $1 in
	st-parse-gdb) printf '%s\n' 'Thread 2 (LWP 8):' '#0  poll () at p.c:1' '' 'Thread 1 (LWP 7):' '#0  main (a=1) at m.c:2' >"$2" ;;
	st-parse-pylog) printf '%s\n' 'Traceback (most recent call last):' '  File "p.py", line 1, in poll' 'ValueError: 1' '[main]' 'Traceback (most recent call last):' '  File "m.py", line 2, in main' 'KeyError: 2' '2026-11-24 10:00:00 INFO end' >"$2" ;;
	*)
		thread '{"tid":2,"process":{"pid":7}}' poll worker >"$2"
		thread '{"tid":1,"process":{"pid":7}}' main >>"$2"
		;;
	esac
}

@test "--help writes the help to standard output" {
	help() {
		run -0 --separate-stderr "$1" --help
		has "${lines[0]}" "usage: $1 "
		has "$output" '--help '
		has "$output" '--version '
		is "$stderr" ''
		[ "$(awk 'length > 100' <<<"$output")" = '' ]
		run -0 --separate-stderr "$1" --help --nosuch
	}
	for_each_command help
}

@test "--version writes the program's name and version" {
	version() {
		run -0 --separate-stderr "$1" --version
		[[ ${lines[0]} =~ ^$1\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
		[ "$1" = st-collect ] || is "${#lines[@]}" 1
		is "$stderr" ''
	}
	for_each_command version
}

@test "an unknown option is wrong usage" {
	unknown() {
		for option in --nosuch --nosuch=1 -X --help-me --xhelp --versions ---; do
			run -2 --separate-stderr "$1" "$option"
			is "$output" ''
			has "$stderr" "$1: "
			has "$stderr" 'unknown option'
			has "$stderr" "try: $1 --help"
		done
	}
	for_each_command unknown
}

@test "an option's argument: missing, empty, invalid, or given where there is none" {
	arguments() {
		for argument in --max-record --max-record= --max-record=x --max-record=79 --max-record=1x --max-record=99999999999999999999 '--max-record= 80' --progress=1 --progress=; do
			run -2 --separate-stderr "$1" "$argument"
			is "$output" ''
			has "$stderr" "$1: --"
		done
		run -0 "$1" --max-record 80 /dev/null
		run -0 "$1" --max-record=1099511627776 /dev/null
		run -0 "$1" --max-record=1024G /dev/null
		for argument in 1k 1KB 1.5M G ' 80' +80 '80 ' --80 0x80; do
			run -2 --separate-stderr "$1" --max-record="$argument" /dev/null
			has "$stderr" "$1: --max-record: $argument: not a size"
		done
		for argument in 1025G 0K -5 9223372036854775807K 99999999999999999999 -99999999999999999999; do
			run -2 --separate-stderr "$1" --max-record="$argument" /dev/null
			has "$stderr" "$1: --max-record: $argument: not from 80 to "
		done
	}
	for_each_stage arguments
}

@test "a missing file: status 2, with its name and the reason, and the others are read" {
	missing() {
		input_for "$1" good
		run -2 --separate-stderr "$@" nosuch
		is "$stderr" "$1: nosuch: No such file or directory"
		"$@" good >wanted
		run -2 --separate-stderr "$@" nosuch good
		is "$output" "$(cat wanted)"
		run -2 --separate-stderr "$@" good nosuch
		is "$output" "$(cat wanted)"
		is "$stderr" "$1: nosuch: No such file or directory"
	}
	for_each_stage missing
}

@test "control characters of a file name are escaped in messages" {
	odd() {
		run -2 --separate-stderr "$@" "$(printf 'a\033[2J\377\nb')"
		is "$stderr" "$1: a\\x1b[2J\\xff\\x0ab: No such file or directory"
		run -2 --separate-stderr "$@" $'a\u202eb\u200b\u0085\U000e0041'
		is "$stderr" "$1: a\\u202eb\\u200b\\xc2\\x85\\U000e0041: No such file or directory"
		run -2 --separate-stderr "$@" $'--a\u2066\177=ü'
		is "${stderr%%$'\n'*}" "$1: --a\\u2066\\x7f=ü: unknown option"
	}
	for_each_stage odd
}

@test "a message with a very long name is cut, but still gives the reason" {
	long=$(printf '%0100000d' 0)
	longest() {
		run -2 --separate-stderr "$1" "$long"
		[[ $stderr =~ ^$1:\ 0{4096,}\.\.\.:\ File\ name\ too\ long$ ]]
		run -2 --separate-stderr "$1" "--$long"
		[[ ${stderr_lines[0]} =~ ^$1:\ --0+\.\.\.$ ]]
		is "${stderr_lines[1]}" "try: $1 --help"
	}
	for_each_stage longest
	# a path of 4095 bytes is not too long
	name=$(yes "$(printf '%0254d/' 0)" | head -n 16 | tr -d '\n')x
	odd=${name//0/$'\001'}
	for stage in $stages; do
		run -2 --separate-stderr "$stage" "$odd"
		is "$stderr" "$stage: ${name//0/\\x01}: No such file or directory"
	done
}

@test "messages that several programs write to one file are not mixed within a line" {
	long=$(printf '%03000d' 0)
	for i in $(seq 40); do names+=("$long"); done
	for i in 1 2 3 4; do
		st-render "${names[@]}" 2>>said &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do wait "$pid" || is $? 2; done
	is "$(sort -u said)" "st-render: $long: File name too long"
	is "$(wc -l <said)" 160
}

@test "a directory: status 2, and the others are read" {
	directory() {
		input_for "$1" good
		"$@" good >wanted
		mkdir -p folder
		run -2 --separate-stderr "$@" folder good
		is "$output" "$(cat wanted)"
		is "$stderr" "$1: folder: Is a directory"
		run -2 --separate-stderr "$@" <folder
		is "$stderr" "$1: standard input: Is a directory"
	}
	for_each_stage directory
}

@test "a file that cannot be opened: status 2 with the reason" {
	ln -s circle circle # not even root can open it
	circle() {
		run -2 --separate-stderr "$@" circle
		is "$stderr" "$1: circle: Too many levels of symbolic links"
	}
	for_each_stage circle
}

@test "empty input: status 0 and no message" {
	empty() {
		run -0 --separate-stderr "$@" </dev/null
		is "$stderr" ''
		: >none
		run -0 --separate-stderr "$@" none none
		is "$stderr" ''
	}
	for_each_stage empty
	for stage in st-parse-gdb 'st-annotate --pack none' st-group st-render; do
		is "$($stage </dev/null | wc -c)" 0
	done
}

@test "a full disk: status 2 and a message" {
	full() {
		input_for "$1" good
		for i in 1 2 3 4 5 6 7 8; do cat good good >more && mv more good; done
		for file in good <(head -n 2 good); do
			run -2 --separate-stderr sh -c 'exec "$@" >/dev/full' sh "$@" "$file"
			is "$stderr" "$1: standard output: No space left on device"
		done
	}
	for_each_stage full
	for stage in $stages st-collect; do
		run -2 --separate-stderr sh -c 'exec "$@" >/dev/full' sh "$stage" --help
		run -2 --separate-stderr sh -c 'exec "$@" >/dev/full' sh "$stage" --version
	done
}

@test "the wrappers' --help and --version with standard output full or closed: status 2 and a message" {
	for wrapper in st-describe st-describe-python-log st-describe-python-stacktrace; do
		for option in --help --version; do
			run -2 --separate-stderr sh -c 'exec "$@" >/dev/full' sh "$wrapper" "$option"
			is "$stderr" "$wrapper: standard output: cannot be written to"
			run -2 --separate-stderr sh -c 'exec "$@" >&-' sh "$wrapper" "$option"
			is "$stderr" "$wrapper: standard output: cannot be written to"
			run -0 --separate-stderr "$wrapper" "$option"
			has "${lines[0]}" "$wrapper "
			is "$stderr" ''
		done
	done
}

@test "standard output closed: status 2, and no file is opened in its place" {
	closed() {
		input_for "$1" good
		cp good before
		run -2 --separate-stderr sh -c 'exec "$@" >&-' sh "$@" good
		has "$stderr" "$1: standard output: Bad file descriptor"
		same good before
	}
	for_each_stage closed
}

@test "standard input closed: named files are read; without any, status 2" {
	closed() {
		input_for "$1" good
		"$@" good >wanted
		sh -c 'exec "$@" <&-' sh "$@" good >out
		same out wanted
		run -2 sh -c 'exec "$@" <&-' sh "$@"
	}
	for_each_stage closed
}

@test "standard error closed: no message gets into the output" {
	closed() {
		input_for "$1" good
		"$@" good >wanted
		status=0
		sh -c 'exec "$@" 2>&-' sh "$@" nosuch good >out || status=$?
		is "$status" 2
		same out wanted
	}
	for_each_stage closed
}

@test "a reader that goes away ends it without a message" {
	gone() {
		input_for "$1" good
		for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do cat good good >more && mv more good; done
		run --separate-stderr bash -c '"$@" | head -n 1 >/dev/null; exit "${PIPESTATUS[0]}"' bash "$@" good
		[ "$status" -eq 0 ] || [ "$status" -eq 141 ]
		is "$stderr" ''
	}
	for_each_stage gone
}

@test "a NUL in text is a byte like others, and in a record an error" {
	nul() {
		input_for "$1" good
		"$@" good >wanted
		{ cat good && printf '\0\0{\0}\n\0\n'; } >bad
		run --separate-stderr timeout 60 "$@" bad
		case $1 in
		st-parse-*) is "$status" 0 ;;
		*)
			is "$status" 1
			has "$stderr" "$1: bad:3: not a record: "
			has "$stderr" "$1: bad:4: not a record: "
			is "${#stderr_lines[@]}" 2
			;;
		esac
		is "$output" "$(sed 's/"file":"good"/"file":"bad"/' wanted)"
	}
	for_each_stage nul
}

@test "in a debugger's text each NUL and each maximal sequence of invalid UTF-8 becomes one U+FFFD" {
	printf 'Thread 1 (LWP 7 "a\377b\360\237\230c\0d\355\240\200e"):\n#0  f (s="\342\202") at \303(.c:1\n' >log
	run -0 st-parse-gdb log
	is "$(jq -r .comm <<<"$output")" 'a�b�c�d���e'
	is "$(jq -r '.frames[0] | .args + .file' <<<"$output")" '(s="�")�(.c'
}

@test "a broken record is reported with file and line and skipped, the others are handled; status 1" {
	broken() {
		[[ $1 != st-parse-* ]] || return 0 # these read text; for broken records see parse-gdb.bats
		input_for "$1" good
		"$@" good >wanted
		{
			head -n 1 good
			printf '%s\n' '{"type":"thread"' '' 'no record' '[]' '"x"' '{}' '{"type":7}' '{"type":""}' '{"type":"x"} y' '{"type":"a","type"}' \
				'{"type":"thread","frames":[}' '{"type":"x","n":01}' '{"type":"x","n":.5}' '{"type":"x","n":+1}' '{"type":"x","n":1.}' '{"type":"x","n":NaN}' \
				'{"type":"x",}' "{'type':'x'}" '{"type":"x","t":"\q"}' '{"type":"x","t":"\u12g4"}' '{"type":"x" "n":1}' '// x' 'null'
			printf '{"type":"x","t":"\377"}\n{"type":"x","t":"a\tb"}\n{"type":"x","t":"a\033b"}\n{"type":"x"}\f\n\357\273\277{"type":"x"}\n'
			tail -n 1 good
		} >bad
		run -1 --separate-stderr "$@" bad
		is "$output" "$(cat wanted)"
		is "$(sed "s/: not a record: .*, skipped\$//" <<<"$stderr")" "$(seq 2 29 | grep -vx 3 | sed "s/^/$1: bad:/")"
	}
	for_each_stage broken
}

@test "a broken record on standard input is reported, too" {
	for stage in st-annotate st-group st-render; do
		run -1 --separate-stderr "$stage" <<<'x'
		has "$stderr" "$stage: standard input:1: not a record"
	done
}

@test "unusual but valid JSON is a record" {
	for stage in 'st-annotate --pack original' 'st-group'; do
		for line in '{"type":"x","n":-0.0e+5}' '{"type":"x","a":[],"o":{},"t":true,"f":false,"z":null}' '	{"type":"x"}' '{"type":"x","type":"y"}' '{"type":"\u0074hread2","":1}' '{"type":"x","t":"\u0000\ud800\udc00\uD83D\uDE00\b\f\/"}' '{"type":"x","n":123456789012345678901234567890}' '{"type":"x","n":1e999}'; do
			run -0 --separate-stderr $stage <<<"$line"
			is "$output" "$(sed 's/^[ \t]*//' <<<"$line")"
			is "$stderr" ''
		done
	done
}

@test "a type written with escapes is the same type" {
	run -0 st-group <<<'{"t\u0079pe":"\u0074hread","frames":[]}'
	is "$(jq -r .type <<<"$output")" group
}

@test "a deeply nested record stops nothing" {
	deep() {
		[[ $1 != st-parse-* ]] || return 0
		for depth in 900 100000; do
			{
				printf '{"type":"thread","x":'
				printf '%*s' "$depth" '' | tr ' ' '['
				printf '%*s' "$depth" '' | tr ' ' ']'
				echo ',"frames":[]}'
				thread '{"tid":1}' a
			} >stream
			run timeout 60 "$@" stream
			[ "$status" -le 1 ]
			has "$output" 1
		done
	}
	for_each_stage deep
}

@test "a line of 10 MB is handled" {
	long=$(printf '%01048576d' 0)
	long() {
		case $1 in
		st-parse-gdb)
			{
				printf '%s\n' 'Thread 1 (LWP 7):'
				printf '#0  f (s="'
				for i in 1 2 3 4 5 6 7 8 9 10; do printf %s "$long"; done
				printf '%s\n' '") at a.c:1' '#1  main () at a.c:2'
			} >large
			;;
		st-parse-pylog)
			{
				printf '%s\n' 'Traceback (most recent call last):' '  File "m.py", line 2, in main'
				printf 'ValueError: '
				for i in 1 2 3 4 5 6 7 8 9 10; do printf %s "$long"; done
				echo
			} >large
			;;
		*)
			{
				printf '{"type":"thread","note":"'
				for i in 1 2 3 4 5 6 7 8 9 10; do printf %s "$long"; done
				printf '%s\n' '","frames":[{"level":0,"function":"f","args":"(...)"},{"level":1,"function":"main"}]}'
			} >large
			;;
		esac
		timeout 60 "$@" large >out
		grep -q main out
		[ "$1" != st-parse-gdb ] || is "$(jq '.frames[0].args | length' out)" 10485766
		[ "$1" != st-parse-pylog ] || is "$(jq '.exception.message | length' out)" 10485760
	}
	for_each_stage long
}

@test "a line longer than --max-line or --max-record is reported and skipped, and the rest handled" {
	over() {
		input_for "$1" good
		"$@" good >wanted
		option=--max-record begin='{"type":"x","t":"' size=record
		[ "$1" != st-parse-gdb ] || option=--max-line begin='#9  ' size=line
		[ "$1" != st-parse-pylog ] || option=--max-line begin='  File "a", ' size=line
		{
			head -n 2 good
			printf '%s%0200d"}\n' "$begin" 0
			tail -n +3 good
			printf '%s%01000000d' "$begin" 0
		} >bad
		"$@" good >wanted
		run -1 --separate-stderr "$@" "$option" 180 bad
		[ "$1" != st-parse-pylog ] || sed -i 's/"line":1,"lines":3/"line":1,"lines":4/; s/"line":5,"lines":3,"offset":87/"line":6,"lines":3,"offset":302/' wanted
		is "$output" "$(sed 's/"file":"good"/"file":"bad"/; s/"line":4/"line":5/' wanted)"
		last=$(($(wc -l <bad) + 1))
		is "$stderr" "$1: bad:3: line longer than 180 bytes, skipped (--max-$size raises that)
$1: bad:$last: line longer than 180 bytes, skipped (--max-$size raises that)"
	}
	for_each_stage over
}

@test "a line exactly as long as the limit is handled" {
	line='{"type":"x","t":"'
	line=$line$(printf '%0*d"}' $((200 - ${#line} - 2)) 0)
	is "${#line}" 200
	for stage in st-parse-gdb st-annotate st-group; do
		run -0 "$stage" --max-record 200 <<<"$line"
		is "$output" "$line"
		run -1 "$stage" --max-record 199 <<<"$line"
		is "$output" "$stage: standard input:1: line longer than 199 bytes, skipped (--max-record raises that)"
		run -0 "$stage" --max-record 200 < <(printf %s "$line")
		is "$output" "$line"
	done
}

@test "the last line may lack its LF" {
	without() {
		input_for "$1" good
		"$@" - <good >wanted
		printf %s "$(cat good)" | "$@" >out
		same out wanted
	}
	for_each_stage without
}

@test "several files are read one after the other, and - among them is standard input" {
	several() {
		input_for "$1" good
		cat good good good >all
		[[ $1 = st-parse-* ]] || "$@" all >wanted
		[[ $1 != st-parse-* ]] || { "$@" good && "$@" <good && "$@" good; } >wanted
		"$@" good - good <good >out
		same out wanted
	}
	for_each_stage several
}

@test "no locale changes a byte" {
	for file in "$native"/mill-core.gdb "$native"/crate-core.gdb; do cat "$file"; done >log
	printf 'Thread 1 (LWP 7 "\304\260\304\261Ii\377"):\n#0  \303\234nal (i=1.5) at I.c:1\n' >>log
	locales="C POSIX C.UTF-8 tr_TR.UTF-8 de_DE.UTF-8 ja_JP.SJIS nosuch $(locale -a 2>/dev/null | head -n 5 | tr '\n' ' ')"
	locale() {
		cp log text
		[ "$1" != st-parse-pylog ] || cp "$checkout/examples/orders.log" text
		[[ $1 = st-parse-* ]] || st-parse-gdb log >text
		env -u LC_ALL -u LANG LANG=C "$@" text >wanted
		for name in $locales; do
			LC_ALL=$name LANG=$name "$@" text >out
			same out wanted
		done
		LC_ALL=tr_TR.UTF-8 run -2 --separate-stderr "$1" nosuch
		is "$stderr" "$1: nosuch: No such file or directory"
	}
	for_each_stage locale
}

@test "the same input gives the same bytes: twice, elsewhere, at another time" {
	cat "$native"/oven-core.gdb "$native"/oven-live.gdb >log
	twice() {
		cp log text
		[ "$1" != st-parse-pylog ] || cp "$checkout/examples/orders.log" text
		[[ $1 = st-parse-* ]] || st-parse-gdb log >text
		"$@" text >one
		env -i PATH="$PATH" TZ=Asia/Tokyo HOME=/nonexistent TERM=xterm COLUMNS=20 MALLOC_PERTURB_=165 "$@" text >two
		same one two
	}
	for_each_stage twice
}

@test "a result is written as soon as it is complete, before the input ends" {
	live() {
		[ "$*" != st-group ] && [ "$*" != 'st-render --format json' ] || return 0
		rm -f stream
		mkfifo stream
		input_for "$1" good
		"$@" stream >out 3>&- &
		pid=$!
		exec 9<>stream
		cat good >&9
		[[ $1 = st-parse-* ]] || eventually grep -q main out
		eventually grep -q poll out
		cat good >&9
		eventually grep -q poll out
		exec 9>&-
		wait "$pid"
		is "$(grep -c poll out)" "$([ "$*" = 'st-group --keep' ] && echo 3 || echo 2)"
	}
	for_each_stage live
}

@test "records of unknown types pass unchanged, in their place" {
	odd='{"type":"x-odd","n":12345678901234567890,"f":1.10,"e":1E+2,"t":"\u0000\u00e9\/\ud83d\ude00é","Type":"y", "a" : [ 1 ,{ } ]	}'
	{
		echo "$odd"
		thread '{"tid":1}' a
		echo "$odd"
		echo "$odd"
		thread '{"tid":2}' b
	} >stream
	for stage in st-parse-gdb 'st-annotate --pack none' 'st-group --keep'; do
		run -0 --separate-stderr $stage stream
		is "${lines[0]}" "$odd"
		is "${lines[2]}" "$odd"
		is "${lines[3]}" "$odd"
		is "$stderr" ''
	done
	run -0 st-group stream
	is "$(printf '%s\n' "${lines[@]:0:3}")" "$(printf '%s\n' "$odd" "$odd" "$odd")"
}

@test "unknown members keep their bytes in a record that is changed" {
	members='"n":12345678901234567890,"f":1.10,"t":"\u0000\u00E9\/\ud800","ROLE":"R","Frames":[1],"o":{ "role" : "x" },"l":-0'
	record="{\"type\":\"thread\",$members,\"tid\":1,\"frames\":[{\"level\":0,$members,\"function\":\"worker_thread\"},{\"level\":1,\"function\":\"main\"}]}"
	run -0 st-annotate --pack original <<<"$record"
	has "$output" "{\"type\":\"thread\",$members,\"tid\":1,\"frames\":[{\"level\":0,$members,\"function\":\"worker_thread\"},{\"level\":1,\"function\":\"main\"}],"
	has "$output" '"role":"MPM child worker thread"'
	run -0 st-group <<<"$record"
	has "$output" "{\"type\":\"group\",$members,\"tid\":1,\"frames\":[{\"level\":0,$members,\"function\":\"worker_thread\"},{\"level\":1,\"function\":\"main\"}],"
}

@test "CRs at the end of a record's line are no part of it" {
	for end in '\r' '\r\r'; do
		{ thread '{"tid":1}' a; echo '{"type":"other"}'; } | sed "s/\$/$end/" >stream
		for stage in 'st-annotate --pack none' 'st-group --keep'; do
			$stage stream >out
			is "$(tr -dc '\r' <out | wc -c)" 0
			same <($stage <(tr -d '\r' <stream)) out
		done
	done
}

@test "options may follow file names, and -- ends the options" {
	input_for st-group good
	cp good ./--by
	same <(st-group good --by role) <(st-group --by role good)
	same <(st-group -- --by) <(st-group good)
}

@test "a log instead of records is reported once, with what it looks like" {
	printf '%s\n' 'Thread 1 (LWP 7):' '#0  main () at m.c:2' >log
	seq -f '10:00:%02g INFO tray in' 200 >plain
	for stage in st-annotate st-group st-render; do
		run -1 --separate-stderr "$stage" log
		is "$stderr" "$stage: log:1: not a record, and no other line is one: looks like a debugger's log: st-parse-gdb reads it"
		run -1 --separate-stderr "$stage" plain
		is "$stderr" "$stage: plain:1: not a record, and no other line so far: a log, not records: st-parse-gdb and st-parse-pylog read logs"
		# if records follow, the other lines that are none are counted
		for others in 150 100; do
			{ head -n "$others" plain; input_for "$stage" mixed; cat mixed; echo x; cat mixed; } >late
			run -1 --separate-stderr "$stage" late
			is "$stderr" "$stage: late:1: not a record, and no other line so far: a log, not records: st-parse-gdb and st-parse-pylog read logs
$stage: late: $others more lines are not records, skipped"
		done
		head -n 99 plain >short
		run -1 --separate-stderr "$stage" short
		is "$stderr" "$stage: short:1: not a record, and no other line is one: a log, not records: st-parse-gdb and st-parse-pylog read logs"
		# it is reported before the end of a log that goes on
		mkfifo going
		"$stage" going >/dev/null 2>said &
		exec 7>going
		cat plain >&7
		eventually [ -s said ]
		has "$(cat said)" 'not a record, and no other line so far'
		exec 7>&-
		wait "$!" || [ $? -eq 1 ]
		rm going
		head -c 3000 /bin/sh | tail -c +5 >binary
		run -1 --separate-stderr "$stage" binary
		is "$stderr" "$stage: binary:1: not a record, and no other line is one: looks like a binary file: not read"
		echo '{"Type":"thread"}' >object
		run -1 --separate-stderr "$stage" object
		is "$stderr" "$stage: object:1: not a record, and no other line is one: no member \"type\"; a log, not records: st-parse-gdb and st-parse-pylog read logs"
		jq . < <(thread '{"tid":1}' main) >tall
		run -1 --separate-stderr "$stage" tall
		is "$stderr" "$stage: tall:1: not a record, and no other line is one: JSON over several lines (jq -c . makes a line of it)"
		# an array of records, over several lines, and in a line longer than what is looked at
		for array in '[' "[$(thread "{\"tid\":1,\"comm\":\"$(printf %5000d 0)\"}" main)]"; do
			printf '%s\n' "$array" >array
			run -1 --separate-stderr "$stage" array
			is "$stderr" "$stage: array:1: not a record, and no other line is one: an array (jq -c '.[]' makes a line of each element)"
		done
		# a few lines before a record are reported one by one
		run -1 --separate-stderr "$stage" - < <(cat log; thread '{"tid":1}' main; cat log)
		is "$stderr" "$(printf "$stage: standard input:%d: not a record: not JSON at byte 1, skipped\n" 1 2 4 5)"
		# it is not reported if there is one record, or nothing at all
		thread '{"tid":1}' main | cat log - >mixed
		run -1 --separate-stderr "$stage" mixed
		[[ $stderr != *'no records'* ]]
		run -0 --separate-stderr "$stage" /dev/null
		is "$stderr" ''
	done
}

@test "compressed files and UTF-16 are read; compressed standard input is refused with what to do" {
	held() {
		input_for "$1" good
		"$@" good >wanted
		mkdir -p other
		python3 -m zipfile -c zip good
		mv zip other/good
		(cd other && "$@" good) >out
		same out wanted
		for tool in gzip xz zstd lz4 bzip2; do
			"$tool" -c <good >other/good
			(cd other && "$@" good) >out
			same out wanted
			run -1 --separate-stderr "$@" <other/good
			is "$output" "$("$@" </dev/null 2>/dev/null)"
			is "$stderr" "$1: standard input: is compressed; put \`$tool -dc |\` before this command"
		done
		head -c 30 other/good >cut
		run -1 --separate-stderr "$@" cut
		has "$stderr" "$1: cut: bzip2 could not read all of it"
		python3 -m zipfile -c several good cut
		run -1 --separate-stderr "$@" several
		has "$stderr" "$1: several: gzip could not read all of it"
		for way in UTF-16LE UTF-16BE; do
			# without a byte order mark, and with one
			iconv -f UTF-8 -t "$way" <good >other/good
			(cd other && "$@" good) >out
			same out wanted
			printf '\357\273\277%s' "$(<good)" | iconv -f UTF-8 -t "$way" >other/good
			(cd other && "$@" good) >out
			same out wanted
			is "$("$@" <other/good | wc -c)" "$("$@" <good | wc -c)"
		done
	}
	for_each_stage held
}

@test "--progress writes nothing if standard error is no terminal" {
	progress() {
		input_for "$1" good
		run -0 --separate-stderr "$@" --progress good
		is "$stderr" ''
	}
	for_each_stage progress
}

@test "--progress shows how much is read on a terminal" {
	cat >terminal <<-'END'
		import os, pty, sys
		pid, fd = pty.fork()
		if pid == 0:
		    os.dup2(os.open("out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
		    os.execvp(sys.argv[1], sys.argv[1:])
		try:
		    while data := os.read(fd, 65536):
		        os.write(1, data)
		except OSError:
		    pass
		sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
	END
	progress() {
		input_for "$1" good
		"$@" good >wanted
		python3 terminal "$@" --progress good >shown
		has "$(cat shown)" 'good: 0.0 MB, 100 %'
		same out wanted
		python3 terminal "$@" good >shown
		is "$(cat shown)" ''
	}
	for_each_stage progress
}
