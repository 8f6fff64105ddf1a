#!/bin/sh
# What did it crash on? The thread that took the signal, with its arguments, and the reason where that is known.
#
#   sh crash.sh [CORE [EXECUTABLE]]
#
# CORE is a core file, or what a debugger printed of one; the executable is found by itself unless the core file is of
# another machine. Without arguments it is crash.gdb beside this script.
st-show ${2:+--exe "$2"} -n 1 "${1:-$(dirname "$0")/crash.gdb}"
