# What all bats files share. The stages of $BUILD come first in PATH; each test runs in a folder of its own.
bats_require_minimum_version 1.5.0

# The shell's \u depends on the locale; our programs do not.
export LC_ALL=C.UTF-8

# shellcheck disable=SC2034 # used by the files that load this one
setup() {
	checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	cd "$checkout" || return
	BUILD=$(cd "${BUILD:-build}" && pwd) || return
	native=$checkout/tests/fixtures/native
	stages='st-parse-gdb st-parse-pylog st-annotate st-group st-render'
	PATH=$BUILD/bin:$PATH
	cd "$BATS_TEST_TMPDIR" || return
}

# is GOT WANTED
is() {
	[ "$1" = "$2" ] && return
	printf 'got:    %s\nwanted: %s\n' "$1" "$2"
	return 1
}

# has TEXT PIECE
has() {
	case $1 in
	*"$2"*) return 0 ;;
	esac
	printf 'got:     %s\nwithout: %s\n' "$1" "$2"
	return 1
}

# lacks TEXT PIECE
lacks() {
	case $1 in
	*"$2"*) ;;
	*) return 0 ;;
	esac
	printf 'got:  %s\nwith: %s\n' "$1" "$2"
	return 1
}

# same FILE FILE: the same bytes
same() {
	cmp "$1" "$2" && return
	diff -u "$1" "$2" | cut -c 1-300 | head -n 20
	return 1
}

# A record with these functions, innermost first: thread '{"tid":1}' poll main
thread() {
	jq -nc --argjson more "$1" '{type: "thread"} + $more +
		{frames: [$ARGS.positional | to_entries[] | {level: .key, function: .value}]}' --args "${@:2}"
}

# Waits until the command succeeds, for half a minute at most: machines are busy.
eventually() {
	local i
	for i in $(seq 600); do
		"$@" >/dev/null 2>&1 && return
		sleep 0.05
	done
	printf 'failed %s times, 0.05 seconds apart: %s\n' "$i" "$*"
	return 1
}

state() { # PID
	sed -n 's/^State:.\(.\).*/\1/p' "/proc/$1/status"
}

is_in_state() { # PID STATE
	[ "$(state "$1")" = "$2" ]
}

has_lines() { # FILE COUNT
	[ "$(wc -l <"$1")" -ge "$2" ]
}

# Succeeds once a reader has taken all that was written to the pipe on descriptor 9.
pipe_is_empty() {
	python3 -c 'import fcntl, struct, sys, termios
sys.exit(struct.unpack("i", fcntl.ioctl(9, termios.FIONREAD, bytes(4)))[0] != 0)'
}

# Succeeds if the programs are built with sanitizers, which need memory and files themselves.
sanitized() {
	LC_ALL=C grep -q __asan_init "$BUILD/bin/st-group"
}

# peak COMMAND...: the most memory, in KiB, that the command or one of its children had at a time; its status is the
# command's. The interpreter that runs the command has about 10 MB itself.
peak() {
	python3 -c '
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)' "$@"
}

# cost FILE COMMAND...: the processor time, in milliseconds, that the command takes to read the file.
cost() {
	python3 -c '
import resource, subprocess, sys
subprocess.run(sys.argv[2:], stdin=open(sys.argv[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=60)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(int(1000 * (used.ru_utime + used.ru_stime)))' "$@"
}

# linear SMALL FACTOR LARGE COMMAND...: the file LARGE is FACTOR times as large as SMALL, and costs at most three times
# that much more. Work that grows with the square of the input costs FACTOR times FACTOR.
linear() {
	local small large
	small=$(cost "$1" "${@:4}")
	large=$(cost "$3" "${@:4}")
	[ "$large" -le $(((small + 30) * $2 * 3)) ] && return
	printf '%s ms, then %s ms for %s times as much: %s <%s\n' "$small" "$large" "$2" "${*:4}" "$3"
	return 1
}

# ./terminal COMMAND...: runs the command on a terminal, and has its status.
make_terminal() {
	cat >terminal <<-'END'
		import os, pty, sys
		sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], lambda fd: os.read(fd, 65536).replace(b"\r", b""))))
	END
}

# ./press COMMAND [THEN]: runs COMMAND with sh on a terminal and waits until all of its processes wait for input. Then it
# runs THEN, if given, waits again, presses Ctrl-C, and shows what came on the terminal.
make_press() {
	cat >press <<-'END'
		import glob, os, pty, signal, subprocess, sys, time
		pid, fd = pty.fork()
		if pid == 0:
		    signal.signal(signal.SIGINT, signal.SIG_DFL)
		    os.execvp("sh", ["sh", "-c", sys.argv[1]])

		def look():
		    """The state of each process on the terminal, with its faults and processor time so far."""
		    found = {}
		    for path in glob.glob("/proc/[0-9]*/stat"):
		        try:
		            state, _, _, session, *more = open(path).read().rsplit(")", 1)[1].split()
		        except OSError:
		            continue
		        if session == str(pid) and state != "Z":
		            found[path] = state, more[3:9]
		    return found

		def wait_until_all_wait():
		    """Until they sleep, and have done nothing else for 1.5 seconds: tail(1) may look for new lines once a second."""
		    last, same = None, 0
		    for i in range(600):
		        time.sleep(0.1)
		        now = look()
		        waiting = now == last and all(state == "S" for state, _ in now.values())
		        last, same = now, same + 1 if waiting else 0
		        if same == 15:
		            break

		wait_until_all_wait()
		if len(sys.argv) > 2:
		    subprocess.run(["sh", "-c", sys.argv[2]], check=True)
		    wait_until_all_wait()
		os.write(fd, b"\x03")
		try:
		    while data := os.read(fd, 65536):
		        os.write(1, data.replace(b"\r", b""))
		except OSError:
		    pass
		print("status", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
	END
}

# Starts a program in the background; $pid is its number, and its output is in the file `started`.
start() { # PROGRAM ARGUMENT ...
	"$@" >started 2>&1 3>&- &
	pid=$!
	disown "$pid"
	echo "$pid" >>pids
}

# Ends all that start() has started.
stop_started() {
	[ ! -s pids ] || while read -r pid; do kill -KILL "$pid" 2>/dev/null || :; done <pids
}
