#!/bin/sh
# What is new since yesterday? Shows the exceptions of a log of a kind that is not in an older log.
#
#   sh new-since-yesterday.sh [YESTERDAY TODAY]
#
# Logs may be compressed. By default today's log is orders.log beside this script, and yesterday's its beginning.
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
if [ $# -eq 0 ]; then
	set -- "$work/yesterday.log" "$(dirname "$0")/orders.log"
	sed 20q "$2" >"$1"
fi
: "${2:?wants YESTERDAY and TODAY}"

st-parse-pylog -- "$1" >"$work/records"
[ $? -le 1 ] || exit 2
st-annotate "$work/records" | st-group >"$work/known"
st-show --known "$work/known" --new-only "$2"
