#!/bin/sh
# A parallel job hangs: in which functions are its ranks, and which are not where the others are?
#
#   sh ranks.sh [JOB PROGRAM]
#
# JOB is a job that Slurm runs, PROGRAM the name of its processes. By default it reads hang64.ndjson beside this
# script, which the node of a job with 64 ranks wrote. The nodes need st-collect, st-parse-gdb, st-annotate and
# st-group in PATH.
#
# Each node adds records with the rank of each process, of a type that the stages do not know and pass on.
# shellcheck disable=SC2016 # the shells of the nodes expand it
node='
for folder in /proc/[0-9]*; do
	[ "$(cat "$folder/comm" 2>/dev/null)" = "$2" ] || continue
	rank=$(tr "\0" "\n" <"$folder/environ" | sed -n "s/^SLURM_PROCID=//p")
	tr "\0" "\n" <"$folder/environ" | grep -qx "SLURM_JOB_ID=$1" || continue
	pids=$pids,${folder#/proc/}
	printf "{\"type\":\"rank\",\"rank\":%d,\"host\":\"%s\",\"pid\":%d}\n" "$rank" "$(uname -n)" "${folder#/proc/}"
done
[ -z "$pids" ] || st-collect --no-locals -p "${pids#,}" | st-parse-gdb | st-annotate | st-group --by functions'

records=$(mktemp) || exit 2
trap 'rm -f "$records"' EXIT
if [ $# -eq 0 ]; then
	cat "$(dirname "$0")/hang64.ndjson" >"$records"
else
	srun --jobid="$1" --overlap --ntasks-per-node=1 --quiet sh -c "$node" sh "$1" "${2:?wants JOB and PROGRAM}" >"$records"
fi
asked=$?

st-group --by functions "$records" |
	jq -rs '
		# 1 2 3 7: "1-3,7"
		def ranges: reduce .[] as $n ([]; if .[-1][1] == $n - 1 then .[-1][1] = $n else . + [ [$n, $n] ] end) |
			map(unique | map(tostring) | join("-")) | join(",");
		(map(select(.type == "rank") | {key: "\(.host) \(.pid)", value: .rank}) | from_entries) as $ranks |
		[.[] | select(.type == "group") |
			{in: (first(.frames[].function | select(test("^P?MPI_")?)) // (.signature | split(" | ")[0] | sub("^libc_"; ""))),
			rank: (.members[] | select(.lwp == .pid) | $ranks["\(.host) \(.pid)"] // empty)}] |
		group_by(.in) | sort_by(-length)[] |
		"\(length) of \($ranks | length) ranks stand in \(.[0].in): \(map(.rank) | sort | ranges)"' &&
	exit "$asked"
