#!/bin/sh
# The exceptions of some logs that are new, or that were fixed and are back: the report of every night. Where
# there are none, it writes nothing, and cron sends no mail:
#
#   sh new-exceptions.sh KNOWN LOG ...
#   0 6 * * * sh new-exceptions.sh /srv/shop/known.ndjson /var/log/shop/app.log-$(date -d yesterday +\%Y\%m\%d)*
#
# KNOWN is a file of known issues (st-records(5)); logs may be compressed. Without arguments nothing is known,
# and the log is orders.log beside this script.
[ $# -gt 0 ] || set -- /dev/null "$(dirname "$0")/orders.log"
known=$1
shift

st-parse-pylog -- "$@" |
	st-annotate --known "$known" --new-only |
	st-group |
	st-render
