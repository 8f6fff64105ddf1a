#!/bin/sh
# Uses your own rules, my-rules.json: threads get roles and states, and frames without interest
# are left out.
#
#   sh label.sh [FILE ...]
#
# FILE is what gdb printed; by default crash.gdb and deadlock.gdb beside this script.
here=$(dirname "$0")
[ $# -gt 0 ] || set -- "$here/crash.gdb" "$here/deadlock.gdb"

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-gdb -- "$@" >"$records"
parsed=$?

st-annotate --rules "$here/my-rules.json" <"$records" |
	st-group |
	st-render &&
	exit "$parsed"
