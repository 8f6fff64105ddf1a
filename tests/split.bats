# What st-parse-pylog promises of the parts of a log.
# shellcheck disable=SC2154,SC2034 # set by bats and in common.bash

load common

# A log of 300 exceptions.
make_log() {
	python3 - <<-'END'
		with open("log", "w") as log:
		    for i in range(300):
		        log.write("2026-03-01 10:%02d:%02d ERROR app: m %d\nTraceback (most recent call last):\n  File \"a.py\", line %d, in f\n    x()\nValueError: %d\n" % (i // 60, i % 60, i, i, i))
		        log.write("2026-03-01 10:%02d:%02d INFO app: quiet\n" % (i // 60, i % 60) * 3)
	END
}

parts() { # COUNT FILE OPTION...
	for i in $(seq "$1"); do
		st-parse-pylog --split "$i/$1" "${@:3}" "$2"
	done
}

@test "a thousand parts of logs of all kinds have the records of the whole" {
	"$checkout/tests/split-logs" "$BUILD/bin/st-parse-pylog" 170 "${SEED:-1}"
}

@test "all parts in order are the whole, also where there are more than records" {
	make_log
	st-parse-pylog log >whole
	[ "$(wc -l <whole)" -eq 300 ]
	for count in 1 2 7 400; do
		parts "$count" log >got
		same got whole
	done
	parts 3 log --raw >got
	same got <(st-parse-pylog --raw log)
	tr '\n' '\r' <log >cr
	parts 3 cr >got
	same got <(st-parse-pylog cr)
	: >empty
	run -0 --separate-stderr st-parse-pylog --split 2/2 empty
	is "$output$stderr" ''
}

@test "--size: a log that grows is what it was" {
	make_log
	head -c 10000 log >was
	parts 3 log --size 10000 | sed 's/"file":"log"/"file":"was"/' >got
	same got <(st-parse-pylog was)
}

@test "--no-lines leaves out the number of the line, and nothing else" {
	make_log
	parts 5 log --no-lines >got
	same got <(st-parse-pylog log | jq -c 'del(.source.line)')
	same <(st-parse-pylog --no-lines log) got
}

@test "groups of parts, in order, are the groups of the whole" {
	make_log
	st-parse-pylog log | st-annotate | st-group >whole
	for i in $(seq 7); do
		st-parse-pylog --split "$i/7" log | st-annotate | st-group
	done | st-group >got
	same got whole
}

@test "what cannot be read in parts is refused with the reason" {
	make_log
	gzip -k log
	iconv -t UTF-16 log >wide
	mkfifo pipe
	run -2 --separate-stderr st-parse-pylog --split 1/2 log.gz
	is "$output$stderr" 'st-parse-pylog: log.gz: is compressed, which has to be read from its beginning: of many such files, give each to a process of its own'
	run -2 --separate-stderr st-parse-pylog --split 1/2 wide
	is "$stderr" 'st-parse-pylog: wide: is UTF-16, which is not read in parts'
	run -2 --separate-stderr st-parse-pylog --split 1/2 - <log
	is "$stderr" 'st-parse-pylog: standard input: is no file that can be read in parts, but a pipe or the like'
	cat log >pipe 2>/dev/null &
	run -2 --separate-stderr st-parse-pylog --split 1/2 pipe
	is "$stderr" 'st-parse-pylog: pipe: is no file that can be read in parts, but a pipe or the like'
	for split in 0/2 3/2 x 1/ /2 1/x 1/0 -1/2 1/99999999999; do
		run -2 --separate-stderr st-parse-pylog --split "$split" log
		is "$stderr" "st-parse-pylog: --split: $split: not I/N, with I from 1 to N"
	done
	run -2 --separate-stderr st-parse-pylog --split 1/2 log log
	is "$stderr" 'st-parse-pylog: --split: wants one file'
	run -2 --separate-stderr st-parse-pylog --split 1/2 <log
	is "$stderr" 'st-parse-pylog: --split: wants one file'
}
