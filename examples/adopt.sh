#!/bin/sh
# Adopts the exceptions of some logs: appends those that are not known yet to the file of known issues, one on each
# line, and shows their signatures.
#
#   sh adopt.sh [KNOWN LOG ...]
#
# KNOWN is a file of known issues (st-records(5)); `: >KNOWN` makes an empty one. By default it is an empty file, which
# is removed afterwards, and the log is orders.log beside this script.
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
if [ $# -eq 0 ]; then
	: >"$work/known"
	set -- "$work/known" "$(dirname "$0")/orders.log"
fi
known=$1
shift

st-parse-pylog -- "$@" >"$work/records"
parsed=$?
st-annotate --known "$known" "$work/records" >"$work/judged" || exit

jq -c 'select(.known == false)' "$work/judged" |
	st-group --by fingerprint |
	tee -a "$known" |
	jq -r .signature &&
	exit "$parsed"
