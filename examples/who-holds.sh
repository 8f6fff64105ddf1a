#!/bin/sh
# Who holds the lock? Prints a line for each thread that waits: its number, the lock, and the thread that holds it.
# A file lock is shown by its file, and the process that holds it; ? stands for what is not known.
#
#   sh who-holds.sh [PROCESS]
#
# PROCESS is the number of a process, which is not stopped: the kernel and the process's memory tell. By default it is
# a capture, hang.ndjson beside this script.
capture=$(mktemp) || exit 2
trap 'rm -f "$capture"' EXIT
if [ $# -gt 0 ]; then
	st-collect --tool none --pid "$1" >"$capture" || exit
else
	cat "$(dirname "$0")/hang.ndjson" >"$capture"
fi

st-parse-gdb <"$capture" |
	jq -r 'select(.waits_for) | .lwp as $lwp | .waits_for |
		"\($lwp) waits for \(.kind) \(.address // .file // "?") of \(.owner // "?")"'
