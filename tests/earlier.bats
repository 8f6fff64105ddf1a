# What earlier versions wrote, captures and streams, later ones read, and it comes to the same (tests/fixtures/earlier).
# shellcheck disable=SC2016,SC2154,SC2317 # jq's names; set in common.bash; called by each

load common

# kept OLD NEW: the records of OLD, with all that they have. New ones may have more members.
kept() {
	jq -cn --slurpfile old "$1" --slurpfile new "$2" '
		def kept($new): if type != ($new | type) then false
			elif type == "object" then . as $old | all(keys[]; . as $key | $old[$key] | kept($new[$key]))
			elif type == "array" then . as $old | length == ($new | length) and all(range(length); . as $i | $old[$i] | kept($new[$i]))
			else . == $new end;
		[$old, $new] | transpose[] | select(.[1] as $new | .[0] | kept($new) | not)' >"$BATS_TEST_TMPDIR/lost"
	[ ! -s "$BATS_TEST_TMPDIR/lost" ] && return
	printf 'not what it was: %s\n' "$1"
	cut -c 1-600 "$BATS_TEST_TMPDIR/lost"
	return 1
}

# Calls the function for each file of that ending, in the folder where it is, as the names of files stand in records:
# with the file's name, and that of a file for what is new.
each() { # ENDING FUNCTION
	local file
	for file in "$checkout"/tests/fixtures/earlier/*/*."$1"; do
		cd "${file%/*}" || return
		"$2" "$(basename "$file" ".$1")" "$BATS_TEST_TMPDIR/new"
	done
}

@test "what was lost or changed would be seen" {
	echo '{"a":[{"b":1}]}' >old
	echo '{"a":[{"b":1,"c":2}],"d":3}' >with_more
	kept old with_more
	for other in '{"a":[{"b":2}]}' '{"a":[{}]}' '{"a":[{"b":1},{"b":1}]}' '{"a":[]}' ''; do
		echo "$other" >new
		run ! kept old new
	done
	run ! kept with_more old
}

@test "captures" {
	parsed() {
		st-parse-gdb "$1.capture" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		kept "$1.parsed" "$2"
	}
	each capture parsed
}

@test "logs" {
	parsed() {
		st-parse-pylog --raw "$1.log" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		kept "$1.parsed" "$2"
	}
	each log parsed
}

# Fingerprints name the recipe by which they were made, and are of another today. A pack that came since, of the program
# itself, may be the first to say the same.
@test "records: labels" {
	annotated() {
		st-annotate "$1.parsed" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		jq -c 'del(.fingerprint, .pack)' "$1.annotated" >"$2.old"
		kept "$2.old" "$2"
		# what it labelled then stays, and more may be said
		st-annotate "$1.annotated" >"$2.again"
		kept "$1.annotated" "$2.again"
	}
	each parsed annotated
}

# What of a message varies is known better today than it was then: how many messages there were is the same. What stood
# in one place in several looks counted once for each then, and counts as one thread today.
@test "records: groups" {
	grouped() {
		st-group "$1.annotated" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		jq -c 'del(.messages) | if any(.members[]?; .sample) then del(.count, .members) else . end' "$1.grouped" >"$2.old"
		kept "$2.old" "$2"
		is "$(jq -c .count "$2")" "$(jq -c 'if .members then .members | map([.pid, .tid, .lwp]) | unique | length else .count end' "$1.grouped")"
		is "$(jq -c '[.messages[]?.count] | add' "$2")" "$(jq -c '[.messages[]?.count] | add' "$1.grouped")"
		# groups of then are merged with those of today
		is "$(st-group "$1.grouped" "$2" | jq -c .signature)" "$(jq -c .signature "$2")"
	}
	each annotated grouped
}

# Text is for people, and says things anew: what each group is of stands in it.
@test "records: text" {
	text() {
		st-render -v "$1.grouped" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		while read -r word; do
			grep -qF -- "$word" "$2" || { echo "$1: no $word"; return 1; }
		done < <(jq -r '.exception.type // .signal // empty, (.frames[]?.function // empty)' "$1.grouped" | sed 's/(.*//')
	}
	each grouped text
}

@test "the whole way, from what was collected" {
	whole() {
		is "$(st-parse-gdb "$1.capture" | st-annotate | st-group | st-render)" "$(st-annotate "$1.parsed" | st-group | st-render)"
	}
	each capture whole
}
