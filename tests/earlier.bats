# Captures and streams that earlier versions wrote (tests/fixtures/earlier) give the same results today.
# shellcheck disable=SC2016,SC2154,SC2317 # jq's names; set in common.bash; called by each

load common

# kept OLD NEW: NEW has all records of OLD, with all their members; it may have more members.
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

# Calls the function for each file with that ending, in its own folder, since records have names of files. Its arguments
# are the file's name, and the name of a file for today's result.
each() { # ENDING FUNCTION
	local file
	for file in "$checkout"/tests/fixtures/earlier/*/*."$1"; do
		cd "${file%/*}" || return
		"$2" "$(basename "$file" ".$1")" "$BATS_TEST_TMPDIR/new"
	done
}

@test "these comparisons notice a member that is lost or changed" {
	echo '{"a":[{"b":1}]}' >old
	echo '{"a":[{"b":1,"c":2}],"d":3}' >with_more
	kept old with_more
	for other in '{"a":[{"b":2}]}' '{"a":[{}]}' '{"a":[{"b":1},{"b":1}]}' '{"a":[]}' ''; do
		echo "$other" >new
		run ! kept old new
	done
	run ! kept with_more old
}

@test "captures give the same records" {
	parsed() {
		st-parse-gdb "$1.capture" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		kept "$1.parsed" "$2"
	}
	each capture parsed
}

@test "logs give the same records" {
	parsed() {
		st-parse-pylog --raw "$1.log" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		kept "$1.parsed" "$2"
	}
	each log parsed
}

# Fingerprints begin with the number of their recipe, which is another one today. A pack may be newer than the records,
# and now come first for the same labels.
@test "records get the same labels" {
	annotated() {
		st-annotate "$1.parsed" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		jq -c 'del(.fingerprint, .pack)' "$1.annotated" >"$2.old"
		kept "$2.old" "$2"
		# each label of then is there today; there may be more
		st-annotate "$1.annotated" >"$2.again"
		kept "$1.annotated" "$2.again"
	}
	each parsed annotated
}

# Today's templates of messages are better, but the numbers of messages are the same. A thread that stood in one place in
# several looks counted once for each look then, and counts once today.
@test "records give the same groups" {
	grouped() {
		st-group "$1.annotated" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		jq -c 'del(.messages) | if any(.members[]?; .sample) then del(.count, .members) else . end' "$1.grouped" >"$2.old"
		kept "$2.old" "$2"
		is "$(jq -c .count "$2")" "$(jq -c 'if .members then .members | map([.pid, .tid, .lwp]) | unique | length else .count end' "$1.grouped")"
		is "$(jq -c '[.messages[]?.count] | add' "$2")" "$(jq -c '[.messages[]?.count] | add' "$1.grouped")"
		# old groups merge with today's
		is "$(st-group "$1.grouped" "$2" | jq -c .signature)" "$(jq -c .signature "$2")"
	}
	each annotated grouped
}

# The wording of text may change, but what each group is about is still there.
@test "records give text about the same groups" {
	text() {
		st-render -v "$1.grouped" >"$2" 2>"$2.err"
		is "$(cat "$2.err")" ''
		while read -r word; do
			grep -qF -- "$word" "$2" || { echo "$1: no $word"; return 1; }
		done < <(jq -r '.exception.type // .signal // empty, (.frames[]?.function // empty)' "$1.grouped" | sed 's/(.*//')
	}
	each grouped text
}

@test "the whole pipe, from the captures to text" {
	whole() {
		is "$(st-parse-gdb "$1.capture" | st-annotate | st-group | st-render)" "$(st-annotate "$1.parsed" | st-group | st-render)"
	}
	each capture whole
}
