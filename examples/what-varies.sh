#!/bin/sh
# Which keys, attributes or paths vary within one kind of exception? Shows its messages with `*` for what varies, how
# often each came, and the values of `*`.
#
#   sh what-varies.sh [LOG ...]
#
# Default: a log with three missing keys.
if [ $# -eq 0 ]; then
	for key in price user price; do
		printf 'Traceback (most recent call last):\n  File "shop.py", line 7, in total\nKeyError: %s\n' "'$key'"
	done
else
	cat -- "$@"
fi |
	st-parse-pylog |
	st-annotate |
	st-group |
	jq -r '.exception.type as $type
		| (.messages[]? | "\(.count) \($type): \(.template)", (.values[]? | "    \(.count) \(.value)")),
			(select(.messages == null) | "\(.count) \($type)")'
