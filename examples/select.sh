#!/bin/sh
# Only exceptions of one logger since some time: jq selects them between two stages.
#
#   sh select.sh [LOGGER SINCE LOG ...]
#
# SINCE is a time or the beginning of one, such as 2026-11-24T11:37. Default: some of orders.log beside this script.
[ $# -gt 0 ] || set -- shop.orders 2026-11-24T11:37:55.745 "$(dirname "$0")/orders.log"
: "${3:?wants LOGGER, SINCE and LOG}"
logger=$1 since=$2
shift 2

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
st-parse-pylog -- "$@" >"$records"
parsed=$?

jq -c --arg logger "$logger" --arg since "$since" 'select(.log.logger == $logger and .log.time >= $since)' <"$records" |
	st-annotate |
	st-group |
	st-render &&
	exit "$parsed"
