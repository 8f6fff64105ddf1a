#!/bin/sh
# Folded stacks, as flame graphs are made of them: the functions from the outermost to the
# innermost with semicolons between them, and how many threads stand there.
#
#   sh folded.sh [FILE ...] | flamegraph.pl >threads.svg
#
# FILE is what gdb, pstack or eu-stack printed, of one process or of many; without one it is
# crash.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"

st-parse-gdb -- "$@" |
	st-group --by functions |
	jq -r '
		([.frames[] | .function // "??" | gsub(";"; ":")] | reverse | join(";")) as $stack
		| "\($stack) \(.count)"'
