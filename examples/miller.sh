#!/bin/sh
# Makes a table of groups with Miller: how many threads in each state, or exceptions of each type.
#
#   sh miller.sh [FILE ...]
#   st-parse-pylog LOG ... | sh miller.sh -
#
# FILE is what gdb, pstack or eu-stack printed, or records of any kind; by default crash.gdb beside this script.
# Without mlr, its input is printed.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"
command -v mlr >/dev/null || mlr() { cat; }

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-gdb -- "$@" >"$records"
parsed=$?

# shellcheck disable=SC2016 # names of members, for Miller
st-annotate <"$records" |
	st-group |
	mlr --ijsonl --opprint put '$what = $exception["type"] ?? $state ?? "unknown"' 'then' \
		stats1 -a sum -f count -g what 'then' sort -f what &&
	exit "$parsed"
