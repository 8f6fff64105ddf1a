#!/usr/bin/env bats
# The manuals, completions, schema and examples agree with the programs.

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	build=${BUILD:-build}
	[[ $build == /* ]] || build=$PWD/$build
	PATH=$build/bin:$PATH
	export LC_ALL=C.UTF-8
	cd "$root" || exit 1
}

docs() {
	python3 "$root/tests/docs.py" "$@"
}

# offered WORD ...: what the bash completion offers for this command line, whose last word is being typed.
offered() {
	bash -c '. "$0" || exit
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		_stacktraces "$1" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
		printf "%s\n" "${COMPREPLY[@]}"' bin/completions/stacktraces.bash "$@"
}

@test "every command has a manual, and these tests cover it" {
	for command in bin/st-*; do
		command=${command##*/}
		command=${command%.c}
		[ -f "man/$command.1" ] || { echo "no man/$command.1"; false; }
		grep -q "'$command'" tests/docs.py || { echo "tests/docs.py does not know $command"; false; }
	done
}

@test "mandoc finds no fault in the manuals" {
	run mandoc -T lint -W warning man/*.[157]
	echo "$output"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "manuals of commands have their sections, in order" {
	for page in man/*.1; do
		sections=$(sed -n 's/^\.Sh //p' "$page" | tr '\n' '/')
		pattern='^NAME/SYNOPSIS/DESCRIPTION/(ENVIRONMENT/)?(FILES/)?EXIT STATUS/EXAMPLES/DIAGNOSTICS/SEE ALSO/CAVEATS/$'
		[[ $sections =~ $pattern ]] || { echo "$page: $sections"; false; }
	done
}

@test "each synopsis is followed by two examples, whose options exist" {
	for page in man/*.1; do
		command=$(basename "$page" .1)
		sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' "$page" | sed -n '/^\.Bd -literal/,/^\.Ed/p' | sed '1d;$d' >"$BATS_TEST_TMPDIR/shown"
		[ "$(grep -c "$command" "$BATS_TEST_TMPDIR/shown")" -ge 2 ] || { echo "$page: no two examples"; false; }
		options=$(grep -oE -- ' --?[a-z][a-z-]*' "$BATS_TEST_TMPDIR/shown" | sed '/^ -o$/d')
		commands=$(grep -oE 'st-[a-z-]+' "$BATS_TEST_TMPDIR/shown" | sort -u)
		for option in $options; do
			for each in $commands; do "$each" --help; done |
				grep -qE -- "(^|[ ,])$option([ ,=]|\$)" || { echo "$page: $option"; false; }
		done
	done
}

@test "every reference to one of our pages has a page" {
	sed -n 's/^\.Xr \(st[a-z-]*\) \([157]\).*/\1.\2/p' man/*.[157] | sort -u >"$BATS_TEST_TMPDIR/pages"
	[ -s "$BATS_TEST_TMPDIR/pages" ]
	while read -r page; do
		[ -f "man/$page" ] || { echo "no man/$page"; false; }
	done <"$BATS_TEST_TMPDIR/pages"
}

@test "every example in every manual prints what the manual shows" {
	docs examples "$build/bin" man/*.[157]
}

@test "help, manuals, synopses and completions have the same options" {
	docs options "$build/bin" man bin/completions
}

@test "help and manuals name the same limits" {
	for stage in st-parse-gdb st-parse-pylog st-annotate st-group st-render; do
		for option in max-line max-record; do
			size=$("$stage" --help | sed -n "s/.*--$option SIZE .*(\([0-9]*[KMG]\).*/\1/p")
			[ -n "$size" ] || continue
			sed -n "/^\.It Fl -$option /,/^The default is/p" "man/$stage.1" | tail -n 1 | grep -q "^The default is ${size}[.,;]" ||
				{ echo "$stage --$option: $size"; false; }
		done
		"$stage" --help | grep -q -- '--max-record SIZE .*([0-9]*[KMG]'
	done
}

