#!/bin/sh
# What does a Python process do? Dumps of py-spy, pystack or faulthandler are read like a debugger's text.
#
#   py-spy dump --pid 4711 | sh python-dump.sh -
#
# Default: a dump that Python makes of itself.
[ $# -eq 0 ] || exec st-show "$@"

python3 -c '
import faulthandler
def take_order():
    faulthandler.dump_traceback(all_threads=True)
take_order()' 2>&1 | st-show
