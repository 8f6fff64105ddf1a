#!/bin/sh
# Many processes of one server: each stack is shown once, with how many threads of how many processes have it.
#
#   sh many-processes.sh [THING ...]
#
# THING is the number of a process, or what a debugger printed; for all processes of a program: st-show --name PROGRAM.
# Without one they are healthy.gdb and deadlock.gdb beside this script.
here=$(dirname "$0")
[ $# -gt 0 ] || set -- "$here/healthy.gdb" "$here/deadlock.gdb"

st-show --by functions --brief "$@"
