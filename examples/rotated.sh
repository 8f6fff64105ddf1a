#!/bin/sh
# All files of a rotated log, compressed or not, in any order: first and last come from the times in them.
#
#   sh rotated.sh [LOG ...]
#
# As in: sh rotated.sh /var/log/shop/app.log*. Default: orders.log beside this script, cut into two files.
if [ $# -eq 0 ]; then
	folder=$(mktemp -d) || exit 2
	trap 'rm -rf "$folder"' EXIT
	sed -n '21,$p' "$(dirname "$0")/orders.log" >"$folder/app.log"
	sed 20q "$(dirname "$0")/orders.log" | gzip >"$folder/app.log.1.gz"
	cd "$folder" || exit 2
	set -- app.log*
fi

st-show --brief "$@"
