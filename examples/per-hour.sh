#!/bin/sh
# How many exceptions came in each hour? `--per day` counts days; `--by exception,hour` makes a group for each hour.
#
#   sh per-hour.sh [LOG ...]
#
# Default: orders.log beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/orders.log"

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-pylog -- "$@" >"$records"
parsed=$?

st-annotate <"$records" |
	st-group --by exception --per hour |
	jq -r '.exception.type as $type
		| .per + [{time: "unknown", count: (.count - ([.per[]?.count] | add // 0))}]
		| .[] | select(.count > 0) | [.time, .count, $type] | @tsv' |
	sort &&
	exit "$parsed"
