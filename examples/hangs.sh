#!/bin/sh
# Why does it hang? Who waits for whom, what runs, and what all others do, the most interesting first.
#
#   sh hangs.sh [PROCESS]
#
# PROCESS is the number of a process; without one it is a capture of one that hangs, hang.ndjson beside this script.
st-show "${1:-$(dirname "$0")/hang.ndjson}"
