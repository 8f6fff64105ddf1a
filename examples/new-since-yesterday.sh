#!/bin/sh
# What is new since yesterday? Shows the exceptions of a log of a kind that is not in an older log.
#
#   sh new-since-yesterday.sh [YESTERDAY TODAY]
#
# Logs may be compressed. By default today's log is orders.log beside this script, and yesterday's its beginning.
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
if [ $# -ne 2 ]; then
	set -- "$work/yesterday.log" "$(dirname "$0")/orders.log"
	sed 20q "$2" >"$1"
fi

st-parse-pylog -- "$1" | st-annotate | st-group >"$work/known"
st-show --known "$work/known" --new-only "$2"
