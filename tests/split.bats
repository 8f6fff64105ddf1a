# What --split promises for the parts of logs and of streams of records.
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

@test "the parts of logs of all kinds, a thousand borders, have the records of the whole" {
	"$checkout/tests/split-logs" "$BUILD/bin/st-parse-pylog" 170 "${SEED:-1}"
}

@test "all parts in order are the whole, even if there are more parts than records" {
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

@test "--size: a log that has grown is read up to its earlier size" {
	make_log
	head -c 10000 log >was
	parts 3 log --size 10000 | sed 's/"file":"log"/"file":"was"/' >got
	same got <(st-parse-pylog was)
}

@test "--no-lines leaves out the line number, and nothing else" {
	make_log
	parts 5 log --no-lines >got
	same got <(st-parse-pylog log | jq -c 'del(.source.line)')
	same <(st-parse-pylog --no-lines log) got
}

@test "groups of the parts, grouped in order, are the groups of the whole" {
	make_log
	st-parse-pylog log | st-annotate | st-group >whole
	for i in $(seq 7); do
		st-parse-pylog --split "$i/7" log | st-annotate | st-group
	done | st-group >got
	same got whole
}

@test "parts of a stream have the lines that begin in them, with the line numbers of the whole" {
	for program in st-parse-gdb st-annotate st-group; do
		"$checkout/tests/split-records" "$BUILD/bin/$program" 30 "${SEED:-1}"
	done
}

@test "parts of a file of captures have the threads of the whole, and give its groups" {
	for i in 1 2 3 4 5; do
		jq -c ".process.pid = $i" "$checkout/examples/hang.ndjson"
	done >captures
	st-parse-gdb captures >whole
	[ "$(wc -l <whole)" -eq 25 ]
	for count in 1 3 5 40; do
		for i in $(seq $count); do
			st-parse-gdb --split "$i/$count" captures
		done >got
		same got whole
	done
	st-annotate whole >annotated
	same <(for i in 1 2 3; do st-annotate --split $i/3 whole; done) annotated
	for by in process,functions fingerprint state exception; do
		st-group --by $by annotated >groups
		same <(for i in $(seq 6); do st-group --by $by --split "$i/6" annotated; done | st-group --by $by) groups
	done
	size=$(stat -c %s annotated)
	cp annotated grows
	cat whole >>grows
	same <(for i in 1 2; do st-group --split $i/2 --size "$size" grows; done | st-group) <(st-group annotated)
}

@test "the files of --was and --known are read as a whole" {
	st-parse-gdb "$checkout/examples/hang.ndjson" | st-annotate >records
	st-group records >groups
	same <(st-group --split 1/1 --was groups records) <(st-group --was groups records)
	same <(for i in 1 2; do st-annotate --split $i/2 --known groups records 2>/dev/null; done) <(st-annotate --known groups records)
}

@test "debuggers' text is refused with --split, anywhere in a file" {
	cp "$checkout/examples/crash.gdb" text
	cat "$checkout/examples/hang.ndjson" text >mixed
	printf '{\n"type": "capture"\n}\n' >spread
	for file in text mixed spread; do
		run --separate-stderr st-parse-gdb --split 1/1 $file
		[ "$status" -eq 2 ]
		line=$([ $file = mixed ] && echo 2 || echo 1)
		is "$stderr" "st-parse-gdb: $file:$line: text, not a capture or record: not read with --split, since its meaning depends on the lines above"
		run --separate-stderr st-parse-gdb --split 1/1 --no-lines $file
		is "$stderr" "st-parse-gdb: $file: text, not a capture or record: not read with --split, since its meaning depends on the lines above"
	done
	same <(st-parse-gdb --split 1/1 mixed 2>/dev/null) <(st-parse-gdb "$checkout/examples/hang.ndjson" | sed 's|"file":"[^"]*hang.ndjson"|"file":"mixed"|')
}

@test "a year of rotated, compressed logs: groups of all, and no log is read twice" {
	python3 "$checkout/tests/year" logs . 7
	for log in 0?.log; do xz "$log"; done
	gzip 10.log
	zstd -q --rm 11.log
	st-parse-pylog ./*.log* | st-annotate | st-group | st-render >wanted
	GROUPS_FOLDER=groups sh "$checkout/examples/nightly.sh" ./*.log* >got
	same got wanted
	# the second time it reads only a new log; the others may be broken meanwhile
	[ "$(find groups -name '*.groups' | wc -l)" -eq 12 ]
	rm groups/05.log.xz.*
	for log in 0[1-46-9].log.xz; do echo broken >"$log"; done
	GROUPS_FOLDER=groups sh "$checkout/examples/nightly.sh" ./*.log* >got
	same got wanted
	# a log that cannot be read does not count as read
	rm groups/05.log.xz.*
	mv 05.log.xz away
	GROUPS_FOLDER=groups run -1 --separate-stderr sh "$checkout/examples/nightly.sh" 01.log.xz 05.log.xz
	has "$output" '30 exceptions in '
	has "$stderr" '05.log.xz: No such file'
	mv away 05.log.xz
	GROUPS_FOLDER=groups sh "$checkout/examples/nightly.sh" ./*.log* >got
	same got wanted
}

@test "nightly: logs of the same name in several folders are all read" {
	python3 "$checkout/tests/year" logs . 7
	mkdir shop bank
	mv 01.log shop/app.log
	mv 02.log bank/app.log
	st-parse-pylog shop/app.log bank/app.log | st-annotate | st-group | st-render >wanted
	for _ in 1 2; do
		GROUPS_FOLDER=kept/groups sh "$checkout/examples/nightly.sh" shop/app.log bank/app.log >got
		same got wanted
	done
	# the same log from another folder, by another path, is not read again
	echo broken >shop/app.log
	(cd shop && GROUPS_FOLDER=../kept/groups sh "$checkout/examples/nightly.sh" app.log ../bank/app.log) >got
	same got wanted
}

@test "hosts: makes the folder in which it keeps the groups" {
	is "$(GROUPS_FOLDER=kept/groups sh "$checkout/examples/hosts.sh" | head -n 1)" "$(sh "$checkout/examples/hosts.sh" | head -n 1)"
	is "$(ls kept/groups)" '-.groups'
}

@test "input that cannot be read in parts is refused with the reason" {
	make_log
	gzip -k log
	iconv -t UTF-16 log >wide
	mkfifo pipe
	for program in st-parse-pylog st-parse-gdb st-annotate st-group; do
		run -2 --separate-stderr $program --split 1/2 log.gz
		is "$output$stderr" "$program: log.gz: is compressed, which has to be read from its beginning: of many such files, give each to a process of its own"
		run -2 --separate-stderr $program --split 3/2 log
		is "$stderr" "$program: --split: 3/2: not I/N, with I from 1 to N"
	done
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
