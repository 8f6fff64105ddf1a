#!/bin/sh
# Exceptions with the field names of the Elastic Common Schema, one document on each line.
#
#   sh ecs.sh [LOG ...]
#
# Default: orders.log beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/orders.log"

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-pylog --raw -- "$@" >"$records"
parsed=$?

st-annotate <"$records" |
	jq -c '
		select(.type == "traceback")
		| {"@timestamp": .log.time, message: (.log.message // .signature),
			log: {level: .log.level, logger: .log.logger},
			error: {type: .exception.type, message: .exception.message, stack_trace: .raw, grouping_key: .fingerprint},
			process: {pid: .log.pid}}
		| del(.. | nulls)
		| del(.[] | select(. == {}))' &&
	exit "$parsed"
