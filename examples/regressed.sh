#!/bin/sh
# What a release brought back: exceptions that were fixed in that release or an earlier one, with their issues.
#
#   sh regressed.sh [KNOWN RELEASE LOG ...]
#
# KNOWN is a file of known issues (st-records(5)), and RELEASE is the release that wrote the logs. By default,
# an issue of known.ndjson is marked as fixed in 1.4, and the log, orders.log, is that of 1.10.
if [ $# -eq 0 ]; then
	here=$(dirname "$0")
	fixed=$(mktemp) || exit 2
	trap 'rm -f "$fixed"' EXIT
	sh "$here/assign-issue.sh" >"$fixed"
	set -- "$fixed" 1.10 "$here/orders.log"
fi
known=$1 release=$2
shift 2

st-parse-pylog -- "$@" |
	st-annotate --known "$known" --release "$release" |
	st-group |
	jq -r 'select(.regressed) | "\(.issue.id): \(.signature): \(.count) in \(.release), fixed in \(.issue.fixed)"'
