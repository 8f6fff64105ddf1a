#!/bin/sh
# A Python log read by several processes at once, each of which gets a part of it: the groups are those of the whole.
#
#   sh many-cores.sh [LOG [PROCESSES]]
#
# LOG is a file that is not compressed; without one it is orders.log beside this script, in 4 parts. It pays from some
# hundred MB on.
log=${1:-$(dirname "$0")/orders.log}
count=${2:-4}
parts=$(mktemp -d) || exit
trap 'rm -rf "$parts"' EXIT

# what is in quotes is for the shell of each part: $0 is the folder, then the log, how many parts, which one
# shellcheck disable=SC2016
seq "$count" |
	xargs -P "$count" -I{} sh -c '
		st-parse-pylog --split "$3/$2" -- "$1" | st-annotate | st-group >"$0/$3"' "$parts" "$log" "$count" {}
for i in $(seq "$count"); do
	cat "$parts/$i"
done |
	st-group |
	st-render
