#!/bin/sh
# Which files lack debug symbols? Counts, for each shared object, frames without a function or without a source line.
#
#   sh missing-symbols.sh [FILE ...]
#
# FILE is what gdb printed; by default crash.gdb beside this script, where only the program's start has no symbols.
# Debian has a package of symbols for each shared object: find-dbgsym-packages SHARED-OBJECT names it.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-gdb -- "$@" >"$records"
parsed=$?

jq -r '(.process.exe // .process.command // "the program") as $exe | .frames[]
	| [if (.function // "??") == "??" then "no function" elif .file == null then "no line" else "complete" end,
		.module // (if .file then "with source" else $exe end)] | @tsv' "$records" |
	sort | uniq -c &&
	exit "$parsed"
