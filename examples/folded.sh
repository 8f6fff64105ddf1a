#!/bin/sh
# Folded stacks, the input of flame graph tools: on each line the functions from the outermost to the
# innermost, separated by semicolons, and the number of threads with that stack.
#
#   sh folded.sh [FILE ...] | flamegraph.pl >threads.svg
#
# FILE is what gdb, pstack or eu-stack printed, for one process or many; by default
# crash.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-gdb -- "$@" >"$records"
parsed=$?

st-group --by functions <"$records" |
	jq -r '
		([.frames[] | .function // "??" | gsub(";"; ":")] | reverse | join(";")) as $stack
		| "\($stack) \(.count)"' &&
	exit "$parsed"
