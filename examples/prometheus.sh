#!/bin/sh
# Exceptions as metrics: a file for the textfile collector of Prometheus' node_exporter.
#
#   sh prometheus.sh LOG ... >/var/lib/node_exporter/shop.prom.$$ && mv …
#
# Default: orders.log beside this script.
[ $# -gt 0 ] || set -- "$(dirname "$0")/orders.log"

st-show --format prometheus "$@"
