#!/bin/sh
# Groups a year of rotated logs. The groups of each log are kept, so that each is read only once; then all of them are
# grouped again. Run it each night: it reads only new logs.
#
#   sh nightly.sh [LOG ...]
#
# LOG are files whose contents and names no longer change (logrotate's dateext), oldest first, compressed or not;
# by default orders.log beside this script. A log that cannot be read is named and tried again the next time, and the
# status is 1. The groups are kept in the folder GROUPS_FOLDER, if that is set.
[ $# -gt 0 ] || set -- "$(dirname "$0")/orders.log"
folder=${GROUPS_FOLDER:-}
if [ -z "$folder" ]; then
	folder=$(mktemp -d) || exit
	trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder" || exit

for log; do
	# logs of several folders may have one name: the folder's checksum tells them apart
	place=$(cd "$(dirname "$log")" && pwd | cksum | tr ' ' -)
	groups=$folder/$(basename "$log").$place.groups
	if [ ! -e "$groups" ]; then
		# a log that could not be read does not count as done
		{
			st-parse-pylog -- "$log"
			echo $? >"$groups.status"
		} | st-annotate | st-group >"$groups.part" &&
			[ "$(cat "$groups.status")" -le 1 ] &&
			mv "$groups.part" "$groups"
		rm -f "$groups.status" "$groups.part"
	fi
	cat "$groups" 2>/dev/null || : >"$folder/missing"
done |
	st-group |
	st-render
! rm "$folder/missing" 2>/dev/null
