#!/bin/sh
# Which mutex each thread waits for, and where: jq in the place of a stage. A line has the mutex,
# the thread, and the function that wants the mutex; lines of one mutex come together.
#
#   sh waiting-for.sh [FILE ...]
#
# FILE is what gdb printed for a program with debug symbols of the C library; without one it is
# deadlock.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/deadlock.gdb"

st-parse-gdb -- "$@" |
	jq -r '
		(.frames | map(.function // "" | endswith("pthread_mutex_lock")) | index(true)) as $i
		| select($i != null)
		| .frames[$i + 1] as $caller
		| (.frames[$i].args // "" | capture("mutex=(?<m>[^,)]*)").m) as $mutex
		| "\($mutex)\tthread \(.tid // .lwp)\t\($caller.function) at \($caller.file):\($caller.line)"' |
	LC_ALL=C sort
