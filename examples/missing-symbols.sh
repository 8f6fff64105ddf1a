#!/bin/sh
# What has no debug symbols? How many frames of each shared object have no function, or no line in a file.
#
#   sh missing-symbols.sh [FILE ...]
#
# FILE is what gdb printed. Without one it is crash.gdb beside this script, which has all symbols but for its own
# program's start. For each shared object Debian has a package of symbols: find-dbgsym-packages SHARED-OBJECT names it.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"

st-parse-gdb -- "$@" |
	jq -r '(.process.exe // .process.command // "the program") as $exe | .frames[]
		| [if (.function // "??") == "??" then "no function" elif .file == null then "no line" else "complete" end,
			.module // (if .file then "with source" else $exe end)] | @tsv' |
	sort | uniq -c
