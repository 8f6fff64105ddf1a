#!/bin/sh
# If there is no debugger on the machine, or the process must not be stopped: shows what the kernel and the process's memory
# tell about threads: states, system calls, locks, CPU times. For stacks, copy st-collect (one file) to a machine with gdb.
#
#   sh no-debugger.sh [PROCESS]
#
# PROCESS is the number of a process; without one it is the shell that runs this script.
st-show --tool none "${1:-$$}"
