#!/bin/sh
# Adopts the exceptions of some logs: appends those that are not known yet to the file of known issues, one on each
# line, and shows their signatures.
#
#   sh adopt.sh [KNOWN LOG ...]
#
# KNOWN is a file of known issues (st-records(5)); `: >KNOWN` makes an empty one. By default it is an empty file, which
# is removed afterwards, and the log is orders.log beside this script.
if [ $# -eq 0 ]; then
	empty=$(mktemp) || exit 2
	trap 'rm -f "$empty"' EXIT
	set -- "$empty" "$(dirname "$0")/orders.log"
fi
known=$1
shift

st-parse-pylog -- "$@" |
	st-annotate --known "$known" |
	jq -c 'select(.known == false)' |
	st-group --by fingerprint |
	tee -a "$known" |
	jq -r .signature
