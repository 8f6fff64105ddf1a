#!/bin/sh
# Something to paste into an issue tracker: Markdown of what matters most, secrets masked.
#
#   sh tracker.sh [THING ...]
#
# THING is whatever st-show takes; without one it is crash.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"

st-show --redact --format markdown -n 1 "$@"
