#!/bin/sh
# Groups as a table by Miller: their counts by state.
#
#   sh miller.sh [FILE ...]
#
# FILE is what gdb, pstack or eu-stack printed; without one it is crash.gdb beside this script. Without mlr the records
# that it would read are printed.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"
command -v mlr >/dev/null || mlr() { cat; }

st-parse-gdb -- "$@" |
	st-annotate |
	st-group |
	mlr --ijsonl --opprint unsparsify 'then' stats1 -a sum -f count -g state 'then' sort -f state
