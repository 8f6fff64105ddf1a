#!/bin/sh
# Prunes a file of known issues: writes only the lines whose exceptions are in the logs. The others have not been seen
# lately.
#
#   sh prune.sh KNOWN LOG ... >pruned.ndjson && mv pruned.ndjson KNOWN
#
# By default the file is known.ndjson and the log is orders.log, both beside this script. If a log cannot
# be read, nothing is pruned.
here=$(dirname "$0")
[ $# -gt 0 ] || set -- "$here/known.ndjson" "$here/orders.log"
known=$1
shift

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
st-parse-pylog -- "$@" >"$work/records" || exit
st-annotate --known "$known" --unused "$work/records" 2>"$work/said" >"$work/judged" || {
	cat "$work/said" >&2
	exit 2
}
jq -c 'select(.unused) | .fingerprint' "$work/judged" >"$work/unused"
jq -c --slurpfile unused "$work/unused" 'select(.fingerprint | IN($unused[]) | not)' "$known"
