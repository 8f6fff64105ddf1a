#!/bin/sh
# Which exceptions, how often, since when? A line for each kind, the most frequent first.
#
#   sh exceptions.sh [LOG ...]
#
# Logs may be compressed. Default: orders.log beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/orders.log"

st-show --format table --sort count --columns count,first,last,name,function "$@"
