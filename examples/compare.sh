#!/bin/sh
# What is new, gone, more or less than in an earlier look?
#
#   sh compare.sh [BEFORE AFTER]
#
# BEFORE and AFTER are what gdb, pstack or eu-stack printed; by default healthy.gdb and deadlock.gdb beside
# this script.
here=$(dirname "$0")
[ $# -gt 0 ] || set -- "$here/healthy.gdb" "$here/deadlock.gdb"
: "${2:?wants BEFORE and AFTER}"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

st-parse-gdb -- "$1" >"$work/records"
[ $? -le 1 ] || exit 2
st-annotate "$work/records" >"$work/before"
st-show --was "$work/before" --brief "$2"
