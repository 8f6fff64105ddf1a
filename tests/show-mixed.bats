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

@test "a crash late in a long log on standard input is told" {
	{ seq -f '2026-11-29 10:00:00,000 INFO shop: order %.0f' 3000; crash; } >log
	for way in 'st-show <log' 'cat log | st-show'; do
		run -0 --separate-stderr sh -c "$way"
		has "$stderr" "st-show: standard input:3003: about here: $threads"
	done
	# a file is read again, and compressed ones, too
	gzip -c log >log.gz
	for file in log log.gz; do
		run -0 --separate-stderr st-show "$file"
		has "$output" handle_fatal_signal
		lacks "$stderr" 'about here'
		lacks "$stderr" 'could not read'
	done
}
