# What the wrappers st-describe-python-log and st-describe-python-stacktrace promise.
# shellcheck disable=SC2016,SC2086,SC2030,SC2031,SC2034,SC2154 # set by bats and in common.bash

load common

# traceback LINE ... -- FUNCTION ...: a traceback through these functions, outermost first, that ends with these lines
traceback() {
	local said=()
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		said+=("$1")
		shift
	done
	[ $# -gt 0 ] || set -- -- main get
	shift
	echo 'Traceback (most recent call last):'
	printf '  File "shop.py", line 3, in %s\n    call()\n' "$@"
	printf '%s\n' "${said[@]}"
}

wrapper() { # OPTION... <LOG
	st-describe-python-log "$@" -
}

# Each exception in the document on standard input: failure|functions
failures() {
	jq -r '.[] | (.wrapped // .).process.threads[0] | "\(.failure) \([.frames[]?.fn] | join(" "))"'
}

# The same for each exception in a log on standard input.
each() {
	wrapper --format json --include-duplicates | failures
}

summary=$'Duplicated error messages:\nDuplicated stacktraces:'

@test "text: each kind of exception once, then a summary of those seen more than once" {
	{
		traceback 'ValueError: x' -- main get
		traceback 'KeyError: 1' -- main put
		traceback 'ValueError: y' -- main get
		traceback 'ValueError: x' -- main get
	} >log
	run -0 --separate-stderr st-describe-python-log log
	is "$output" 'ValueError: x
main, get

KeyError: 1
main, put

Duplicated error messages:
  2: ValueError: x
Duplicated stacktraces:
  3: main, get'
	is "$stderr" ''
	st-parse-pylog --original log | st-group --exact-messages | st-render --of traceback --format original --summary >pipeline
	same <(st-describe-python-log log) pipeline
}

@test "--include-duplicates: each exception, and no summary" {
	for i in 1 2; do traceback 'ValueError: x' -- main get; done >log
	for option in --include-duplicates --include-d; do
		st-describe-python-log "$option" log >out
		same out <(printf 'ValueError: x\nmain, get\n\nValueError: x\nmain, get\n\n')
	done
	is "$(st-describe-python-log --format json --include-duplicates log | jq length)" 2
	is "$(st-describe-python-log --format json log | jq length)" 1
}

@test "json: a document like that of stacktraces.py" {
	{
		echo '2026-11-24 10:00:00,250 ERROR it failed'
		traceback 'ValueError: x' -- main get
		echo '2026-11-24 10:00:01,250 INFO on'
		traceback $'KeyError: \u00e9' -- put
	} >log
	st-describe-python-log --format json log >out
	same out <(printf '%s\n' '[' '{"process": {"processname": "no-name", "threads": [{"frames": [{"id": 1, "fn": "main"}, {"id": 2, "fn": "get"}], "failure": "ValueError: x", "timestamp": "2026-11-24 10:00:00,250", "isotimestamp": "2026-11-24T10:00:00.250000"}], "threadgroups": [{"thread_ids": [0]}]}, "mv": 1}' , \
		'{"process": {"processname": "no-name", "threads": [{"frames": [{"id": 1, "fn": "put"}], "failure": "KeyError: \u00e9", "timestamp": "2026-11-24 10:00:01,250", "isotimestamp": "2026-11-24T10:00:01.250000"}], "threadgroups": [{"thread_ids": [0]}]}, "mv": 1}' ']')
}

@test "--include-raw: the text of the log, unchanged and with all lines" {
	traceback 'ValueError: a' '[hint] b' '' 'c' -- main >log
	st-describe-python-log --include-raw --include-duplicates log >out
	same out <(printf 'ValueError: a|[hint] b||c\nmain\n'; cat log; printf '\n\n')
	st-describe-python-log --include-raw --format=json log | jq -j '.[0].raw' >out
	same out log
}

@test "options may be shortened, have =value, and stand in any order; -- ends them" {
	{
		echo '2026-07-01 10:00:00 ERROR a'
		traceback 'ValueError: x'
	} >log
	st-describe-python-log --format json --tz Europe/Berlin --include-raw log >wanted
	has "$(cat wanted)" '"isotimestamp": "2026-07-01T10:00:00+02:00"'
	while read -r arguments; do
		# shellcheck disable=SC2086
		st-describe-python-log $arguments >out
		same out wanted
	done <<-'END'
		--format=json --tz=Europe/Berlin --include-raw log
		log --include-raw --tz=europe/berlin --format=json
		--f json --t Europe/Berlin --include-r log
		--form=json --t=Europe/Berlin --include-r -- log
		--format text --format json --tz UTC --tz Europe/Berlin --include-raw log
	END
	cp log ./--odd
	st-describe-python-log -- --odd >out
	same out <(st-describe-python-log log)
	for name in 'a b' "it's" '$(touch oops)' 'a;b' 'a=b' '*' 'a
b'; do
		cp log "./$name"
		same <(st-describe-python-log "$name") <(st-describe-python-log log)
	done
	[ ! -e oops ]
	same <(st-describe-python-log - <log) <(st-describe-python-log log)
}

@test "wrong usage: status 2, a message, and no output" {
	traceback 'ValueError: x' >log
	for arguments in '' '-x log' '--nosuch log' '--nosuch=1 log' 'log log' '-- log log' '--inc log' '--include log' '--include- log' '--include-raw=1 log' '--include-raw= log' \
		'log --format' 'log --tz' '--format xml log' '--format JSON log' '--format= log' '--formats json log' '--- log' '--=x log' '--version=1' '--help=1'; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr st-describe-python-log $arguments
		is "$output" ''
		has "${stderr_lines[0]}" 'st-describe-python-log: '
		is "${stderr_lines[1]}" 'try: st-describe-python-log --help'
		is "${#stderr_lines[@]}" 2
	done
	for argument in x '' - -- --nosuch --x; do
		run -2 --separate-stderr st-describe-python-stacktrace "$argument" <log
		is "$output" ''
		has "$stderr" 'st-describe-python-stacktrace: '
	done
	run -2 --separate-stderr st-describe-python-stacktrace --help --version <log
}

@test "--help and --version" {
	for wrapper in st-describe-python-log st-describe-python-stacktrace; do
		run -0 --separate-stderr "$wrapper" --help
		has "${lines[0]}" "usage: $wrapper "
		has "$output" --version
		is "$stderr" ''
		run -0 "$wrapper" --version
		is "$output" "$wrapper $(st-render --version | cut -d ' ' -f 2)"
	done
	run -0 st-describe-python-log --help
	for option in format include-duplicates include-raw tz help version; do has "$output" "--$option"; done
	run -0 st-describe-python-log -h
	has "${lines[0]}" 'usage: '
}

@test "a missing file, a directory, an unknown zone" {
	run -2 --separate-stderr st-describe-python-log nosuch
	is "$stderr" 'st-parse-pylog: nosuch: No such file or directory'
	is "$output" ''
	mkdir folder
	run -2 --separate-stderr st-describe-python-log folder
	is "$stderr" 'st-parse-pylog: folder: Is a directory'
	run -2 --separate-stderr st-describe-python-log --format json nosuch
	is "$output" ''
	run -2 --separate-stderr st-describe-python-log --tz Nowhere/Town - <<<x
	is "$stderr" 'st-parse-pylog: --tz: Nowhere/Town: no such time zone'
	run -0 --separate-stderr st-describe-python-log --tz '' - <<<x
	is "$output" "$summary"
}

@test "st-describe-python-stacktrace: an exception as a stack" {
	traceback 'ValueError: x' -- main get | st-describe-python-stacktrace >out
	same out <(printf '1 * [0] Failure was <ValueError: x>\n  main, get, \n\n')
	{
		echo 'some text before'
		traceback 'ValueError: a' '' b '  c' '' '' -- main
	} | st-describe-python-stacktrace >out
	same out <(printf '1 * [0] Failure was <ValueError: a\n\nb\n  c>\n  main, \n\n')
	st-describe-python-stacktrace </dev/null >out
	same out <(printf '1 * [0]\n  \n\n')
	{
		traceback "KeyError: 'port'" -- load
		printf '\nThe above exception was the direct cause of the following exception:\n\n'
		traceback 'ValueError: x' -- main get
	} | st-describe-python-stacktrace >out
	same out <(printf '1 * [0] Failure was <ValueError: x>\n  load, main, get, \n\n')
}

# Logs of a real program, and what its exceptions are, as the program itself reads from the exception objects.
make_logs() {
	cat >program.py <<-'END'
		import json, logging, sys, traceback

		class Own(Exception):
		    class Inner(Exception):
		        pass

		def raising(error):
		    raise error

		class Shop:
		    def get(self, error):
		        return (lambda: raising(error))()

		def chained(error):
		    try:
		        raising(OSError(2, "first"))
		    except OSError as first:
		        raise error from first

		def handling(error):
		    try:
		        {}["port"]
		    except KeyError:
		        Shop().get(error)

		def only(error):
		    try:
		        {}["port"]
		    except KeyError:
		        raise error from None

		def recursive(error, depth=20):
		    recursive(error, depth - 1) if depth else raising(error)

		class Reading:
		    def __init__(self):
		        self.events = []
		    def links(self, error):
		        behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
		        return (self.links(behind) if behind else []) + [f.name for f in traceback.extract_tb(error.__traceback__)]
		    def note(self, error, folded):
		        kind = type(error)
		        name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else kind.__module__ + "." + kind.__qualname__
		        name = "__main__." + name if kind.__module__ == "__main__" and sys.version_info < (3, 10) else name
		        functions = self.links(error)
		        if folded:  # Python writes three of them, then how many more there are
		            functions = [f for i, f in enumerate(functions) if functions[max(0, i - 3):i] != [f] * 3]
		        text = str(error)
		        self.events.append({"failure": name + (": " + text.replace("\n", "|") if text else ""), "functions": functions})

		formats = [
		    ("%(asctime)s %(levelname)s %(name)s: %(message)s", None),
		    ("%(asctime)s - %(name)s - %(levelname)s - %(message)s", None),
		    ("[%(asctime)s] %(levelname)s [%(name)s:%(lineno)s] %(message)s", "%d/%b/%Y %H:%M:%S"),
		    ("%(asctime)s [%(process)d] [%(levelname)s] %(message)s", "%Y-%m-%d %H:%M:%S"),
		    ("%(levelname)s:%(name)s:%(message)s", None),
		    ("%(levelname)-8s %(asctime)s %(threadName)s %(message)s", None),
		    ("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"),
		    ("[%(asctime)s: %(levelname)s/%(processName)s] %(message)s", None),
		]
		reading = Reading()
		log = logging.getLogger("shop.views")
		log.setLevel(logging.DEBUG)
		for number, (form, date) in enumerate(formats):
		    handler = logging.FileHandler("log%d" % number, "w", encoding="utf-8")
		    handler.setFormatter(logging.Formatter(form, date))
		    log.addHandler(handler)
		for function in (raising, Shop().get, chained, handling, only, recursive):
		    for error in (ValueError("user 17"), Own("a\nb\nc"), Own.Inner(), json.JSONDecodeError("bad", "doc", 2), UnicodeError("\u00e9 \U0001f600 : x")):
		        log.info("before")
		        try:
		            function(error)
		        except Exception as caught:
		            log.exception("it failed: %s", "badly")
		            reading.note(caught, function is recursive)
		        log.warning("after it")
		print(json.dumps(reading.events))
	END
	python3 program.py >events
}

@test "logs of a real program: types, messages and functions are those of its exception objects" {
	make_logs
	is "$(jq length events)" 30
	jq -r '.[] | "\(.failure) \(.functions | join(" "))"' events >wanted
	for log in log?; do
		st-describe-python-log --format json --include-duplicates "$log" >document
		failures <document >out
		same out wanted
		# the time is that of the log message, where stacktraces.py can find it
		[ "$log" = log4 ] || [ "$log" = log7 ] || is "$(jq '[.[] | select(.process.threads[0].timestamp)] | length' document)" 30
		sed 's/$/\r/' "$log" | each >out
		same out wanted
		st-describe-python-log "$log" >out
		is "$(tail -n +2 out | grep -c 'Traceback')" 0
	done
}

@test "chains and groups are one event each" {
	cat >program.py <<-'END'
		import logging
		logging.basicConfig(filename="log", format="%(asctime)s %(levelname)s %(message)s")
		def one():
		    raise ValueError("one")
		def two():
		    try:
		        one()
		    except ValueError as error:
		        raise KeyError("two") from error
		def three():
		    try:
		        two()
		    except KeyError:
		        raise OSError("three")
		def group():
		    errors = []
		    for function in one, three:
		        try:
		            function()
		        except Exception as error:
		            errors.append(error)
		    raise ExceptionGroup("both", errors)
		for function in three, group, three:
		    try:
		        function()
		    except Exception:
		        logging.exception("failed")
	END
	python3 program.py
	each <log >out
	is "$(sed 's/ [^ ]*$//' out | grep -c .)" 3
	is "$(sed -n '1p;3p' out | sort -u)" 'OSError: three two one three two <module> three'
	has "$(sed -n 2p out)" 'ExceptionGroup: both (2 sub-exceptions) '
	is "$(sed -n 2p out | grep -ow 'one\|two\|three\|group\|<module>' | sort | uniq -c | awk '{print $1 $2}' | paste -sd ' ')" '1<module> 3group 2one 2three 2two'
	is "$(wrapper <log | tail -n 4)" 'Duplicated error messages:
  2: OSError: three
Duplicated stacktraces:
  2: two, one, three, two, <module>, three'
}

# The bugs of stacktraces.py, by number. The wrappers avoid them all but 9, which only the records avoid.

@test "bug 1: another exception through the same functions is another kind" {
	{
		traceback 'ValueError: x'
		traceback 'KeyError: y'
	} >log
	run -0 wrapper <log
	is "$(head -n 5 <<<"$output")" 'ValueError: x
main, get

KeyError: y
main, get'
	has "$output" '  2: main, get'
	is "$(wrapper --format json <log | failures)" 'ValueError: x main get
KeyError: y main get'
}

@test "bug 2: a chain is one event, and the sentence between two links is no message" {
	{
		traceback "KeyError: 'port'" -- load
		printf '\nThe above exception was the direct cause of the following exception:\n\n'
		traceback 'ValueError: x' -- main get
	} >log
	is "$(each <log)" 'ValueError: x load main get'
}

@test "bug 3: exception groups, indented logs, prefixes on each line, JSON and prompts are read" {
	traceback 'ValueError: x' >plain
	for what in 's/^/    /' 's/^/2026-11-24 10:00:00.123 17 ERROR shop /' 's/^/[rank0]: /' '1s/^/>>> /' '1s/^/ERROR it failed: /'; do
		sed "$what" plain >log
		is "$(each <log)" 'ValueError: x main get'
	done
	jq -Rsc '{time: "2026-11-24T10:00:00Z", message: "failed", exc_info: .}' plain >log
	is "$(each <log)" 'ValueError: x main get'
	jq -Rc '{log: (. + "\n"), stream: "stderr", time: "2026-11-24T10:00:00Z"}' plain >log
	is "$(each <log)" 'ValueError: x main get'
}

@test "bug 4: lines that follow a traceback are no part of its message" {
	while IFS= read -r line; do
		{
			traceback 'ValueError: x'
			echo "$line"
			traceback 'KeyError: 1' -- put
		} >log
		is "$(each <log)" 'ValueError: x main get
KeyError: 1 put'
	done <<-'END'
		2026-11-24T10:00:00Z INFO on
		2026-11-24T10:00:00.123+02:00 on
		INFO:shop:on
		WARNING it goes on
		Nov 24 10:00:00 host app[17]: on
		127.0.0.1 - - [24/Nov/2026 10:00:00] "GET / HTTP/1.1" 500 -
		10.0.0.1 - - [24/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 500 17 "-" "curl"
		Exception in thread Thread-1 (run):
		I1124 10:00:00.123456 17 shop.py:3] on
	END
}

@test "bug 5: no line of a message is dropped or taken for the type" {
	is "$(traceback 'ValueError: a' b '  c' | wrapper | head -n 3)" 'ValueError: a
b
  c'
	is "$(traceback 'ValueError: a' '[hint] b' | each)" 'ValueError: a|[hint] b main get'
	is "$(traceback 'ValueError: a' '' 'see docs' | each)" 'ValueError: a||see docs main get'
}

@test "bugs 6 and 19: a long message and many different messages take little time" {
	{
		traceback 'ValueError: a'
		seq 400000 | sed 's/$/ is a line of a message that goes on and on/'
	} >log
	timeout 60 st-describe-python-log --include-duplicates log >out
	is "$(head -n 1 out | tr -cd '|' | wc -c)" 400000
	python3 - >log <<-'END'
		for i in range(12000):
		    print('2026-11-24 10:00:00 ERROR x\nTraceback (most recent call last):\n  File "a.py", line 3, in f\nValueError: user %d' % i)
	END
	run -0 --separate-stderr timeout 60 st-describe-python-log log
	is "$output" "ValueError: user 0
f

$summary
  12000: f"
	has "$stderr" --messages
}

@test "bug 7: invalid bytes, NULs, byte order marks, UTF-16 and gzip are read" {
	traceback 'ValueError: x' >log
	for order in UTF-16LE UTF-16BE; do
		{ printf '\uFEFF' && cat log; } | iconv -f UTF-8 -t "$order" >odd
		is "$(each <odd)" 'ValueError: x main get'
	done
	is "$({ printf '\357\273\277' && cat log; } | each)" 'ValueError: x main get'
	is "$({ printf 'a\377b\n' && cat log; } | each)" 'ValueError: x main get'
	is "$(traceback $'ValueError: a\377b' | each)" $'ValueError: a\uFFFDb main get'
	is "$({ head -c 5000 /dev/zero && cat log; } | each)" 'ValueError: x main get'
	is "$(sed 's/x$/x\x00y/' log | each)" $'ValueError: x\uFFFDy main get'
	is "$(sed 's/$/\r/' log | each)" 'ValueError: x main get'
	is "$(tr '\n' '\r' <log | each)" 'ValueError: x main get'
	gzip <log >log.gz
	same <(st-describe-python-log log.gz) <(st-describe-python-log log)
	is "$({ printf 'a\377b\n' && cat log; } | st-describe-python-stacktrace | head -n 1)" '1 * [0] Failure was <ValueError: x>'
}

@test "bug 8: an impossible date stops nothing" {
	for date in '2026-02-31 10:00:00' '2026-13-01 10:00:00' '2026-11-24 25:00:00' '2026-11-24 10:61:00'; do
		{
			echo "$date INFO on"
			echo '[31/Feb/2026 10:00:00] INFO [x] on'
			echo "$date ERROR failed"
			traceback 'ValueError: x'
		} >log
		is "$(wrapper --format json --tz Europe/Berlin <log | jq -c '.[0].process.threads[0] | [.failure, .isotimestamp]')" '["ValueError: x",null]'
	done
}

@test "bug 9: the lines of a message are joined here, and separate in the records" {
	is "$(traceback 'ValueError: a|b' c | each)" 'ValueError: a|b|c main get'
	is "$(traceback 'ValueError: a|b' c | st-parse-pylog | jq -c .exception.message)" '"a|b\nc"'
}

@test "bug 10: a message's line that looks like a frame is none" {
	is "$(traceback 'ValueError: x' '  File "x", line 3, in zzz' | each)" 'ValueError: x
  File "x", line 3, in zzz main get'
}

@test "bug 11: the last line of a cut traceback, a source line, is no failure" {
	traceback x | sed '$d' >log
	is "$(each <log)" 'null main get'
	is "$(wrapper --include-duplicates <log)" 'main, get'
	{
		cat log
		echo '2026-11-24 10:00:00 INFO on'
	} >cutoff
	is "$(each <cutoff)" 'null main get'
}

@test "bug 12: prose that mentions a traceback begins none" {
	is "$(printf '%s\n' 'Traceback support enabled' 'on' | wrapper)" "$summary"
	is "$(printf '%s\n' 'Traceback support enabled' 'on' | wrapper --format json | jq -c .)" '[]'
}

@test "bug 13: the time of a log message far above is not taken" {
	{
		echo '2026-11-24 10:00:00 ERROR failed'
		traceback 'ValueError: x'
		echo '2026-11-24 10:00:01 INFO on'
		seq 3000
		traceback 'KeyError: 1' -- put
	} >log
	is "$(wrapper --format json <log | jq -c '[.[].process.threads[0].timestamp]')" '["2026-11-24 10:00:00",null]'
}

@test "bugs 14 and 20: fractions, time zones, hours skipped or repeated at clock changes, years after 2037" {
	time_of() { # TEXT
		{
			echo "$1 ERROR failed"
			traceback 'ValueError: x'
		} | wrapper --format json --tz US/Eastern | jq -r '.[0].process.threads[0].isotimestamp'
	}
	is "$(time_of '2026-11-24 10:00:00.25')" 2026-11-24T10:00:00.250000-05:00
	is "$(time_of '2026-11-24 10:00:00,5')" 2026-11-24T10:00:00.500000-05:00
	is "$(time_of '2026-11-24 10:00:00,000')" 2026-11-24T10:00:00-05:00
	is "$(time_of '2026-11-24T10:00:00.123456+02:00')" 2026-11-24T10:00:00.123456+02:00
	is "$(time_of '2015-11-01 01:30:00')" 2015-11-01T01:30:00-05:00
	is "$(time_of '2015-03-08 02:30:00')" 2015-03-08T02:30:00-05:00
	is "$(time_of '2040-07-01 10:00:00')" 2040-07-01T10:00:00-04:00
	is "$(time_of '2026-07-01 10:00:00')" 2026-07-01T10:00:00-04:00
}

@test "bug 15: file, line and source are in the records" {
	is "$(traceback 'ValueError: x' -- f | st-parse-pylog | jq -c '.frames[0] | [.file, .line, .text]')" '["shop.py",3,"call()"]'
}

@test "bug 17: unusual names and frames are read" {
	is "$(traceback 'ValueError: x' -- main 'f@@GLIBC_2.2' | each)" 'ValueError: x main f@@GLIBC_2.2'
	is "$(traceback 'ValueError: x' | sed '4s/^ />/' | each)" 'ValueError: x main get'
}

@test "bug 18: a reader that goes away is no failure, but a full disk is" {
	make_logs
	for i in $(seq 200); do cat log0; done >large
	for options in '' '--include-duplicates' '--format json --include-duplicates'; do
		run -0 --separate-stderr bash -c 'set -o pipefail; st-describe-python-log "$@" large | head -n 1 >/dev/null' bash $options
		is "$stderr" ''
		run -2 --separate-stderr bash -c 'st-describe-python-log "$@" log0 >/dev/full' bash $options
		has "$stderr" 'No space left on device'
	done
	run -0 --separate-stderr bash -c 'set -o pipefail; st-describe-python-stacktrace <large | head -n 1 >/dev/null'
	is "$stderr" ''
	run -2 --separate-stderr bash -c 'st-describe-python-stacktrace <log0 >/dev/full'
	has "$stderr" 'No space left on device'
}

@test "bug 21: no locale changes a byte" {
	traceback $'ValueError: \u00e9 \U1F600' >log
	st-describe-python-log log >wanted
	for locale in C POSIX C.UTF-8 tr_TR.UTF-8 nosuch; do
		LC_ALL=$locale st-describe-python-log log >out 2>said
		same out wanted
	done
	st-describe-python-stacktrace <log >wanted
	LC_ALL=C st-describe-python-stacktrace <log >out
	same out wanted
}

@test "control characters are escaped" {
	traceback $'ValueError: a\033[2Jb\001' -- $'m\007' >log
	for options in '' --include-raw '--format json'; do
		st-describe-python-log $options log >out
		is "$(LC_ALL=C tr -cd '\001\007\033' <out | wc -c)" 0
	done
	st-describe-python-stacktrace <log >out
	is "$(LC_ALL=C tr -cd '\001\007\033' <out | wc -c)" 0
}

@test "standard input, output or error closed: status 2, unless it is not needed" {
	traceback 'ValueError: x' >log
	same <(st-describe-python-log log <&-) <(st-describe-python-log log)
	same <(st-describe-python-log log 2>&-) <(st-describe-python-log log)
	run -2 bash -c 'st-describe-python-log log >&- 2>/dev/null'
	run -2 bash -c 'st-describe-python-stacktrace <log >&- 2>/dev/null'
}

@test "the wrappers use the stages beside them, in a folder with a blank and through symbolic links" {
	traceback 'ValueError: x' >log
	mkdir -p 'my prefix/bin' links fake
	cp "$BUILD"/bin/st-describe-python-log "$BUILD"/bin/st-describe-python-stacktrace "$BUILD"/bin/st-parse-pylog "$BUILD"/bin/st-group "$BUILD"/bin/st-render 'my prefix/bin'
	ln -s '../my prefix/bin/st-describe-python-log' links/log
	ln -s "$PWD/my prefix/bin/st-describe-python-stacktrace" links/stacktrace
	ln -s links/log log-of-it
	for stage in $stages; do
		printf '#!/bin/sh\necho fake\n' >"fake/$stage"
		chmod +x "fake/$stage"
	done
	st-describe-python-log log >wanted
	st-describe-python-stacktrace <log >stack
	PATH=$PWD/fake:$PATH
	for link in links/log ./log-of-it 'my prefix/bin/st-describe-python-log'; do
		"$link" log >out
		same out wanted
	done
	links/stacktrace <log >out
	same out stack
	(PATH="$PWD/links:$PATH" && log log) >out
	same out wanted
}

@test "a stage that fails, crashes or is missing shows in the status" {
	mkdir bin
	cp "$BUILD"/bin/st-* bin/ 2>/dev/null || :
	traceback 'ValueError: x' >log
	for stage in st-parse-pylog st-group st-render; do
		printf '#!/bin/sh\ncat\nexit 1\n' >"bin/$stage"
		run -1 bin/st-describe-python-log log
		printf '#!/bin/sh\nkill -SEGV $$\n' >"bin/$stage"
		run -139 bin/st-describe-python-log log
		[ "$stage" = st-group ] || run -139 bash -c 'bin/st-describe-python-stacktrace <log'
		rm "bin/$stage"
		run -127 bin/st-describe-python-log log
		cp "$BUILD/bin/$stage" bin/
	done
	run -0 bin/st-describe-python-log log
}
