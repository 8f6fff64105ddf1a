#!/bin/sh
# The crashes that systemd-coredump has noted, together by their stacks.
#
#   sh coredumps.sh [SINCE]
#
# SINCE is a time as journalctl takes it, by default today. Where there is no journal, the command is printed.
# Its messages of crashes have this number:
set -- --output json --since "${1:-today}" MESSAGE_ID=fc2e22bc6ee647b6b90729ab34a250b1

if command -v journalctl >/dev/null; then
	journalctl --quiet "$@" | st-show
else
	echo "journalctl $* | st-show"
fi
