#!/bin/sh
# Follows a log that grows; Ctrl-C shows the exceptions that came.
#
#   sh follow.sh [LOG]
#
# By default it reads orders.log beside this script, and ends.
if [ $# -gt 0 ]; then
	tail -n 0 -F -- "$1"
else
	cat "$(dirname "$0")/orders.log"
fi | st-show --brief
