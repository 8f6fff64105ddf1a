#!/bin/sh
# A step of CI that fails if the logs of a test run have unknown exceptions, or known ones that were fixed. It shows
# them and ends with status 3, or with 2 or 1 if something could not be read. It ends with 0 only if all stages did.
#
#   sh ci.sh [KNOWN LOG ...]
#
# KNOWN is a file of known issues (st-records(5)). By default it is known.ndjson, and the log is
# orders.log, both beside this script. The stages write to files, since a pipeline would have only the status of its
# last command.
here=$(dirname "$0")
[ $# -gt 0 ] || set -- "$here/known.ndjson" "$here/orders.log"
known=$1
shift

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
st-parse-pylog -- "$@" >"$work/records"
parsed=$?
st-annotate --known "$known" --new-only --fail-on-new "$work/records" >"$work/new"
judged=$?

st-group "$work/new" >"$work/groups" && st-render "$work/groups" || exit
[ "$parsed" -eq 0 ] || exit "$parsed"
[ "$judged" -eq 0 ] || exit "$judged"
printf 'nothing new\n'
