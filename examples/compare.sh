#!/bin/sh
# What is new, gone, more or less than in an earlier look?
#
#   sh compare.sh [BEFORE AFTER]
#
# BEFORE and AFTER are what gdb, pstack or eu-stack printed; by default healthy.gdb and deadlock.gdb beside
# this script.
here=$(dirname "$0")
[ $# -eq 2 ] || set -- "$here/healthy.gdb" "$here/deadlock.gdb"
before=$(mktemp) || exit 2
trap 'rm -f "$before"' EXIT

st-parse-gdb -- "$1" | st-annotate >"$before"
st-show --was "$before" --brief "$2"
