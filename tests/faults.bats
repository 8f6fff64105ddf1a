# What the stages do when the system refuses something.
# shellcheck disable=SC2016,SC2034,SC2086,SC2154 # set by bats and in common.bash; expanded by other shells

load common

records() {
	thread '{"tid":2,"process":{"pid":7}}' poll worker
	thread '{"tid":1,"process":{"pid":7}}' main
}

log() {
	printf '%s\n' 'Thread 1 (LWP 7):' '#0  main (a=1) at m.c:2'
}

# The commands that write while they read.
writing=('st-parse-gdb' 'st-annotate --pack none' 'st-group --keep' 'st-group --keep --exact-messages' st-render 'st-render --of traceback'
	'st-render --of traceback --format original --summary' 'st-render --of traceback --format json' 'st-render --of traceback --format original-stacktrace')

exceptions() {
	records | jq -c '. + {type: "traceback", exception: {type: "E", message: "m"}}'
}

input_for() {
	case "$*" in
	st-parse-gdb*) log ;;
	st-parse-pylog*) printf '%s\n' 'Traceback (most recent call last):' '  File "m.py", line 2, in main' 'KeyError: 2' ;;
	*--of\ traceback* | *--exact-messages*) exceptions ;;
	*) records ;;
	esac
}

many() { # FILE TIMES
	yes "$(cat "$1")" | head -n $(($2 * $(wc -l <"$1"))) >many
}


@test "a disk that fills up in the middle of a long output" {
	for stage in "${writing[@]}"; do
		# shellcheck disable=SC2086
		input_for $stage >one
		many one 2000
		# with SIGXFSZ ignored, a write past the limit fails with EFBIG
		run -2 --separate-stderr bash -c 'trap "" XFSZ; ulimit -f 8; exec "$@" many >out' bash $stage
		is "$stderr" "${stage%% *}: standard output: File too large"
		is "$(wc -c <out)" 8192
	done
}

@test "a stage ends when the disk is full, even if its input never ends" {
	for stage in "${writing[@]}"; do
		# shellcheck disable=SC2086
		input_for $stage >one
		run -0 --separate-stderr timeout 60 bash -c 'while cat one; do sleep 0.01; done | { "$@" >/dev/full; [ $? -eq 2 ]; }' bash $stage
		is "$stderr" "${stage%% *}: standard output: No space left on device"
	done
}

@test "standard error on a full disk: the status still tells of the failure" {
	for stage in $stages; do
		run -2 bash -c 'exec "$@" 2>/dev/full' bash "$stage" nosuch
		is "$output" ''
	done
	run -1 bash -c 'exec st-group 2>/dev/full <<<x'
}

@test "standard input, output and error all closed: status 2, and no file is written to" {
	for stage in $stages; do
		input_for "$stage" >good
		status=0
		bash -c 'exec "$@" <&- >&- 2>&-' bash "$stage" good || status=$?
		is "$status" 2
		is "$(cat good)" "$(input_for "$stage")"
	done
}

@test "a reader that goes away: the stage dies of SIGPIPE" {
	for stage in "${writing[@]}"; do
		# shellcheck disable=SC2086
		input_for $stage >one
		many one 15000 # more than a pipe holds
		run -0 --separate-stderr bash -c '"$@" many | true; [ "${PIPESTATUS[0]}" -eq 141 ]' bash $stage
		is "$stderr" ''
	done
}

@test "a reader that goes away where SIGPIPE is ignored: status 2 and a message" {
	for stage in "${writing[@]}"; do
		# shellcheck disable=SC2086
		input_for $stage >one
		many one 15000 # more than a pipe holds
		run -0 --separate-stderr bash -c 'trap "" PIPE; "$@" many | true; [ "${PIPESTATUS[0]}" -eq 2 ]' bash $stage
		is "$stderr" "${stage%% *}: standard output: Broken pipe"
	done
}

