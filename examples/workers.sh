#!/bin/sh
# Are all workers busy? Shows how many threads have each role and state.
#
#   sh workers.sh [THING ...]
#
# THING is any argument of st-show: a process, a debugger's log, records. Default: crash.gdb beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"

st-show --by role,state --format table --columns count,role,state "$@"
