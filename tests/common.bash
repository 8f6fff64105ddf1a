# What all bats files share. The stages of $BUILD come first in PATH; a test stands in a folder of its own.
bats_require_minimum_version 1.5.0

# What \u in a test stands for depends on it, and nothing of ours.
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

# Waits, half a minute at the most, until the command is true: machines are busy.
eventually() {
	local i
	for i in $(seq 600); do
		"$@" >/dev/null 2>&1 && return
		sleep 0.05
	done
	printf 'not in %s times 0.05 seconds: %s\n' "$i" "$*"
	return 1
}

# ./press COMMAND: runs it with sh on a terminal, presses Ctrl-C once ./ready is there, and shows what is on the terminal.
make_press() {
	cat >press <<-'END'
		import os, pty, signal, sys, time
		pid, fd = pty.fork()
		if pid == 0:
		    signal.signal(signal.SIGINT, signal.SIG_DFL)
		    os.execvp("sh", ["sh", "-c", sys.argv[1]])
		for i in range(600):
		    time.sleep(0.05)
		    if os.path.exists("ready"):
		        break
		time.sleep(0.5)
		os.write(fd, b"\x03")
		try:
		    while data := os.read(fd, 65536):
		        os.write(1, data.replace(b"\r", b""))
		except OSError:
		    pass
		print("status", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
	END
}

# Starts a program in the background; $pid is its number.
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
