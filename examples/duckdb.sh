#!/bin/sh
# Groups asked with DuckDB, which reads them as they are. `by` is a word of SQL: it needs quotes.
#
#   sh duckdb.sh [FILE ...]
#   st-parse-pylog LOG ... | sh duckdb.sh -
#
# FILE is what gdb, pstack or eu-stack printed, or records of any kind; without one it is crash.gdb beside this script.
# The columns are named, since threads have others than exceptions. Without duckdb the question is printed.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"
command -v duckdb >/dev/null || duckdb() { echo "$2"; }

st-parse-gdb -- "$@" |
	st-annotate |
	st-group |
	duckdb -c "select count, coalesce(exception.type, state) as what, frames[1].function as function, \"by\"
		from read_json('/dev/stdin', format = 'newline_delimited', columns = {count: 'bigint', state: 'varchar',
			exception: 'struct(type varchar)', frames: 'struct(function varchar)[]', \"by\": 'varchar'})
		order by count desc, function"
