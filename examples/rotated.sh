#!/bin/sh
# All of a rotated log, compressed or not, in the shell's order: first and last are found by the times.
#
#   sh rotated.sh [LOG ...]
#
# as in: sh rotated.sh /var/log/shop/app.log*. Without a LOG it is orders.log beside this script, as two files.
if [ $# -eq 0 ]; then
	folder=$(mktemp -d) || exit 2
	trap 'rm -rf "$folder"' EXIT
	sed -n '21,$p' "$(dirname "$0")/orders.log" >"$folder/app.log"
	sed 20q "$(dirname "$0")/orders.log" | gzip >"$folder/app.log.1.gz"
	cd "$folder" || exit 2
	set -- app.log*
fi

st-show --brief "$@"
