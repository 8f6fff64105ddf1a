#!/bin/sh
# Who holds the lock? Prints a line for each thread that waits: its number, the lock, and the thread that holds it.
# A file lock is shown by its file, and the process that holds it; ? stands for what is not known.
#
#   sh who-holds.sh [PROCESS]
#
# PROCESS is the number of a process, which is not stopped: the kernel and the process's memory tell. By default it is
# a capture, hang.ndjson beside this script.
if [ $# -gt 0 ]; then
	st-collect --tool none --pid "$1"
else
	cat "$(dirname "$0")/hang.ndjson"
fi |
	st-parse-gdb |
	jq -r 'select(.waits_for) | .lwp as $lwp | .waits_for |
		"\($lwp) waits for \(.kind) \(.address // .file // "?") of \(.owner // "?")"'
