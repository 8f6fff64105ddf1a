#!/bin/sh
# Which threads are busy, and with what share of a CPU? Looks at a process twice, a second apart, without stopping it.
# Each line has the share in percent, the thread's number and its name; the busiest comes first.
#
#   sh busy-threads.sh [PROCESS]
#
# PROCESS is the number of a process; without one it is the shell that runs this script.
capture=$(mktemp) || exit 2
trap 'rm -f "$capture"' EXIT
st-collect --tool none --samples 2 --pid "${1:-$$}" >"$capture" || exit

st-parse-gdb <"$capture" |
	jq -r 'select(.sample == 2) | [.cpu_percent, .lwp, .comm] | @tsv' |
	sort -rn
