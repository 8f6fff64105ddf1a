# Logs in which many programs write their tracebacks at the same time, line by line: what st-parse-pylog makes of them.
# shellcheck disable=SC2154 # set by bats and in common.bash

load common

interleave() {
	"$checkout/tests/interleave" "$@"
}

# The complete exceptions in records, one a line in the form of the file `wanted`.
whole() {
	jq -r 'select(.truncated | not) | ., .chain[]? | [.exception.type, (.exception.message | gsub("\n"; "/")), (.frames | length)] |
		map(tostring) | join("|")' | sort
}

# all_whole NAME=VALUE ...: such a log (tests/interleave) gives all of its exceptions, complete, and nothing else
all_whole() {
	interleave "$@"
	run -0 --separate-stderr st-parse-pylog log
	is "$stderr" ''
	whole <<<"$output" >got
	same wanted got || { echo "of $*"; return 1; }
	is "$(jq -c 'select(.truncated)' <<<"$output")" ''
}

@test "programs that write in turn, a line each: all exceptions are complete" {
	for streams in 2 14 40 64 65 600 1024; do
		for carrier in pod kubectl compose journald cri label worker docker; do
			all_whole streams=$streams carrier=$carrier
		done
	done
}

@test "chains, messages of several lines, and exceptions that begin in a log message are complete, too" {
	for body in chain message head; do
		for carrier in pod kubectl journald docker; do
			all_whole streams=14 carrier=$carrier body=$body
			all_whole streams=600 carrier=$carrier body=$body
		done
	done
}

@test "programs that write in random order: all exceptions are complete" {
	for seed in 1 2 3; do
		for body in plain chain message head; do
			all_whole streams=5 carrier=compose body=$body order=random seed=$seed count=4
			all_whole streams=64 carrier=kubectl body=$body order=random seed=$seed count=3
			all_whole streams=600 carrier=journald body=$body order=random seed=$seed count=2
		done
	done
}

@test "more than 1,024 exceptions at a time: one message counts those that are cut" {
	for carrier in pod kubectl compose journald docker; do
		interleave streams=1500 carrier=$carrier
		run -1 --separate-stderr st-parse-pylog log
		is "$stderr" 'st-parse-pylog: log: more than 1,024 exceptions, or 64 MiB of them, at a time: 476 cut or skipped'
		whole <<<"$output" >got
		is "$(wc -l <got)" 1024
		is "$(comm -23 got wanted)" ''
		is "$(jq -c 'select(.truncated).frames' <<<"$output" | uniq -c | tr -s ' ')" ' 476 []'
	done
	# if they begin one after the other, each has some lines, which are written
	for i in $(seq 1030); do printf '[pod-%s] %s\n' "$i" 'Traceback (most recent call last):' "$i" '  File "a.py", line 1, in f'; done >log
	run -1 --separate-stderr st-parse-pylog log
	is "$stderr" 'st-parse-pylog: log: more than 1,024 exceptions, or 64 MiB of them, at a time: 6 cut or skipped'
	is "$(jq -c '[.truncated, (.frames | length)]' <<<"$output" | sort | uniq -c | tr -s ' ')" ' 1030 [true,1]'
}

@test "any number of programs one after the other: none is cut" {
	python3 -c 'for i in range(5000):
	for line in "Traceback (most recent call last):", "  File \"a.py\", line 1, in f", "KeyError: %d" % i:
		print("app[%d]: %s" % (i, line))' >log
	run -0 --separate-stderr st-parse-pylog log
	is "$stderr" ''
	is "$(jq -r 'select(.truncated | not).exception.message' <<<"$output" | sort -n)" "$(seq 0 4999)"
}

@test "500 KB of other lines within a traceback: it is complete" {
	for body in plain chain message; do
		for carrier in pod kubectl docker; do
			all_whole streams=3 carrier=$carrier body=$body gap=500000
		done
	done
}

