# What st-collect finds out without a debugger, compared with /proc, ps(1) and what the programs print.
# shellcheck disable=SC2010,SC2012,SC2016,SC2046,SC2030,SC2031,SC2086,SC2154,SC2317 # set by bats and in common.bash

load common

teardown() {
	stop_started
}

# Runs a copy of st-collect as user 65534, or as the user who runs the tests, if that is not root.
as_stranger() { # ARGUMENT ...
	local place status=0
	place=$(mktemp -d)
	chmod 755 "$place"
	cp "$BUILD/bin/st-collect" "$place"
	(cd / && if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$place/st-collect" "$@"
	else
		"$place/st-collect" "$@"
	fi) || status=$?
	rm -r "$place"
	return "$status"
}

observe() { # ARGUMENT ...
	st-collect --tool none "$@"
}

# Succeeds if all threads of the process sleep in a system call, so that their lines in /proc do not change.
sleeps() { # PID
	local task
	for task in /proc/"$1"/task/*; do
		[[ $(cat "$task/syscall") == [0-9]* ]] && [ "$(awk '{ print $(NF - 49) }' "$task/stat")" = S ] || return
	done
}

threads_in_calls='import os, select, threading, time
r, w = os.pipe()
lock = threading.Lock()
lock.acquire()
calls = [lambda: os.read(r, 1), lock.acquire, lambda: select.select([r], [], []), lambda: time.sleep(1000), lambda: os.waitpid(os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "1000"), 0)]
for call in calls: threading.Thread(target=call).start()'

@test "each thread's system call, its arguments, state and CPU time are those in /proc" {
	start python3 -c "$threads_in_calls"
	all_sleep() { [ "$(ls "/proc/$pid/task" | wc -l)" = 6 ] && pgrep -P "$pid" >children && sleeps "$pid"; }
	eventually all_sleep
	cat children >>pids
	for task in /proc/"$pid"/task/*; do
		awk -v lwp="${task##*/}" -v ms="$(awk '{ print int($1 / 1e6) }' "$task/schedstat")" \
			'{ print lwp, "S", $2, $3, $4, $5, $6, $7, ms }' "$task/syscall"
	done | sort >wanted
	run -0 --separate-stderr observe -p "$pid"
	is "$stderr" ''
	printf '%s\n' "$output" >capture
	jq -r '.threads[] | "\(.lwp) \(.kernel_state) \(.syscall_args) \(.cpu_ms)"' capture | sort >got
	same got wanted
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <capture
	# the names of the calls that the threads make
	is "$(jq -r '.threads[].syscall' capture | sort | paste -sd ' ')" 'clock_nanosleep futex futex pselect6 read wait4'
	is "$(jq -c '[.tool, .tool_version, .text, .stopped_ms, .status, .max_frames]' capture)" '["none",null,null,null,null,null]'
	[ "$(jq '.modules | length' capture)" -ge 3 ]
}

@test "a process's title, and when it began, are those that ps shows" {
	start bash -c 'exec -a "nginx: worker process" sleep 1000'
	eventually grep -q nginx "/proc/$pid/cmdline"
	run -0 --separate-stderr observe -p "$pid"
	is "$(jq -r .process.title <<<"$output")" "$(ps -o args= -p "$pid")"
	is "$(jq -r .process.title <<<"$output")" 'nginx: worker process 1000'
	is "$(jq -r .process.started <<<"$output")" "$(date -u -d "$(ps -o lstart= -p "$pid")" +%Y-%m-%dT%H:%M:%SZ)"
	# a title that a server wrote over its arguments ends in NULs, which are removed; a very long title is cut
	start python3 -c 'import ctypes, sys
import time
args = open("/proc/self/stat").read().rsplit(")", 1)[1].split()
start, end = int(args[45]), int(args[46])
ctypes.memset(start, 0, end - start)
ctypes.memmove(start, b"idle \xff", 6)
print(1, flush=True)
time.sleep(1000)' "$(printf '%01000d' 0)"
	eventually [ -s started ]
	run -0 observe -p "$pid"
	is "$(jq -r .process.title <<<"$output")" "$(printf 'idle \xef\xbf\xbd')"
	start sleep 1000 $(seq 0 2000 | sed 's/.*/0/')
	eventually grep -qx sleep "/proc/$pid/comm"
	run -0 observe -p "$pid"
	is "$(jq -r '.process.title | length' <<<"$output")" "$(tr '\0' ' ' <"/proc/$pid/cmdline" | head -c 4096 | sed 's/ *$//' | tr -d '\n' | wc -c)"
}

