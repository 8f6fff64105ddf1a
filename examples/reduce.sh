#!/bin/sh
# The reduce step of a MapReduce: see map.sh. Lines with equal keys have to be together, those of earlier parts first.
#
#   sh reduce.sh [FILE ...]
#
# FILE is the output of map.sh, sorted by key; by default it runs map.sh beside this script.
here=$(dirname "$0")
records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
if [ $# -gt 0 ]; then
	cut -f 2- -- "$@" >"$records"
else
	sh "$here/map.sh" | sort -s -t "$(printf '\t')" -k 1,1 | cut -f 2- >"$records"
fi
cut=$?

st-group --by fingerprint "$records" && exit "$cut"