@test "out of file descriptors: the file is reported, and files already open are read" {
	! sanitized || return 0 # the leak checker needs descriptors: the plain build is tested
	for stage in st-parse-gdb st-group st-render; do
		input_for "$stage" >good
		rm -f stream
		mkfifo stream
		"$stage" - good <stream >out 2>said 3>&- &
		pid=$!
		exec 9<>stream
		input_for "$stage" >&9
		eventually pipe_is_empty
		prlimit --pid "$pid" --nofile=3
		exec 9>&-
		status=0
		wait "$pid" || status=$?
		is "$status" 2
		is "$(grep -c main out)" 1
		is "$(cat said)" "$stage: good: Too many open files"
	done
}

@test "input files are opened one after the other" {
	records >good
	names=()
	for i in $(seq 100); do names+=(good); done
	run -0 --separate-stderr bash -c 'ulimit -n 20; exec st-group "$@"' bash "${names[@]}"
	is "$(jq -s 'map(.count) | add' <<<"$output")" 200
}

@test "out of memory for a record: it is reported and skipped, and the rest handled" {
	! sanitized || return 0 # sanitizers need memory: the plain build is tested
	{
		records
		printf '{"type":"thread","note":"%0100000000d","frames":[]}\n' 0
		records
	} >stream
	for stage in 'st-annotate --pack none' 'st-group --keep' st-render; do
		run --separate-stderr bash -c 'ulimit -v 120000; exec timeout 60 "$@" stream' bash $stage
		[ "$status" -eq 1 ] || [ "$status" -eq 2 ]
		has "$stderr" "${stage%% *}: stream:3: "
		is "$(grep -c main <<<"$output")" "$([ "${stage% --keep}" = "$stage" ] && echo 2 || echo 3)"
	done
}

@test "out of memory while grouping: every record that is not grouped is reported, status 1" {
	! sanitized || return 0 # sanitizers need memory: the plain build is tested
	name=$(printf '%02000d' 0)
	seq 60000 | sed "s/.*/{\"type\":\"thread\",\"tid\":1,\"frames\":[{\"function\":\"f&_$name\"}]}/" >stream
	run -0 --separate-stderr bash -c 'ulimit -v 150000; timeout 60 st-group stream 2>said >out; echo $?'
	[ "$output" -eq 1 ]
	said=$(grep -c 'out of memory, not grouped' said)
	[ "$said" -gt 0 ]
	is "$(($(wc -l <out) + said))" 60000
}

@test "without a byte of memory, out of memory and wrong usage are still reported" {
	! sanitized || return 0 # sanitizers need memory: the plain build is tested
	cat >none.c <<-'END'
		#include <stddef.h>
		void *malloc(size_t size) { (void)size; return NULL; }
		void *calloc(size_t count, size_t size) { (void)count; (void)size; return NULL; }
		void *realloc(void *old, size_t size) { (void)old; (void)size; return NULL; }
		void free(void *old) { (void)old; }
	END
	"${CC:-cc}" -shared -fPIC -o none.so none.c
	starved() {
		run -2 --separate-stderr env LD_PRELOAD="$PWD/none.so" "$@"
	}
	for stage in st-parse-gdb st-parse-pylog st-group st-render; do
		starved "$stage" file
		is "${stderr_lines[0]}" "$stage: out of memory"
	done
	for stage in $stages st-collect; do
		starved "$stage" $'--no\u202esuch=\033'
		is "$stderr" "$stage: --no\\u202esuch=\\x1b: unknown option
try: $stage --help"
	done
	starved st-group --members many
	is "$stderr" 'st-group: --members: many: not a whole number
try: st-group --help'
	starved st-render --format nosuch
	has "$stderr" 'st-render: --format: nosuch: not one of text, original, json, '
	is "$stderr" "$(st-render --format nosuch 2>&1)"
	starved st-annotate --rules
	is "$stderr" 'st-annotate: --rules: wants FILE
try: st-annotate --help'
}

