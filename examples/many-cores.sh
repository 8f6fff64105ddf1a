#!/bin/sh
# Reads a Python log with several processes at once, each of which reads a part. The groups are those of the whole log.
#
#   sh many-cores.sh [LOG [PROCESSES]]
#
# LOG is an uncompressed file; by default orders.log beside this script, in 4 parts. This is worth it for logs of some
# hundred MB or more.
log=${1:-$(dirname "$0")/orders.log}
count=${2:-4}
[ "$count" -gt 0 ] || exit 2
parts=$(mktemp -d) || exit
trap 'rm -rf "$parts"' EXIT

# the quoted commands are run by a shell for each part, with the folder ($0), the log, the number of parts, and the part
# shellcheck disable=SC2016
seq "$count" |
	xargs -P "$count" -I{} sh -c '
		{ st-parse-pylog --split "$3/$2" -- "$1"; echo $? >"$0/$3.status"; } |
			st-annotate | st-group >"$0/$3"' "$parts" "$log" "$count" {}
for i in $(seq "$count"); do
	cat "$parts/$i"
done |
	st-group |
	st-render &&
	exit "$(sort -n "$parts"/*.status | tail -n 1)" # the worst of the parts
