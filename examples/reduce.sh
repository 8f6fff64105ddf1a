#!/bin/sh
# The reduce of a MapReduce: see map.sh. Lines of equal keys come one after the other, of parts in their order.
#
#   sh reduce.sh [FILE ...]
#
# FILE is what map.sh wrote, sorted by its keys; without one, map.sh beside this script is asked for it.
here=$(dirname "$0")
if [ $# -gt 0 ]; then
	cat -- "$@"
else
	sh "$here/map.sh" | sort -s -t "$(printf '\t')" -k 1,1
fi |
	cut -f 2- |
	st-group --by fingerprint
