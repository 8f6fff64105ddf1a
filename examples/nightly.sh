#!/bin/sh
# A year of rotated logs: each is read once, its groups are kept beside it, and all of them are grouped again. Run it
# each night: only what is new is read.
#
#   sh nightly.sh [LOG ...]
#
# LOG are files that no longer change, nor do their names (logrotate's dateext), oldest first, compressed or not; without
# one it is orders.log beside this script. A log that cannot be read is named, and tried again the next time. The groups
# are in the folder GROUPS_FOLDER; without one they are not kept.
[ $# -gt 0 ] || set -- "$(dirname "$0")/orders.log"
folder=${GROUPS_FOLDER:-}
if [ -z "$folder" ]; then
	folder=$(mktemp -d) || exit
	trap 'rm -rf "$folder"' EXIT
fi

for log; do
	groups=$folder/$(basename "$log").groups
	if [ ! -e "$groups" ]; then
		{
			st-parse-pylog -- "$log"
			echo $? >"$groups.status"
		} | st-annotate | st-group >"$groups.part"
		# what could not be read, or was cut short, does not count as done
		[ "$(cat "$groups.status")" -le 1 ] && mv "$groups.part" "$groups"
		rm -f "$groups.status" "$groups.part"
	fi
	[ -e "$groups" ] && cat "$groups"
done |
	st-group |
	st-render
