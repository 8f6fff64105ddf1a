#!/bin/sh
# Why did it crash? Shows the thread that took the signal, with its arguments, and the reason if that is known.
#
#   sh crash.sh [CORE [EXECUTABLE]]
#
# CORE is a core file, or what a debugger printed about one. EXECUTABLE is only needed if the core file is from another
# machine. Default: crash.gdb beside this script.
st-show ${2:+--exe "$2"} -n 1 "${1:-$(dirname "$0")/crash.gdb}"
