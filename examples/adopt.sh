#!/bin/sh
# Adopts the exceptions of some logs: those that are not known yet are appended to the file of known issues, a
# line for each, and their signatures are shown.
#
#   sh adopt.sh [KNOWN LOG ...]
#
# KNOWN is a file of known issues (st-records(5)); `: >KNOWN` makes an empty one. Without arguments it is an empty
# file that is removed afterwards, and the log is orders.log beside this script.
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
