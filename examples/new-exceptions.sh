#!/bin/sh
# A nightly report: the exceptions of some logs that are new, or were fixed and have come back. If there are
# none, it writes nothing, so cron sends no mail:
#
#   sh new-exceptions.sh KNOWN LOG ...
#   0 6 * * * sh new-exceptions.sh /srv/shop/known.ndjson /var/log/shop/app.log-$(date -d yesterday +\%Y\%m\%d)*
#
# KNOWN is a file of known issues (st-records(5)); logs may be compressed. By default nothing is known,
# and the log is orders.log beside this script.
[ $# -gt 0 ] || set -- /dev/null "$(dirname "$0")/orders.log"
known=$1
shift

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
st-parse-pylog -- "$@" >"$work/records"
parsed=$?
st-annotate --known "$known" --new-only "$work/records" >"$work/new"
judged=$?

st-group "$work/new" >"$work/groups" && st-render "$work/groups" && exit $((parsed > judged ? parsed : judged))
