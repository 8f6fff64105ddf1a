#!/bin/sh
# What a release brought back: exceptions that were fixed in that release or an earlier one, with their issues.
#
#   sh regressed.sh [KNOWN RELEASE LOG ...]
#
# KNOWN is a file of known issues (st-records(5)), and RELEASE is the release that wrote the logs. By default,
# an issue of known.ndjson is marked as fixed in 1.4, and the log, orders.log, is that of 1.10.
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
if [ $# -eq 0 ]; then
	here=$(dirname "$0")
	sh "$here/assign-issue.sh" >"$work/fixed"
	set -- "$work/fixed" 1.10 "$here/orders.log"
fi
known=$1 release=$2
shift 2

st-parse-pylog -- "$@" >"$work/records"
parsed=$?
st-annotate --known "$known" --release "$release" "$work/records" >"$work/judged"
judged=$?

st-group "$work/judged" |
	jq -r 'select(.regressed) | "\(.issue.id): \(.signature): \(.count) in \(.release), fixed in \(.issue.fixed)"' &&
	exit $((parsed > judged ? parsed : judged))
