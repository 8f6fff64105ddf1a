#!/bin/sh
# Which keys, attributes or paths vary within one kind of exception? Shows its messages with `*` for what varies, how
# often each came, and the values of `*`.
#
#   sh what-varies.sh [LOG ...]
#
# Default: a log with three missing keys.
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
if [ $# -eq 0 ]; then
	for key in price user price; do
		printf 'Traceback (most recent call last):\n  File "shop.py", line 7, in total\nKeyError: %s\n' "'$key'"
	done >"$work/log"
	set -- "$work/log"
fi
st-parse-pylog -- "$@" >"$work/records"
parsed=$?

st-annotate <"$work/records" |
	st-group |
	jq -r '.exception.type as $type
		| (.messages[]? | "\(.count) \($type): \(.template)", (.values[]? | "    \(.count) \(.value)")),
			(select(.messages == null) | "\(.count) \($type)")' &&
	exit "$parsed"
