#!/bin/sh
# Text to paste into an issue tracker: Markdown with the most important groups, and secrets masked.
#
#   sh tracker.sh [THING ...]
#
# THING is any argument of st-show; by default crash.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"

st-show --redact --format markdown -n 1 "$@"