@test "more than 1 MiB of other lines within a traceback: it is cut and reported" {
	# after the second frame
	interleave streams=2 gap=1060000 turn=5
	run -1 --separate-stderr st-parse-pylog log
	is "$(head -n 2 <<<"$output" | jq -c '[.truncated, (.frames | length), .source.line]')" '[true,2,1]
[true,2,2]'
	is "$stderr" 'st-parse-pylog: log:1: no line of this exception in 1 MiB of the log, cut
st-parse-pylog: log:2: no line of this exception in 1 MiB of the log, cut'
	# after the header
	interleave streams=2 gap=1060000 turn=1
	run -1 --separate-stderr st-parse-pylog log
	is "$(jq -c '[.truncated, (.frames | length), .source.line > 40000]' <<<"$output" | uniq -c | tr -s ' ')" ' 2 [true,0,false]
 2 [true,3,true]'
	is "$stderr" 'st-parse-pylog: log:1: no line of this exception in 1 MiB of the log, cut
st-parse-pylog: log:2: no line of this exception in 1 MiB of the log, cut'
	# after the message nothing is missing
	interleave streams=2 gap=1060000 turn=8 count=2
	run -0 --separate-stderr st-parse-pylog log
	is "$stderr" ''
	whole <<<"$output" >got
	same wanted got
}

@test "a program that dies in the middle of a traceback does not affect the others" {
	for kept in 2 3 4 5; do
		interleave streams=40 carrier=kubectl lines=$kept
		run -0 --separate-stderr st-parse-pylog log
		is "$stderr" ''
		whole <<<"$output" >got
		same wanted got
		is "$(jq -c 'select(.truncated) | .frames | length' <<<"$output" | uniq -c | tr -s ' ')" " 39 $((kept / 2))"
	done
	# a header alone gives a record without frames
	interleave streams=40 carrier=kubectl lines=1
	run -0 --separate-stderr st-parse-pylog log
	is "$stderr" ''
	whole <<<"$output" >got
	same wanted got
}

@test "1,024 large messages at once: memory is limited, and those that are cut are counted" {
	python3 -c 'parts = ["Traceback (most recent call last):", "  File \"a.py\", line 1, in f", "    g()", "KeyError: 1"]
for part in parts + ["  " + "m" * 500] * 200:
	for i in range(1024):
		print("[pod-%d] %s" % (i, part))' >log
	[ "$(wc -c <log)" -gt 100000000 ]
	# AddressSanitizer keeps freed memory for a while
	ASAN_OPTIONS=quarantine_size_mb=0:thread_local_quarantine_size_kb=0 run -1 --separate-stderr python3 -c 'import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=open("out", "w")).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)' st-parse-pylog log
	[ "$output" -lt $((3 * 64 * 1024)) ]
	is "$(wc -l <out)" 1024
	is "$stderr" "st-parse-pylog: log: more than 1,024 exceptions, or 64 MiB of them, at a time: $(jq -c 'select(.truncated)' out | wc -l) cut or skipped"
	# a single one may take more
	python3 -c 'print("[a] Traceback (most recent call last):\n[a]   File \"a.py\", line 1, in f\n[a] E: " + "\n[a]   ".join(["m" * 5000] * 6000))' >log
	run -0 --separate-stderr bash -c 'st-parse-pylog --max-record 200M log >out'
	is "$stderr" ''
	is "$(jq -c '[.truncated, (.exception.message | length)]' out)" "[null,$((5000 + 5999 * 5003))]"
}

@test "after 100 messages about lines, the others are counted" {
	interleave streams=130 lines=2 gap=1060000 turn=2
	run -1 --separate-stderr st-parse-pylog log
	is "$(grep -c 'no line of this exception in 1 MiB' <<<"$stderr")" 100
	is "$(tail -n 1 <<<"$stderr")" 'st-parse-pylog: 30 more messages are left out'
	is "$(wc -l <<<"$stderr")" 101
}
