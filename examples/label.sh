#!/bin/sh
# Rules of one's own, my-rules.json: the threads get roles and states, and frames that say nothing
# are taken off.
#
#   sh label.sh [FILE ...]
#
# FILE is what gdb printed; without one it is crash.gdb and deadlock.gdb beside this script.
here=$(dirname "$0")
[ $# -gt 0 ] || set -- "$here/crash.gdb" "$here/deadlock.gdb"

st-parse-gdb -- "$@" |
	st-annotate --rules "$here/my-rules.json" |
	st-group |
	st-render
