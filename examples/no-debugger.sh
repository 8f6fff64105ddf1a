#!/bin/sh
# No debugger on the machine, or the process must not be stopped: what the kernel and the process's memory say of its
# threads: their states, system calls, locks and CPU time. For stacks take st-collect, one file, to a machine with gdb.
#
#   sh no-debugger.sh [PROCESS]
#
# PROCESS is the number of a process; without one it is the shell that runs this script.
st-show --tool none "${1:-$$}"
