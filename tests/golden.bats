# The output of the stages for whole logs is that in tests/golden; `tests/golden/rewrite BUILD` writes those files anew.
# shellcheck disable=SC2154 # set by bats and in common.bash

load common

golden() { # SUFFIX
	local failed=0 name count=0
	for name in "$checkout/tests/golden/"*."$1"; do
		same "$name" "made/${name##*/}" || failed=1
		count=$((count + 1))
	done
	[ "$count" -ge 15 ]
	return "$failed"
}

setup_file() {
	"$BATS_TEST_DIRNAME/golden/rewrite" "${BUILD:-$BATS_TEST_DIRNAME/../build}" "$BATS_FILE_TMPDIR/made"
}

@test "st-parse-gdb: NAME.records" {
	ln -s "$BATS_FILE_TMPDIR/made" made
	golden records
}

@test "st-annotate --pack original: NAME.annotated" {
	ln -s "$BATS_FILE_TMPDIR/made" made
	golden annotated
}

@test "st-group: NAME.groups" {
	ln -s "$BATS_FILE_TMPDIR/made" made
	golden groups
}

@test "st-render -i 3: NAME.text" {
	ln -s "$BATS_FILE_TMPDIR/made" made
	golden text
}

@test "st-render --format original: NAME.original.0 to 4" {
	ln -s "$BATS_FILE_TMPDIR/made" made
	for level in 0 1 2 3 4; do
		golden "original.$level"
	done
}

@test "st-render --format json: NAME.json" {
	ln -s "$BATS_FILE_TMPDIR/made" made
	golden json
}

@test "tests/golden/rewrite makes every golden file, and no other" {
	is "$(cd "$BATS_FILE_TMPDIR/made" && printf '%s\n' *)" "$(cd "$checkout/tests/golden" && printf '%s\n' * | grep -v -x -e rewrite -e httpd.gdb -e solaris.pstack)"
}
