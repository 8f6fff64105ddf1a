#!/bin/sh
# The map and the combine of a MapReduce: groups of the records that it reads, in lines of KEY TAB RECORD. All lines of
# a key go to one reduce.sh. Here with sort(1) in place of Hadoop, Spark or the like:
#
#   sh map.sh PART1 >1; sh map.sh PART2 >2; cat 1 2 | sort -s -t "$(printf '\t')" -k 1,1 | sh reduce.sh -
#
#   sh map.sh [FILE ...]
#
# FILE is records; without one it is those of orders.log beside this script. The key is the fingerprint: what has none is
# all under one key.
here=$(dirname "$0")
if [ $# -gt 0 ]; then
	st-annotate -- "$@"
else
	st-parse-pylog "$here/orders.log" | st-annotate
fi |
	st-group --by fingerprint |
	jq -rR '[(fromjson | .fingerprint // "none"), .] | join("\t")'
