#!/bin/sh
# The map and combine steps of a MapReduce: groups the records that it reads, and writes lines of KEY TAB RECORD. All
# lines with one key have to go to one reduce.sh. With sort(1) in place of Hadoop, Spark or the like:
#
#   sh map.sh PART1 >1; sh map.sh PART2 >2; cat 1 2 | sort -s -t "$(printf '\t')" -k 1,1 | sh reduce.sh -
#
#   sh map.sh [FILE ...]
#
# FILE has records; by default those of orders.log beside this script. The key is the fingerprint; records without one
# have one key.
here=$(dirname "$0")
records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
if [ $# -gt 0 ]; then
	st-annotate -- "$@" >"$records"
else
	st-parse-pylog "$here/orders.log" | st-annotate >"$records"
fi
annotated=$?

st-group --by fingerprint "$records" |
	jq -rR '[(fromjson | .fingerprint // "none"), .] | join("\t")' &&
	exit "$annotated"
