#!/bin/sh
# A log read by a job array of Slurm, a part by each task; a job that depends on them puts the groups together.
#
#   sh slurm.sh [LOG [PARTS [FOLDER]]]
#
# LOG and FOLDER are where all nodes see them; LOG is not compressed. Without arguments it is orders.log beside this
# script, in 4 parts; then, and where there is no sbatch, the tasks run here, one after the other.
#
# A part that fails is named, and the status is 1. What the others gave stays in FOLDER, if that is given: run again, and
# only the parts that are missing are read.
command -v sbatch >/dev/null && [ $# -gt 0 ]
slurm=$?
log=${1:-$(dirname "$0")/orders.log}
parts=${2:-4}
folder=${3:-}
if [ -z "$folder" ]; then
	folder=$(mktemp -d -p .) || exit
	trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder" || exit
# a log that grows is cut in the same places each time
[ -e "$folder/size" ] || wc -c <"$log" | tr -d ' ' >"$folder/size"

cat >"$folder/task" <<'END'
#!/bin/sh
# task FOLDER LOG PARTS: of the part that SLURM_ARRAY_TASK_ID says
part=$1/$SLURM_ARRAY_TASK_ID
{
	st-parse-pylog --split "$SLURM_ARRAY_TASK_ID/$3" --size "$(cat "$1/size")" -- "$2"
	echo $? >"$part.status"
} | st-annotate | st-group >"$part.part"
# what could not be read, or was cut short, does not count as done
[ "$(cat "$part.status")" -le 1 ] && mv "$part.part" "$part.groups"
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
