#!/bin/sh
# Groups as a request for the bulk interface of Elasticsearch, in which a line before each group names its index.
#
#   sh elasticsearch-bulk.sh [FILE ...] |
#   curl -sH 'Content-Type: application/x-ndjson' --data-binary @- localhost:9200/_bulk
#
#   st-parse-pylog LOG ... | sh elasticsearch-bulk.sh - | curl …
#
# FILE is what gdb, pstack or eu-stack printed, or records of any kind; by default crash.gdb beside this script.
# A document may have at most 10,000 nested objects, so only some members are listed; map `frames` and `members` as
# nested or flattened.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-gdb -- "$@" >"$records"
parsed=$?

st-annotate <"$records" |
	st-group --members 100 |
	jq -c '{index: ({_index: "stacktraces"} + if .fingerprint then {_id: .fingerprint} else {} end)}, .' &&
	exit "$parsed"
