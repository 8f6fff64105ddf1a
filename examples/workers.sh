#!/bin/sh
# Are all workers busy? How many threads there are of each role and in each state.
#
#   sh workers.sh [THING ...]
#
# THING is whatever st-show takes: a process, a debugger's log, records. Without one it is crash.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"

st-show --by role,state --format table --columns count,role,state "$@"
