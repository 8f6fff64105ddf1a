#!/bin/sh
# Assigns an issue to the known issues with a fingerprint, and perhaps the release in which it was fixed. Writes the
# changed file to standard output.
#
#   sh assign-issue.sh KNOWN FINGERPRINT ID [FIXED] >assigned.ndjson && mv assigned.ndjson KNOWN
#
# By default the file is known.ndjson beside this script, and its second line gets the issue SHOP-21,
# fixed in 1.4.
if [ $# -eq 0 ]; then
	known=$(dirname "$0")/known.ndjson
	set -- "$known" "$(sed -n 2p "$known" | jq -r .fingerprint)" SHOP-21 1.4
fi

jq -c --arg fingerprint "$2" --arg id "$3" --arg fixed "${4-}" '
	if .fingerprint == $fingerprint
	then .issue += {id: $id} + if $fixed == "" then {} else {fixed: $fixed} end
	else . end' "$1"
