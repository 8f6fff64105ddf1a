#!/bin/sh
# Groups asked with DuckDB, which reads them as they are. `by` is a word of SQL: it needs quotes.
#
#   sh duckdb.sh [FILE ...]
#
# FILE is what gdb, pstack or eu-stack printed; without one it is crash.gdb beside this script. Without duckdb the
# question is printed.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"
command -v duckdb >/dev/null || duckdb() { echo "$2"; }

st-parse-gdb -- "$@" |
	st-annotate |
	st-group |
	duckdb -c "select count, state, frames[1].function as function, \"by\"
		from read_json('/dev/stdin', format = 'newline_delimited') order by count desc, function"
