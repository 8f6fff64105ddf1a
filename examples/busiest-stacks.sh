#!/bin/sh
# The stacks with the most threads first: jq sorts groups by their count.
#
#   sh busiest-stacks.sh [FILE ...]
#
# FILE is what gdb, pstack or eu-stack printed; by default deadlock.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/deadlock.gdb"

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-gdb -- "$@" >"$records"
parsed=$?

st-annotate <"$records" |
	st-group |
	jq -c -s 'sort_by(-.count)[]' |
	st-render &&
	exit "$parsed"
