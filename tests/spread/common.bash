# Functions for the tests of work spread over cores and hosts: a folder, servers that end with the test, comparisons.
# shellcheck shell=bash

# Makes the test's own folder. When the test ends, before_end() is called if it exists; then the processes of run() are
# ended and the folder is removed.
begin() { # NAME
	name=$1 pids=''
	site=$(mktemp -d "${TMPDIR:-/tmp}/st-$name.XXXXXX") || exit 2
	cd "$site" || exit 2
	trap finish EXIT
	trap 'exit 1' INT TERM
}

finish() {
	local pid
	[ -z "$(type -t before_end)" ] || before_end
	for pid in $pids; do kill "$pid" 2>/dev/null; done
	for pid in $pids; do wait "$pid" 2>/dev/null; done
	# and processes that those left behind: they have the folder in their environment
	grep -lsF "$site" /proc/[0-9]*/environ | cut -d/ -f3 | while read -r pid; do kill -KILL "$pid" 2>/dev/null; done
	cd / && rm -rf "$site"
}

# Runs a program in the background until the end of the test.
run() { # PROGRAM ARGUMENT...
	"$@" >"$(basename "$1").out" 2>&1 </dev/null &
	pids="$! $pids"
}

say() {
	printf '%s: %s\n' "$name" "$*"
}

fail() { # WHAT [FILE...]
	say "$1" >&2
	shift
	[ $# -eq 0 ] || tail -n 40 "$@" >&2
	exit 1
}

same() {
	cmp "$1" "$2" && return
	diff -u "$1" "$2" | head -n 20 >&2
	fail "$1 is not $2"
}

# Waits until the command succeeds, for a minute at most.
eventually() {
	local begun=$SECONDS
	until "$@" >/dev/null 2>&1; do
		[ $((SECONDS - begun)) -lt 60 ] || return 1
		sleep .2
	done
}

# Prints two unused ports.
free_ports() {
	python3 -c 'import socket
sockets = [socket.socket() for _ in range(2)]
for each in sockets: each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in sockets))'
}

# Writes a log of so many exceptions of a few kinds.
make_log() { # FILE COUNT
	awk -v count="$2" 'BEGIN { for (i = 0; i < count; i++) {
		at = sprintf("2026-03-01 %02d:%02d:%02d", i / 3600, i / 60 % 60, i % 60)
		printf "%s ERROR app: order %d\nTraceback (most recent call last):\n  File \"a.py\", line %d, in f%d\n    x()\nValueError: no price of %d\n", at, i, i % 7, i % 7, i
		printf "%s INFO app: quiet\n%s INFO app: quiet\n", at, at } }' >"$1"
}