@test "each completion is valid in its shell" {
	bash -n bin/completions/stacktraces.bash
	if command -v zsh >/dev/null; then zsh -n bin/completions/_stacktraces; fi
	if command -v fish >/dev/null; then fish -n bin/completions/stacktraces.fish; fi
}

@test "completions and the manual have all keys of st-group" {
	run st-group --by no-such-key
	[ "$status" -eq 2 ]
	keys=${lines[0]##*not one of }
	grep -qF "is not one of $keys" man/st-group.1
	# these are completed by the user: a number, or a member's name
	keys=${keys/ functions:N,/} keys=${keys/, .MEMBER/}
	grep -q '^\.It Cm functions: Ns Ar N$' man/st-group.1
	grep -q '^\.It Pf \. Ar member' man/st-group.1
	# the table of keys, what the message lists, and the completion
	diff <(sed -n 's/^\t{ "\([a-z]*\)",.*/\1/p' lib/group/key.c) <(tr -d ' ' <<<"$keys" | tr ',' '\n')
	diff <(offered st-group --by '') <(tr -d ' ' <<<"$keys" | tr ',' '\n')
	grep -qF -- "-s , key ${keys//,/}" bin/completions/_stacktraces
	grep -qF "__fish_append , ${keys//,/})" bin/completions/stacktraces.fish
	for key in ${keys//,/}; do
		sed -n '/^\.It Cm /p' man/st-group.1 | grep -qw "$key" || { echo "st-group.1: no $key"; false; }
	done
	[ "$(offered st-group --by 'process,fu')" = process,functions ]
	[ "$(offered st-group --by = 'fu')" = functions ]
}

@test "completions and the manuals have all formats" {
	names=$(st-render --format no-such 2>&1 | sed -n 's/.* not one of //p' | tr -d ',')
	[ -n "$names" ]
	diff <(offered st-render --format '' | paste -sd ' ') - <<<"$names"
	grep -qF ":format:($names)" bin/completions/_stacktraces
	grep -qF -- "-l format -x -a '$names'" bin/completions/stacktraces.fish
	for name in $names; do
		grep -qx "\.It Cm $name" man/st-render.1
		st-render --format "$name" </dev/null
	done
	for name in $(offered st-describe --format ''); do
		st-describe --format "$name" -l examples/healthy.gdb
	done
}

@test "completions offer the classes of --redact only after its =" {
	run st-annotate --redact=no-such-class
	[ "$status" -eq 2 ]
	classes=$(sed -n 's/.* not one of //p' <<<"${lines[0]}" | tr -d ,)
	[ "$(offered st-annotate --redact = '' | paste -sd ' ')" = "$classes" ]
	[ "$(offered st-annotate --redact = | paste -sd ' ')" = "$classes" ]
	[ "$(offered st-show --redact = ip,us)" = ip,user ]
	[ -z "$(offered st-show --redact '')" ]
	grep -qF -- "-s , class $classes'" bin/completions/_stacktraces
	grep -qF "__fish_append , $classes)" bin/completions/stacktraces.fish
}

@test "completions offer the packs that ship" {
	packs=$(for pack in lib/rules/packs/*.json; do basename "$pack" .json; done)
	[ "$(offered st-annotate --pack '' | sort)" = "$(printf '%s\n' none "$packs" | sort)" ]
	[ "$(offered st-describe --pack '' | sort)" = "$(printf '%s\n' none "$packs" | sort)" ]
}

@test "completions of files are the shell's own, and numbers are not completed" {
	[ -z "$(offered st-render --max-record '')" ]
	[ -z "$(offered st-annotate -r '')" ]
	[ -z "$(offered st-parse-gdb ex)" ]
}

@test "completions offer the processes that run" {
	sleep 600 3>&- &
	pid=$!
	for words in 'st-collect -p' 'st-collect --pid' 'st-describe -p' 'st-describe --pid'; do
		# shellcheck disable=SC2086 # words
		offered $words '' | grep -qx "$pid"
	done
	offered st-collect --pid "1,$pid" | grep -qx "1,$pid"
	offered st-collect --name sle | grep -qx sleep
	kill "$pid"
}

@test "the manual names every condition of rules" {
	conditions=$(sed -n 's/^\t{ "\([a-z0-9_]*\)", ASK_.*/\1/p' lib/rules/condition.c)
	[ "$(wc -w <<<"$conditions")" -gt 15 ]
	for condition in $conditions; do
		grep -q "^\.\(It \)*Cm.* *$condition\b" man/st-rules.5 || { echo "st-rules.5: no $condition"; false; }
	done
}

@test "the manual and the schema have every member that the programs read or write" {
	members=$(sed -n 's/^#define \(NAME\|TYPE\)_[A-Z_]* "\(.*\)"$/\2/p' lib/record/names.h | sort -u)
	[ "$(wc -w <<<"$members")" -gt 50 ]
	for member in $members; do
		grep -qw "$member" man/st-records.5 || { echo "st-records.5: no $member"; false; }
		grep -qF "\"$member\"" man/record.schema.json || { echo "schema: no $member"; false; }
	done
	for member in $(python3 -c '
import json
def names(value):
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from names(part)
    if isinstance(value, dict) and isinstance(value.get("properties"), dict):
        yield from value["properties"]
print(*sorted(set(names(json.load(open("man/record.schema.json"))))))'); do
		grep -qw "$member" man/st-records.5 || { echo "st-records.5: no $member"; false; }
	done
}

@test "all records that the stages write are valid by the schema" {
	threads=$BATS_TEST_TMPDIR/threads
	for log in tests/fixtures/native/*.gdb tests/fixtures/native/*.eustack examples/*.gdb; do
		st-parse-gdb -- "$log" || [ $? -eq 1 ]
		st-parse-gdb --original -- "$log" || [ $? -eq 1 ]
		jq -Rsc '{type: "capture", time: "2026-11-23T00:56:31Z", sample: 2, text: .,
			process: {host: "web3", exe: "/srv/example/bank"}}' "$log" | tee -a "$BATS_TEST_TMPDIR/captures" |
			st-parse-gdb || [ $? -eq 1 ]
	done >"$threads"
	{
		cat "$BATS_TEST_TMPDIR/captures" "$threads"
		st-annotate --pack original --fingerprint-text "$threads"
		st-annotate -r examples/my-rules.json "$threads" | tee "$BATS_TEST_TMPDIR/labelled"
		st-annotate --relabel --pack original "$BATS_TEST_TMPDIR/labelled"
		st-group --keep "$BATS_TEST_TMPDIR/labelled"
		st-group --members 1 --by role,state "$BATS_TEST_TMPDIR/labelled" | tee "$BATS_TEST_TMPDIR/groups"
		st-group --by functions "$BATS_TEST_TMPDIR/groups" "$threads"
		st-annotate --pack original "$BATS_TEST_TMPDIR/groups"
	} >"$BATS_TEST_TMPDIR/records"
	docs schema man/record.schema.json <"$BATS_TEST_TMPDIR/records"
}

@test "the schema allows members that people add, and record types of other programs" {
	docs schema man/record.schema.json <<'END_OF_RECORDS'
{"type":"note","anything":null}
{"type":"thread","frames":[],"owner":"web team","x":null}
{"type":"thread","frames":[{"function":"f","registers":{"rip":"0x1"}}],"known":false,"issue":{"id":"A-1","since":2024}}
{"type":"traceback","language":"python","frames":[{"function":"f","file":"a.py","line":3,"text":"g()","repeated":2}],"exception":{"type":"KeyError","message":"'a'"},"chain":[{"relation":"cause","exception":{"type":"ValueError"},"frames":[]}],"exceptions":[{"exception":{"type":"OSError"},"frames":[]}],"omitted":3,"log":{"timestamp":"09:00","level":"ERROR","pid":7},"source":{"file":"a.log","line":1,"lines":9,"offset":0}}
{"type":"group","of":"traceback","by":"functions","count":2,"frames":[],"first":{"time":"2026-01-01T00:00:00Z","source":{"line":1}},"messages":[{"template":"user <n> not found","count":2}]}
END_OF_RECORDS
}

@test "the schema refuses invalid records" {
	docs refuses man/record.schema.json <<'END_OF_RECORDS'
[]
{}
{"type":""}
{"type":null}
{"type":"thread"}
{"type":"thread","frames":null}
{"type":"thread","frames":[],"tid":null}
{"type":"thread","frames":[],"tid":"7"}
{"type":"thread","frames":[],"tid":-1}
{"type":"thread","frames":[],"tid":1.5}
{"type":"thread","frames":[],"tid":9007199254740992}
{"type":"thread","frames":[],"comm":""}
{"type":"thread","frames":[],"comm":"a\u0000b"}
{"type":"thread","frames":[],"crashed":false}
{"type":"thread","frames":[],"truncated":1}
{"type":"thread","frames":[],"process":{}}
{"type":"thread","frames":[],"process":{"pid":"9"}}
{"type":"thread","frames":[],"source":{"line":0}}
{"type":"thread","frames":[],"fingerprint":"9f86d081884c7d65"}
{"type":"thread","frames":[],"issue":"A-1"}
{"type":"thread","frames":[],"known":null}
{"type":"thread","frames":["main"]}
{"type":"thread","frames":[{"function":""}]}
{"type":"thread","frames":[{"address":140737351841472}]}
{"type":"thread","frames":[{"inlined":false}]}
{"type":"thread","frames":[{"locals":{"a":"1"}}]}
{"type":"thread","frames":[{"line":null}]}
{"type":"capture","text":""}
{"type":"capture","text":"x","stopped_ms":0.5}
{"type":"traceback","frames":[],"chain":[{"exception":{"type":"E"}}]}
{"type":"traceback","frames":[],"exception":{"type":"E","message":""}}
{"type":"group","of":"thread","by":"role","frames":[],"members":[]}
{"type":"group","of":"thread","by":"role","count":0,"frames":[],"members":[]}
{"type":"group","of":"thread","by":"role","count":1,"frames":[]}
{"type":"group","of":"thread","by":"role","count":1,"frames":[],"members":[{"tid":null}]}
END_OF_RECORDS
}

@test "the version is the changelog's, and the changelog is installed" {
	version=$(sed -n '1s/^stacktraces (\(.*\)) .*/\1/p' lib/debian/changelog)
	for command in "$build"/bin/st-*; do
		[ "$("$command" --version | head -n 1)" = "${command##*/} $version" ]
	done
	cmp lib/debian/changelog "$build/share/doc/stacktraces/changelog"
}

@test "every example script runs, with its own input and with the user's" {
	for script in examples/*.sh; do
		run sh "$script"
		echo "$script: $status: $output"
		[ "$status" -eq 0 ]
		[ -n "$output" ]
	done
	cp -r examples "$BATS_TEST_TMPDIR/with blank"
	cd "$BATS_TEST_TMPDIR/with blank"
	for script in *.sh; do
		PATH=$build/bin:$PATH run sh "./$script"
		[ "$status" -eq 0 ]
		[ -n "$output" ]
		"./$script" >/dev/null
	done
	sh busiest-stacks.sh crash.gdb | grep -q '^3 threads '
	sh folded.sh healthy.gdb | grep -q 'teller;wait_for_customer;.* 3$'
	sh label.sh healthy.gdb | grep -q '  teller'
	run sh new-stacks.sh healthy.gdb healthy.gdb
	[ -z "$output" ]
}

@test "the captures in examples/ were made from the sources beside them" {
	for source in crash deadlock; do
		"${CC:-cc}" -Wall -Wextra -Werror -pthread -fsyntax-only "examples/$source.c"
	done
	line=$(st-parse-gdb examples/crash.gdb | jq 'select(.crashed).frames[0].line')
	sed -n "${line}p" examples/crash.c | grep -q 'item->price'
	for line in $(st-parse-gdb examples/deadlock.gdb |
		jq '.frames[] | select(.function == "move_money").line'); do
		sed -n "${line}p" examples/deadlock.c | grep -q 'pthread_mutex_lock'
	done
	[ "$(wc -c <examples/crash.gdb)" -lt 40960 ]
}
