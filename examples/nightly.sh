#!/bin/sh
# Groups a year of rotated logs. The groups of each log are kept, so that each is read only once; then all of them are
# grouped again. Run it each night: it reads only new logs.
#
#   sh nightly.sh [LOG ...]
#
# LOG are files whose contents and names no longer change (logrotate's dateext), oldest first, compressed or not;
# by default orders.log beside this script. A log that cannot be read is named, and tried again the next time. The groups
# are kept in the folder GROUPS_FOLDER, if that is set.
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
		# a log that could not be read, or only in part, does not count as done
		[ "$(cat "$groups.status")" -le 1 ] && mv "$groups.part" "$groups"
		rm -f "$groups.status" "$groups.part"
	fi
	[ -e "$groups" ] && cat "$groups"
done |
	st-group |
	st-render
