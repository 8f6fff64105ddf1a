#!/bin/sh
# The exceptions in the logs of many hosts: each host reads its own log, and sends only groups over the network.
#
#   sh hosts.sh [LOG HOST ...]
#
# LOG is the path of the log on each HOST, which ssh can reach ($SSH is used in place of ssh) and which has
# st-parse-pylog, st-annotate and st-group in its PATH. A HOST of `-` is this machine. Default: orders.log beside
# this script, on this machine.
#
# If a host fails, a message names it, and the status is 1. If GROUPS_FOLDER is set, it keeps the groups of the others, and
# the next run asks only the hosts that failed.
[ $# -gt 0 ] || set -- "$(dirname "$0")/orders.log" -
: "${2:?wants LOG and HOST}"
log=$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")
shift
folder=${GROUPS_FOLDER:-}
if [ -z "$folder" ]; then
	folder=$(mktemp -d) || exit
	trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder" || exit
ssh=${SSH:-ssh -o BatchMode=yes -o ServerAliveInterval=15}

read_on() { # HOST
	# shellcheck disable=SC2086 # several words
	if [ "$1" = - ]; then set -- sh; else set -- $ssh "$1" sh; fi
	"$@" <<-END
		status=\$(mktemp) || exit
		trap 'rm -f "\$status"' EXIT
		{ st-parse-pylog -- '$log'; echo \$? >"\$status"; } | st-annotate | st-group &&
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
