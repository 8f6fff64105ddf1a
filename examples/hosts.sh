#!/bin/sh
# The exceptions in a log that many hosts have: each host reads its own, and only groups come over the network.
#
#   sh hosts.sh [LOG HOST ...]
#
# LOG is the name of the log on each HOST; the host is one that ssh can reach (SSH is another command for that), and has
# st-parse-pylog, st-annotate and st-group in its PATH. `-` is this machine. Without arguments it is orders.log beside
# this script, on this machine.
#
# A host that fails is named, and the status is 1. What the others gave is in GROUPS_FOLDER, if that is set: run again, and
# only hosts that failed are asked once more.
[ $# -gt 1 ] || set -- "$(dirname "$0")/orders.log" -
log=$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")
shift
folder=${GROUPS_FOLDER:-}
if [ -z "$folder" ]; then
	folder=$(mktemp -d) || exit
	trap 'rm -rf "$folder"' EXIT
fi
ssh=${SSH:-ssh -o BatchMode=yes -o ServerAliveInterval=15}

read_on() { # HOST
	# shellcheck disable=SC2086 # several words
	if [ "$1" = - ]; then set -- sh; else set -- $ssh "$1" sh; fi
	"$@" <<-END
		status=\$(mktemp) || exit
		trap 'rm -f "\$status"' EXIT
		{ st-parse-pylog -- '$log'; echo \$? >"\$status"; } | st-annotate | st-group
		[ "\$(cat "\$status")" -le 1 ]
	END
}

for host; do
	groups=$folder/$host.groups
	[ -e "$groups" ] ||
		{ read_on "$host" >"$groups.part" && mv "$groups.part" "$groups"; } &
done
wait

for host; do
	if [ -e "$folder/$host.groups" ]; then
		cat "$folder/$host.groups"
	else
		printf 'hosts.sh: %s: no groups\n' "$host" >&2
		: >"$folder/missing"
	fi
done |
	st-group |
	st-render
! rm "$folder/missing" 2>/dev/null
