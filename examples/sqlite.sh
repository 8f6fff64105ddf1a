#!/bin/sh
# Records in a table of SQLite, and a question to it: which functions the most threads stand in, or exceptions come from.
#
#   sh sqlite.sh [FILE ...]
#   st-parse-pylog LOG ... | sh sqlite.sh -
#
# FILE is what gdb, pstack or eu-stack printed, or records of any kind; without one it is crash.gdb beside this script.
# `by` is a word of SQL: it needs quotes. Without sqlite3 the commands are printed.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"
command -v sqlite3 >/dev/null || sqlite3() { cat; }

st-parse-gdb -- "$@" |
	st-annotate |
	jq -r "\"insert into records values ('\" + (tojson | gsub(\"'\"; \"''\")) + \"');\"" |
	{
		echo 'create table records (record text);'
		cat
		echo "select json_extract(record, '\$.frames[0].function') as function, count(*) from records
			where json_extract(record, '\$.type') in ('thread', 'traceback') group by 1 order by 2 desc, 1;"
	} | sqlite3
