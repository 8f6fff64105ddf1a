#!/bin/sh
# Puts records into a table of SQLite and queries it: which functions have the most threads, or raise the most exceptions?
#
#   sh sqlite.sh [FILE ...]
#   st-parse-pylog LOG ... | sh sqlite.sh -
#
# FILE is what gdb, pstack or eu-stack printed, or records of any kind; by default crash.gdb beside this script.
# `by` is a keyword of SQL and needs quotes. Without sqlite3 the commands are printed.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"
command -v sqlite3 >/dev/null || sqlite3() { cat; }

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-gdb -- "$@" >"$records"
parsed=$?

st-annotate <"$records" |
	jq -r "\"insert into records values ('\" + (tojson | gsub(\"'\"; \"''\")) + \"');\"" |
	{
		echo 'create table records (record text);'
		cat
		echo "select json_extract(record, '\$.frames[0].function') as function, count(*) from records
			where json_extract(record, '\$.type') in ('thread', 'traceback') group by 1 order by 2 desc, 1;"
	} | sqlite3 &&
	exit "$parsed"
