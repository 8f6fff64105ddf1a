#!/bin/sh
# Many processes of one server: shows each stack once, with the numbers of threads and processes that have it.
#
#   sh many-processes.sh [THING ...]
#
# THING is the number of a process, or what a debugger printed. For all processes of a program: st-show --name PROGRAM.
# Default: healthy.gdb and deadlock.gdb beside this script.
here=$(dirname "$0")
[ $# -gt 0 ] || set -- "$here/healthy.gdb" "$here/deadlock.gdb"

st-show --by functions --brief "$@"
