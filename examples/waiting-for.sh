#!/bin/sh
# Which mutex does each thread wait for, and where? Uses jq in place of a stage. A line has the mutex,
# the thread, and the function that wants it; lines of one mutex are together.
#
#   sh waiting-for.sh [FILE ...]
#
# FILE is what gdb printed for a program, with debug symbols of the C library; by default
# deadlock.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/deadlock.gdb"

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-gdb -- "$@" >"$records"
parsed=$?

jq -r '
	(.frames | map(.function // "" | endswith("pthread_mutex_lock")) | index(true)) as $i
	| select($i != null)
	| .frames[$i + 1] as $caller
	| (.frames[$i].args // "" | capture("mutex=(?<m>[^,)]*)").m) as $mutex
	| "\($mutex)\tthread \(.tid // .lwp)\t\($caller.function) at \($caller.file):\($caller.line)"' "$records" |
	LC_ALL=C sort &&
	exit "$parsed"
