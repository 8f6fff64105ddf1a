# What st-show says of files that hold threads and exceptions, and of threads late in what can be read only once.
# shellcheck disable=SC2154 # set by bats

load common

crash() { # what MariaDB prints when it crashes
	printf '%s\n' '261130  4:13:46 [ERROR] mariadbd got signal 11 ;' 'Attempting backtrace. Include this in the bug report.' \
		'mariadbd(my_print_stacktrace+0x2e)[0x556a001d087e]' 'mariadbd(handle_fatal_signal+0x269)[0x5569ffd4b0f9]' \
		'mariadbd(_start+0x21)[0x5569ffa06ec1]'
}

exception() {
	printf '%s\n' '2026-11-29 10:00:00,000 ERROR shop: failed' 'Traceback (most recent call last):' '  File "/srv/a.py", line 3, in f' '    g()' "KeyError: 'x'"
}

report() { # a sanitizer's
	printf '%s\n' '==19093==ERROR: AddressSanitizer: heap-use-after-free on address 0x6040 at pc 0x555e bp 0x7f69 sp 0x7f68' \
		'    #0 0x555ef50f5aaa in run /srv/die.cpp:38' '    #1 0x7f69458a71f4 in start_thread nptl/pthread_create.c:442' ''
}

# told FILE LINE WHAT: by a file, a pipe and standard input a note says what is at that line, and the rest is shown
told() {
	for way in "st-show $1" "st-show <$1" "cat $1 | st-show"; do
		run -0 --separate-stderr sh -c "$way"
		has "$stderr" ":$2: about here: $3"
		[ -n "$output" ]
	done
}

threads='threads, not read (st-parse-gdb reads them)'

@test "a log of exceptions and a crash: a note tells of the one that is not shown" {
	{ exception; crash; } >log
	told log 8 "$threads"
	{ crash; exception; } >log
	told log 3 "$threads"
	{ report; exception; } >log
	told log 6 'an exception of Python, not read (st-parse-pylog reads it)'
	# compressed, too
	{ exception; crash; } | gzip -c >log.gz
	run -0 --separate-stderr st-show log.gz
	has "$stderr" "st-show: log.gz:8: about here: $threads"
}

@test "what is of one kind alone needs no such note" {
	exception >exceptions
	report >threads
	printf '%s\n' 'Fatal Python error: Segmentation fault' '' 'Current thread 0x00007fd2c066eb80 (most recent call first):' '  File "/a.py", line 6 in <module>' >>exceptions
	for file in exceptions threads; do
		for way in "st-show $file" "st-show <$file" "cat $file | st-show"; do
			run -0 --separate-stderr sh -c "$way"
			lacks "$stderr" 'about here'
		done
	done
}

@test "a crash late in a long log is shown, or it is said how" {
	{ seq -f '2026-11-29 10:00:00,000 INFO shop: order %.0f' 3000; crash; } >log
	gzip -c log >log.gz
	# a file is read again
	for way in 'st-show log' 'st-show log.gz' 'st-show <log' 'st-show <log.gz'; do
		run -0 --separate-stderr sh -c "$way"
		has "$output" handle_fatal_signal
		has "$stderr" 'st-parse-gdb'
		for words in 'about here' 'could not read' 'nothing to show'; do
			lacks "$stderr" "$words"
		done
	done
	run -0 --separate-stderr sh -c '{ read -r first; st-show; } <log'
	has "$output" handle_fatal_signal
	# a pipe cannot be
	run -0 --separate-stderr sh -c 'cat log | st-show --known /dev/null'
	is "$output" ''
	is "$stderr" "st-show: st-parse-pylog | st-annotate --known /dev/null | st-group | st-render
st-show: standard input:3003: about here: $threads
st-show: nothing to show: no exceptions; for the threads: ... | st-parse-gdb | st-annotate --known /dev/null | st-group | st-render"
	# in these nobody looked for threads
	for way in 'st-show <(cat log.gz)' 'cat log.gz | st-show' 'iconv -f utf-8 -t utf-16 log | st-show'; do
		run -0 --separate-stderr bash -c "$way"
		is "$output" ''
		is "${stderr##*$'\n'}" 'st-show: nothing to show: no exceptions'
	done
}

@test "exceptions behind the words of a debugger without a thread are shown, or it is said how" {
	{ printf '%s\n' '==7==ERROR: up' 'up'; exception; } >log
	for way in 'st-show log' 'st-show <log'; do
		run -0 --separate-stderr sh -c "$way"
		has "$output" "KeyError: 'x'"
		lacks "$stderr" 'about here'
		lacks "$stderr" 'nothing to show'
	done
	run -1 --separate-stderr sh -c 'cat log | st-show'
	is "$output" ''
	has "$stderr" 'st-parse-gdb: standard input: no threads found; looks like a traceback of Python: st-parse-pylog reads it'
	lacks "$stderr" 'nothing to show'
}
