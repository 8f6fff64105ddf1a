#!/bin/sh
# The crashes that systemd-coredump has recorded, grouped by their stacks.
#
#   sh coredumps.sh [SINCE]
#
# SINCE is a time for journalctl; default: today. Without journalctl, the command is printed.
# The message id of its messages about crashes:
set -- --output json --since "${1:-today}" MESSAGE_ID=fc2e22bc6ee647b6b90729ab34a250b1

if command -v journalctl >/dev/null; then
	journalctl --quiet "$@" | st-show
else
	echo "journalctl $* | st-show"
fi