@test "out of memory: st-parse-gdb says so, and does not crash" {
	! sanitized || return 0 # sanitizers need memory: the plain build is tested
	{
		echo 'Thread 2 (LWP 8):'
		printf '#0  f (a="%0100000000d") at a.c:1\n' 0
		log
	} >stream
	run --separate-stderr bash -c 'ulimit -v 120000; exec timeout 60 st-parse-gdb --max-line 1000000000 stream'
	[ "$status" -eq 1 ] || [ "$status" -eq 2 ]
	has "$stderr" 'st-parse-gdb: '
	has "$output" main
}


# A record of a bit less than 16 MiB: most of it is frames, one text, escapes, brackets, a message of many lines, or
# a message of characters that are shown as escapes.
large_record() {
	python3 -c '
import json, sys
room = 16 * 1024 * 1024 - 1000
frame = json.dumps({"level": 1, "address": "0x7f", "function": "f" * 60, "args": "(a=1)", "file": "/srv/a.c", "line": 7})
parts = {
    "frames": ",".join([frame] * (room // 6 // (len(frame) + 1))),
    "text": json.dumps({"function": "main", "args": "(" + "x" * (room - 100) + ")"}),
    "escapes": "{\"function\":\"main\",\"args\":\"" + "\\u0001" * (room // 6 - 100) + "\"}",
    "brackets": "{\"function\":\"main\",\"x\":[" + "[]," * (room // 3 - 100) + "[]]}",
}
messages = {"lines": "\\n" * (room // 2 - 100), "hidden": "\u202e" * (room // 3 - 100)}
if sys.argv[1] in messages:
    text = "{\"type\":\"traceback\",\"exception\":{\"type\":\"E\",\"message\":\"" + messages[sys.argv[1]] + "\"},\"frames\":[]}"
else:
    text = "{\"type\":\"thread\",\"tid\":1,\"frames\":[" + parts[sys.argv[1]] + "]}"
sys.stdout.buffer.write(text.encode() + b"\n")' "$1"
}

@test "peak memory is at most three times --max-record" {
	! sanitized || return 0 # sanitizers need memory: the plain build is tested
	for kind in frames text escapes brackets lines hidden; do
		large_record "$kind" >large
		for stage in 'st-parse-gdb' 'st-annotate' 'st-group' 'st-render' 'st-render --format json' 'st-render --format original -i 4'; do
			# shellcheck disable=SC2086
			kib=$(peak $stage --max-record 16M large) || : # some of these records are refused
			[ "$kib" -le $((3 * 16 * 1024)) ] || { echo "$stage, $kind: $kib KiB"; false; }
			run $stage --max-record 16M large
			case $kind,$status in
			brackets,1 | escapes,1 | lines,1 | hidden,1) has "$output" "${stage%% *}: large:1: larger than --max-record allows, not " ||
				has "$output" "${stage%% *}: large:1: larger than --max-record allows, skipped" ;;
			*) is "$kind,$status" "${kind#brackets},0" ;;
			esac
		done
	done
}

@test "a stack of 100,000 frames is handled with the default --max-record" {
	python3 -c '
import json
frame = {"level": 0, "address": "0x00007ffff7a2d830", "function": "a_function_of_some_length", "args": "(a=1, b=0x0)", "file": "/srv/app/source/file.c", "line": 77}
print(json.dumps({"type": "thread", "tid": 1, "frames": [dict(frame, level=i) for i in range(100000)]}))' >stack
	[ "$(wc -c <stack)" -gt 16000000 ]
	for stage in 'st-annotate' 'st-group' 'st-render' 'st-render --format json'; do
		# shellcheck disable=SC2086
		run -0 --separate-stderr bash -c '"$@" stack | wc -c' bash $stage
		is "$stderr" ''
		[ "$output" -gt 100 ]
	done
}

@test "blanks before a record are skipped up to a limit, beyond which the record is reported" {
	records >good
	{ printf '\n \r\r\n%3000s\n%60000s\n%60000s' '' '' ''; cat good; } >indented
	{ printf '%100000s' ''; cat good; } >deep
	{ printf '%5000stext\n' ''; cat good; } >text
	for stage in st-annotate 'st-group --keep' st-render; do
		# shellcheck disable=SC2086
		run -0 --separate-stderr $stage indented
		is "$stderr" ''
		has "$output" worker
		# from a pipe where only blanks come first
		# shellcheck disable=SC2086
		run -0 --separate-stderr bash -c '{ head -c 60000 indented; sleep 0.1; tail -c +60001 indented; } | "$@"' bash $stage
		is "$stderr" ''
		has "$output" worker
		for file in deep text; do
			# shellcheck disable=SC2086
			run -1 --separate-stderr $stage $file
			is "$stderr" "${stage%% *}: $file:1: not a record: begins with 4096 blanks, skipped"
			has "$output" main
		done
	done
}

@test "a line that is no record takes no memory, however long it is" {
	records >good
	for stage in st-annotate st-group st-render; do
		kib=$(peak bash -c 'head -c 100000000 /dev/zero | "$1"' bash "$stage") || :
		[ "$kib" -le 24000 ] || { echo "$stage: $kib KiB"; false; }
		run -1 --separate-stderr bash -c '{ head -c 100000000 /dev/zero; echo; cat good; } | "$1"' bash "$stage"
		is "${stderr_lines[0]}" "$stage: standard input:1: not a record: not JSON at byte 1, skipped"
	done
}

@test "out of memory is not reported as a limit of --max-record" {
	! sanitized || return 0 # sanitizers need memory: the plain build is tested
	large_record text >large
	for stage in st-annotate st-group st-render; do
		run --separate-stderr bash -c 'ulimit -v 12000; exec "$1" large' bash "$stage"
		[ "$status" -eq 1 ] || [ "$status" -eq 2 ]
		has "$stderr" 'out of memory'
		lacks "$stderr" --max-record
	done
}

@test "too little memory to begin with is status 2" {
	! sanitized || return 0 # sanitizers need memory: the plain build is tested
	for stage in $stages; do
		for limit in 6000 5500 5000 4500 4000 3500 3000; do
			status=0
			bash -c 'ulimit -v "$1"; shift; exec "$@" </dev/null 2>/dev/null' bash "$limit" "$stage" || status=$?
			# 126, 127: the system could not load the program
			[ "$status" -le 2 ] || [ "$status" -ge 126 ]
			[ "$status" -ne 139 ]
			[ "$status" -ne 134 ]
		done
	done
}

@test "a read error in a file is reported" {
	for stage in $stages; do
		run -2 --separate-stderr "$stage" /proc/self/mem
		is "$stderr" "$stage: /proc/self/mem: Input/output error"
	done
}

@test "the parser waits for standard input that does not block" {
	log >good
	python3 - <<-'END' >out
		import fcntl, os, subprocess, time
		r, w = os.pipe()
		os.set_blocking(r, False)
		stage = subprocess.Popen(["st-parse-gdb"], stdin=r)
		os.close(r)
		for line in open("good", "rb"):
		    os.write(w, line)
		    time.sleep(0.1)
		os.close(w)
		assert stage.wait(60) == 0
	END
	has "$(cat out)" main
}

@test "the stages run with an empty environment" {
	log >good
	for stage in $stages; do
		input_for "$stage" >good
		run -0 env -i "$BUILD/bin/$stage" good
		has "$output" main
	done
}

@test "the stages run without any argument, not even argv[0]" {
	for stage in $stages; do
		run timeout 60 python3 -c '
import ctypes, sys  # os.execve() refuses an empty argv
libc = ctypes.CDLL(None)
argv = (ctypes.c_char_p * 1)(None)
env = (ctypes.c_char_p * 1)(None)
libc.execve(sys.argv[1].encode(), argv, env)
' "$BUILD/bin/$stage" </dev/null
		[ "$status" -le 2 ]
	done
}
