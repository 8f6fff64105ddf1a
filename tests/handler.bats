# What a signal handler that hangs waits for, as gdb and the kernel show it: tests/targets/handler.c hangs in each way.
# shellcheck disable=SC2030,SC2031,SC2154 # set by bats and in common.bash

load common

setup_file() {
	"${CC:-cc}" -g -O0 -w -o "$BATS_FILE_TMPDIR/handler" "$BATS_TEST_DIRNAME/targets/handler.c" -pthread
	strip -s -o "$BATS_FILE_TMPDIR/stripped" "$BATS_FILE_TMPDIR/handler"
}

declare -A hows=()

teardown() {
	for pid in "${!hows[@]}"; do
		pkill -KILL -P "$pid" || :
		kill -KILL "$pid"
		wait "$pid" 2>/dev/null || :
	done
}

# Starts a program for each way to hang, and waits until its handler hangs. The handler interrupted a nanosleep(2), which
# is not to be taken for what the thread waits for.
hang() { # PROGRAM HOW...
	local program=$1 how pid
	shift
	for how in "$@"; do
		"$BATS_FILE_TMPDIR/$program" "$how" 3>&- &
		pid=$!
		hows[$pid]=$how
	done
	for pid in "${!hows[@]}"; do
		# SIGALRM is blocked while its handler runs
		eventually grep -q '^SigBlk:.*2000$' "/proc/$pid/status"
		# and all handlers but one wait
		[ "${hows[$pid]}" = spin ] || eventually is_in_state "$pid" S
	done
}

# Prints `how: state` for the main thread of each program.
states() {
	local pid
	for pid in "${!hows[@]}"; do
		printf '%s: ' "${hows[$pid]}"
		st-collect -p "$pid" | st-parse-gdb | st-annotate | jq -r "select(.lwp == $pid).state"
	done | sort
}

# Without debug files of the C library, a wait for a semaphore looks like one on any other futex.
@test "a hang in a signal handler: the state says what the handler waits for, for each kind of wait" {
	hang handler barrier child condition flock join mutex pause poll read rwlock semaphore sleep spin write
	states >got
	sed -i 's/waiting on a futex/waiting for a semaphore/' got
	same got - <<-'END'
		barrier: in a signal handler: waiting at a barrier
		child: in a signal handler: waiting for a child process
		condition: in a signal handler: waiting on a condition variable
		flock: in a signal handler: waiting for a file lock
		join: in a signal handler: joining a thread
		mutex: in a signal handler: waiting for a mutex
		pause: in a signal handler: waiting for a signal
		poll: in a signal handler: waiting for events
		read: in a signal handler: reading
		rwlock: in a signal handler: waiting for a lock, to write
		semaphore: in a signal handler: waiting for a semaphore
		sleep: in a signal handler: sleeping
		spin: in a signal handler
		write: in a signal handler: writing
	END
}

@test "the same of a stripped program; one that spins is running, and waits for nothing" {
	hang stripped mutex read spin
	is "$(states)" 'mutex: in a signal handler: waiting for a mutex
read: in a signal handler: reading
spin: in a signal handler: running'
	# a person sees it, and who has the lock
	for pid in "${!hows[@]}"; do
		[ "${hows[$pid]}" = mutex ] || continue
		st-collect -p "$pid" | st-parse-gdb | st-annotate | st-group | st-render >text
		has "$(cat text)" 'in a signal handler: waiting for a mutex'
		has "$(cat text)" 'waits for mutex 0x'
	done
}
