#!/bin/sh
# A Slurm job array reads a log, a part by each task; a job that depends on them groups the results.
#
#   sh slurm.sh [LOG [PARTS [FOLDER]]]
#
# All nodes have to see LOG, which is uncompressed, and FOLDER. By default the log is orders.log beside this
# script, in 4 parts. Then, or without sbatch, the tasks run here, one after the other.
#
# If a part fails, a message names it, and the status is 1. FOLDER, if given, keeps the groups of the others, and the next
# run reads only the missing parts.
command -v sbatch >/dev/null && [ $# -gt 0 ]
slurm=$?
log=${1:-$(dirname "$0")/orders.log}
parts=${2:-4}
[ "$parts" -gt 0 ] || exit 2
folder=${3:-}
if [ -z "$folder" ]; then
	folder=$(mktemp -d -p .) || exit
	trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder" || exit
# a log that grows is cut at the same places each time
[ -e "$folder/size" ] || wc -c <"$log" | tr -d ' ' >"$folder/size"

cat >"$folder/task" <<'END'
#!/bin/sh
# task FOLDER LOG PARTS: reads the part that SLURM_ARRAY_TASK_ID names
part=$1/$SLURM_ARRAY_TASK_ID
{
	st-parse-pylog --split "$SLURM_ARRAY_TASK_ID/$3" --size "$(cat "$1/size")" -- "$2"
	echo $? >"$part.status"
} | st-annotate | st-group >"$part.part" &&
	# a part that could not be read does not count as done
	[ "$(cat "$part.status")" -le 1 ] &&
	mv "$part.part" "$part.groups"
END
cat >"$folder/merge" <<'END'
#!/bin/sh
# merge FOLDER PARTS
for i in $(seq "$2"); do
	if ! cat "$1/$i.groups" 2>/dev/null; then
		printf 'slurm.sh: part %s of %s is missing\n' "$i" "$2" >&2
		: >"$1/missing"
	fi
done |
	st-group |
	st-render
! rm "$1/missing" 2>/dev/null
END

missing=''
for i in $(seq "$parts"); do
	[ -e "$folder/$i.groups" ] || missing="$missing${missing:+,}$i"
done
if [ $slurm -ne 0 ]; then
	for i in $(printf %s "$missing" | tr , ' '); do
		SLURM_ARRAY_TASK_ID=$i sh "$folder/task" "$folder" "$log" "$parts"
	done
	sh "$folder/merge" "$folder" "$parts"
	exit
fi
set -- --output="$folder/merged" --error="$folder/errors" --wait
if [ -n "$missing" ]; then
	array=$(sbatch --parsable --array="$missing" --output="$folder/%a.out" "$folder/task" "$folder" "$log" "$parts") || exit
	set -- --dependency=afterany:"$array" "$@"
fi
sbatch "$@" "$folder/merge" "$folder" "$parts" >/dev/null
status=$?
cat "$folder/merged"
cat "$folder"/*.out "$folder/errors" >&2
exit $status