@test "restart_syscall: a call that an attach interrupted keeps its name in later looks" {
	start sleep 1000
	eventually sleeps "$pid"
	run -0 --separate-stderr st-collect -p "$pid" --samples 3 --interval 0 --fast
	is "$(jq -r '.threads[].syscall' <<<"$output" | uniq -c | awk '{ print $1, $2 }')" '3 clock_nanosleep'
	# the kernel calls it restart_syscall now
	is "$(awk '{ print $1 }' "/proc/$pid/syscall")" 219
	is "$(observe -p "$pid" | jq -r '.threads[].syscall')" restart_syscall
}

@test "cpu_percent: the share of a CPU that a thread used between two looks" {
	start python3 -c 'import threading, time
threading.Thread(target=time.sleep, args=(1000,)).start()
while True: pass'
	two_threads() { [ "$(ls "/proc/$pid/task" | wc -l)" = 2 ] && grep -q '^[0-9]' "/proc/$pid/task/$(ls "/proc/$pid/task" | grep -vx "$pid")/syscall"; }
	eventually two_threads
	run -0 observe -p "$pid" --samples 3 --interval 0.5
	is "$(jq -c '.threads | map(has("cpu_percent"))' <<<"$output" | paste -sd ' ')" '[false,false] [true,true] [true,true]'
	is "$(jq --argjson pid "$pid" '.threads[] | select(.lwp != $pid).cpu_percent // empty' <<<"$output" | paste -sd ' ')" '0 0'
	for share in $(jq --argjson pid "$pid" '.threads[] | select(.lwp == $pid).cpu_percent // empty' <<<"$output"); do
		[ "$share" -ge 1 ]
		[ "$share" -le 100 ]
	done
	is "$(jq -c '.threads | map(select(.cpu_ms > 0)) | length > 0' <<<"$output" | uniq)" true
}

@test "--interval takes fractions of a second, to the millisecond" {
	start sleep 1000
	for interval in 0 0.001 0.25 00.5 .1; do
		run -0 observe -p "$pid" --samples 2 --interval "$interval"
		is "$(jq .sample <<<"$output" | paste -sd ' ')" '1 2'
	done
	begun=$(date +%s%N)
	run -0 observe -p "$pid" --samples 3 --interval 0.25
	[ "$((($(date +%s%N) - begun) / 1000000))" -ge 500 ]
	for interval in x 0.0001 .0001 . 1. -1 1,5 1e3 0x1 '' 99999999999; do
		run -2 --separate-stderr observe -p "$pid" --interval "$interval"
		has "${stderr_lines[0]}" "st-collect: --interval: $interval: not "
	done
}

@test "file locks: which process holds the lock that a thread waits for" {
	locker='import fcntl, sys, time
file = open("the file", "w")
{"flock": fcntl.flock, "lockf": fcntl.lockf}[sys.argv[1]](file, fcntl.LOCK_EX)
print(1, flush=True)
time.sleep(1000)'
	for how in flock lockf; do
		start python3 -c "$locker" $how
		holder=$pid
		eventually [ -s started ]
		is "$(observe -p "$holder" | jq -c '.threads[].waits_for')" null
		start python3 -c "$locker" $how
		eventually grep -q -- "-> .* $pid " /proc/locks
		run -0 --separate-stderr observe -p "$pid"
		is "$(jq -c '.threads[].waits_for' <<<"$output")" "{\"kind\":\"file-lock\",\"file\":\"$PWD/the file\",\"owner\":$holder}"
		is "$(st-parse-gdb <<<"$output" | jq .waits_for.owner)" "$holder"
		kill -KILL "$holder"
		eventually [ -s started ]
		is "$(observe -p "$pid" | jq -c '.threads[].waits_for')" null
		kill -KILL "$pid"
	done
}

# Locks its first file, waits until another process has locked the second one, and then wants that lock, too.
crosser='import fcntl, os, sys, threading, time
mine, other = (open(name, "w") for name in sys.argv[1:3])
fcntl.flock(mine, fcntl.LOCK_EX)
open("has-" + sys.argv[1], "w")
while not os.path.exists("has-" + sys.argv[2]): time.sleep(0.01)
if len(sys.argv) > 3: threading.Thread(target=time.sleep, args=(1000,)).start()
fcntl.flock(other, fcntl.LOCK_EX)'

