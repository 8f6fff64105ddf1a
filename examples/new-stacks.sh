#!/bin/sh
# Stacks of the second log that no thread of the first one has, by their fingerprints: what is
# new since all was well, or after an upgrade. Threads without a fingerprint are left out, since
# nothing tells whether they are new.
#
#   sh new-stacks.sh [BEFORE AFTER]
#
# BEFORE and AFTER are what gdb, pstack or eu-stack printed; by default healthy.gdb
# and deadlock.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/healthy.gdb" "$(dirname "$0")/deadlock.gdb"
: "${2:?wants BEFORE and AFTER}"

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
st-parse-gdb -- "$1" >"$work/before"
[ $? -le 1 ] || exit 2
st-parse-gdb -- "$2" >"$work/after"
parsed=$?

known=$(st-annotate "$work/before" | jq -s 'map(.fingerprint) | unique')
st-annotate "$work/after" |
	jq -c --argjson known "$known" '
		select(.fingerprint)
		| .known = (.fingerprint as $f | any($known[]; . == $f))
		| select(.known | not)' |
	st-group |
	st-render &&
	exit "$parsed"
