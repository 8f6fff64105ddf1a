#!/bin/sh
# What does a Python process do? A dump of py-spy, pystack or faulthandler is read like any debugger's text.
#
#   py-spy dump --pid 4711 | sh python-dump.sh -
#
# Without an argument it is a dump that Python makes of itself.
[ $# -eq 0 ] || exec st-show "$@"

python3 -c '
import faulthandler
def take_order():
    faulthandler.dump_traceback(all_threads=True)
take_order()' 2>&1 | st-show
