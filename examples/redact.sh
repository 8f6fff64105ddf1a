#!/bin/sh
# Records that can be sent to others: passwords, tokens, keys, and addresses of mail and hosts are masked.
#
#   sh redact.sh [LOG ...]
#
# Default: a traceback with a password. `st-annotate --redact=all --preview` lists what would be masked.
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
if [ $# -eq 0 ]; then
	printf 'Traceback (most recent call last):\n  File "db.py", line 7, in connect\nOSError: no answer of postgres://shop:hunter2@db1/shop\n' >"$work/log"
	set -- "$work/log"
fi

st-parse-pylog -- "$@" >"$work/records"
parsed=$?
st-annotate --redact=all <"$work/records" && exit "$parsed"
