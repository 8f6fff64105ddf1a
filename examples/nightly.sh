#!/bin/sh
# A year of rotated logs: each is read once, its groups are kept beside it, and all of them are grouped again. Run it
# each night: only what is new is read.
#
#   sh nightly.sh [LOG ...]
#
# LOG are files that no longer change, oldest first, compressed or not; without one it is orders.log beside this script.
# The groups are in the folder GROUPS_FOLDER; without one they are not kept.
[ $# -gt 0 ] || set -- "$(dirname "$0")/orders.log"
folder=${GROUPS_FOLDER:-}
if [ -z "$folder" ]; then
	folder=$(mktemp -d) || exit
	trap 'rm -rf "$folder"' EXIT
fi

for log; do
	groups=$folder/$(basename "$log").groups
	if [ ! -e "$groups" ]; then
		# one that was cut short does not count as done
		st-parse-pylog -- "$log" | st-annotate | st-group >"$groups.part" && mv "$groups.part" "$groups"
	fi
	cat "$groups"
done |
	st-group |
	st-render
