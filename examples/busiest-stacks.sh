#!/bin/sh
# Stacks that most threads have, first: groups sorted by their count with jq.
#
#   sh busiest-stacks.sh [FILE ...]
#
# FILE is what gdb, pstack or eu-stack printed; without one it is deadlock.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/deadlock.gdb"

st-parse-gdb -- "$@" |
	st-annotate |
	st-group |
	jq -c -s 'sort_by(-.count)[]' |
	st-render
