#!/bin/sh
# Why does it hang? Shows deadlocks first, then threads that run, and then what all others do.
#
#   sh hangs.sh [PROCESS]
#
# PROCESS is the number of a process; by default a capture of one that hangs, hang.ndjson beside this script.
st-show "${1:-$(dirname "$0")/hang.ndjson}"
