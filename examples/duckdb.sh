#!/bin/sh
# Queries groups with DuckDB, which reads their JSON. `by` is a keyword of SQL and needs quotes.
#
#   sh duckdb.sh [FILE ...]
#   st-parse-pylog LOG ... | sh duckdb.sh -
#
# FILE is what gdb, pstack or eu-stack printed, or records of any kind; by default crash.gdb beside this script.
# The columns are listed, since threads and exceptions have different ones. Without duckdb the query is printed.
[ $# -gt 0 ] || set -- "$(dirname "$0")/crash.gdb"
command -v duckdb >/dev/null || duckdb() { echo "$2"; }

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-gdb -- "$@" >"$records"
parsed=$?

st-annotate <"$records" |
	st-group |
	duckdb -c "select count, coalesce(exception.type, state) as what, frames[1].function as function, \"by\"
		from read_json('/dev/stdin', format = 'newline_delimited', columns = {count: 'bigint', state: 'varchar',
			exception: 'struct(type varchar)', frames: 'struct(function varchar)[]', \"by\": 'varchar'})
		order by count desc, function" &&
	exit "$parsed"