@test "file locks: two processes that wait for each other" {
	start python3 -c "$crosser" red blue
	one=$pid
	start python3 -c "$crosser" blue red
	eventually grep -q -- "-> .* $one " /proc/locks
	eventually grep -q -- "-> .* $pid " /proc/locks
	run -0 --separate-stderr observe -p "$one,$pid"
	is "$stderr" ''
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <<<"$output"
	is "$(st-parse-gdb <<<"$output" | jq -c '[.lwp, .waits_for.file, .waits_for.owner, .deadlock]')" \
		"[$one,\"$PWD/blue\",$pid,[$one,$pid]]
[$pid,\"$PWD/red\",$one,[$pid,$one]]"
	st-parse-gdb <<<"$output" | st-group | st-render >text
	# without the lines that say where in the program they stand
	is "$(grep -A 4 '^deadlock' text | grep -v '^    in ')" "deadlock: 2 threads wait for each other
  LWP $one \"python3\" holds file $PWD/red and waits for file $PWD/blue, which process $pid holds
  LWP $pid \"python3\" holds file $PWD/blue and waits for file $PWD/red, which process $one holds"
	# one of the two processes is enough, since the kernel lists all locks
	is "$(st-collect -p "$pid" | st-parse-gdb | jq -c .deadlock)" "[$pid,$one]"
}

@test "file locks: no deadlock if another thread of the owner may unlock, or if the owner does not wait" {
	start python3 -c "$crosser" red blue thread
	one=$pid
	start python3 -c "$crosser" blue red
	eventually grep -q -- "-> .* $one " /proc/locks
	eventually grep -q -- "-> .* $pid " /proc/locks
	run -0 observe -p "$one,$pid"
	is "$(st-parse-gdb <<<"$output" | jq -c 'select(.waits_for) | [.waits_for.owner, .deadlock]')" "[$pid,null]
[$one,null]"
}

@test "file locks: a process that waits for a lock that it holds itself" {
	start python3 -c 'import fcntl
a, b = open("file", "w"), open("file", "w")
fcntl.flock(a, fcntl.LOCK_EX)
fcntl.flock(b, fcntl.LOCK_EX)'
	eventually grep -q -- "-> .* $pid " /proc/locks
	run -0 observe -p "$pid"
	is "$(st-parse-gdb <<<"$output" | jq -c '[.waits_for.owner, .deadlock]')" "[$pid,[$pid]]"
	has "$(st-parse-gdb <<<"$output" | st-render)" 'deadlock: a thread waits for itself'
}

@test "file locks: a lock that outlives the process that took it has no owner" {
	start python3 -c 'import fcntl, os, sys, time
file = open("the file", "w")
fcntl.flock(file, fcntl.LOCK_EX)
if os.fork() == 0:
	print(os.getpid(), flush=True)
	time.sleep(1000)'
	eventually [ -s started ]
	cat started >>pids
	gone() { [ ! -e "/proc/$pid" ]; }
	eventually gone
	start python3 -c 'import fcntl
fcntl.flock(open("the file", "w"), fcntl.LOCK_EX)'
	eventually grep -q -- "-> .* $pid " /proc/locks
	is "$(observe -p "$pid" | jq -c '.threads[].waits_for')" "{\"kind\":\"file-lock\",\"file\":\"$PWD/the file\"}"
}

@test "what may not be read is reported once, and the rest is there" {
	start sleep 1000
	seen=$pid
	[ "$(id -u)" -eq 0 ] || seen=1
	wanted="st-collect: $seen: not permitted: run st-collect as root; there is what the kernel tells everybody"
	for how in '' '--tool none'; do
		run -1 --separate-stderr as_stranger -p "$seen" --samples 3 --interval 0.01 $how
		is "$stderr" "$wanted"
		is "$(jq -c '[.tool, .sample, .process.title, .modules, .text]' <<<"$output")" "$(for sample in 1 2 3; do
			jq -nc --arg title "$(ps -o args= -p "$seen")" "[\"none\", $sample, \$title, null, null]"
		done)"
		is "$(jq -c '.threads[] | [.syscall, .syscall_args]' <<<"$output" | uniq)" '[null,null]'
		is "$(jq -r '.threads[].lwp' <<<"$output" | sort -nu)" "$(ls "/proc/$seen/task" | sort -n)"
		is "$(jq '.threads[] | .kernel_state, .cpu_ms | . == null' <<<"$output" | uniq)" false
	done
	# but a debugger that was asked for is required
	run -2 --separate-stderr as_stranger -p "$seen" --tool gdb
	is "$output" ''
	is "$stderr" "${wanted%%;*}"
}

@test "reading the memory of a process may block: it is given up after a while, and the rest is there" {
	start sleep 1000
	eventually sleeps "$pid"
	run -1 --separate-stderr strace -f -qq -o trace -e trace=pread64 -e inject=pread64:delay_enter=3000000 st-collect --tool none -p "$pid"
	is "$(grep -v '^strace' <<<"$stderr")" "st-collect: $pid: what is in its memory is missing: the kernel gave no answer for 500 ms"
	is "$(jq -c '[.process.title, .modules, .threads[0].syscall]' <<<"$output")" '[null,null,"clock_nanosleep"]'
}

