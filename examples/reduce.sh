#!/bin/sh
# The reduce step of a MapReduce: see map.sh. Lines with equal keys have to be together, those of earlier parts first.
#
#   sh reduce.sh [FILE ...]
#
# FILE is the output of map.sh, sorted by key; by default it runs map.sh beside this script.
here=$(dirname "$0")
if [ $# -gt 0 ]; then
	cat -- "$@"
else
	sh "$here/map.sh" | sort -s -t "$(printf '\t')" -k 1,1
fi |
	cut -f 2- |
	st-group --by fingerprint
