#!/bin/sh
# Exceptions as OpenTelemetry log records, in one request for its collector:
#
#   sh opentelemetry.sh LOG ... |
#   curl -sH 'Content-Type: application/json' --data-binary @- localhost:4318/v1/logs
#
# Default: orders.log beside this script. st-render writes a request for each record, as OpenTelemetry's files have them; jq
# makes one of all.
[ $# -gt 0 ] || set -- "$(dirname "$0")/orders.log"

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-pylog --raw -- "$@" >"$records"
parsed=$?

st-annotate <"$records" |
	st-render --format otlp |
	jq -c -s '{resourceLogs: map(.resourceLogs[])}' &&
	exit "$parsed"