@test "--tool none also works where a debugger cannot, and neither traces nor stops a process" {
	start sleep 1000
	run -0 strace -f -qq -e trace=ptrace,kill,tkill,tgkill,execve -e signal=none -o trace "$BUILD/bin/st-collect" --tool none -p "$pid"
	is "$(grep -c 'execve' trace)" 1
	is "$(grep -v 'execve' trace)" ''
	run -0 --separate-stderr env PATH=/nonexistent "$BUILD/bin/st-collect" --tool none -p "$pid"
	is "$(jq .process.pid <<<"$output")" "$pid"
	traced=$pid
	start strace -o trace -p "$traced"
	eventually grep -q '^TracerPid:.[1-9]' "/proc/$traced/status"
	run -0 --separate-stderr observe -p "$traced"
	is "$(jq -r .process.title <<<"$output")" 'sleep 1000'
	for number in /proc/[0-9]*; do
		number=${number#/proc/}
		! grep -q '^Kthread:.1' "/proc/$number/status" || break
		number=''
	done
	if [ -n "$number" ]; then
		run -0 --separate-stderr observe -p "$number"
		is "$(jq -c '.threads[] | [.comm, .syscall]' <<<"$output")" "$(jq -nc --arg comm "$(cat "/proc/$number/comm")" '[$comm, null]')"
	fi
	for arguments in '-c core' '-p 1 -l log'; do
		run -2 --separate-stderr observe $arguments
		has "$stderr" '--tool none'
	done
}

# Compares the labelled records of a process in FILE with what its threads print about themselves.
is_what_they_say() { # FILE
	same <(grep '^[0-9]' said | sort) <(jq -r '"\(.lwp) \(.state)"' "$1" | sort)
}

all_in_calls() { grep -q ready said && sleeps_or_runs; }

# Succeeds if each thread is in the call that it printed.
sleeps_or_runs() {
	observe -p "$pid" | st-parse-gdb | st-annotate >now
	is_what_they_say now
}

@test "a stripped program: without names in the stacks, each state comes from the kernel" {
	"${CC:-cc}" -static -s -pthread -w -o calls "$checkout/tests/targets/calls.c"
	mkdir here there
	./calls here >said 2>&1 3>&- &
	pid=$!
	disown "$pid"
	echo "$pid" >>pids
	eventually all_in_calls
	is "$(jq -c .tool now | uniq)" '"none"'
	# with gdb, too
	st-collect -p "$pid" | st-parse-gdb | st-annotate >labelled
	is "$(jq -r '.frames[].function // "??"' labelled | sort -u)" '??'
	is_what_they_say labelled
	./calls there vfork >said 2>&1 3>&- &
	pid=$!
	disown "$pid"
	echo "$pid" >>pids
	eventually all_in_calls
	st-render now >text
	has "$(cat text)" 'in the kernel (D)'
	is "$(grep -c 'in the kernel (D)' text)" 1
	kill -STOP "$pid"
	is_stopped() { observe -p "$pid" | jq -e '.threads | any(.kernel_state == "T")' >stopped; }
	eventually is_stopped
	is "$(observe -p "$pid" | st-parse-gdb | st-annotate | jq -r .state | sort | paste -sd ,)" 'in the kernel (D),stopped'
	kill -KILL "$pid"
}

@test "a state that the stack shows goes before the kernel's earlier one" {
	record() { # FUNCTION
		jq -nc --arg function "$1" '{type: "thread", process: {exe: "/bin/a"}, syscall: "read", kernel_state: "S", frames: [{level: 0, function: $function}]}'
	}
	{ record parse_request; record '??'; record __poll; } | st-annotate | jq -c .state >got
	is "$(paste -sd ' ' got)" 'null "reading" "waiting for events"'
}

@test "from a process to text, without a debugger" {
	start python3 -c "$threads_in_calls"
	all_sleep() { [ "$(ls "/proc/$pid/task" | wc -l)" = 6 ] && pgrep -P "$pid" >children && sleeps "$pid"; }
	eventually all_sleep
	cat children >>pids
	observe -p "$pid" | st-parse-gdb | st-annotate | st-group --by syscall >groups
	is "$(jq -c '[.count, .syscall]' groups | sort)" "$(printf '%s\n' '[1,"clock_nanosleep"]' '[1,"pselect6"]' '[1,"read"]' '[1,"wait4"]' '[2,"futex"]' | sort)"
	st-render groups >text
	has "$(head -n 1 text)" "process $pid"
}
