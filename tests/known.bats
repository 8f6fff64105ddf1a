# Known issues, and what is new or has come back: st-annotate --known, and the checks --fail-on-new and --fail-on-unused.
# shellcheck disable=SC2016,SC2030,SC2031,SC2034,SC2154 # set by bats and in common.bash

load common

# The fingerprint of a thread with these functions, computed by its recipe, not by the programs under test.
fingerprint() {
	printf '2:%s' "$(printf '%s\n' thread "$@" | sha256sum | cut -c 1-16)"
}

# A group in a list of known issues: entry '{"issue":{"id":"A-1"}}' FUNCTION...
entry() {
	jq -nc --argjson more "$1" --arg fingerprint "$(fingerprint "${@:2}")" '{type: "group", of: "thread",
		by: "functions", count: 3, fingerprint: $fingerprint, members: [{tid: 9}], members_more: 2,
		frames: ($ARGS.positional | map({function: .}))} + $more' --args "${@:2}"
}

traceback() { # MORE FUNCTION
	jq -nc --argjson more "$1" '{type: "traceback", exception: {type: "E", message: "m"},
		frames: [{function: $ARGS.positional[0], file: "/srv/a.py"}]} + $more' --args "$2"
}

# For each record: known, regressed or new; `-` if it has none of these.
words() {
	jq -r 'if .regressed then "regressed" elif .known then "known" elif .known == false then "new" else "-" end'
}

known() {
	st-annotate --pack none --known known.ndjson "$@"
}

@test "a record is known if a group of the file has its fingerprint, and new otherwise" {
	entry '{}' f main >known.ndjson
	{
		thread '{"tid":1}' f main
		thread '{"tid":2}' g main
		thread '{"tid":3,"process":{"pid":7}}' f f main
	} >stream
	run -0 --separate-stderr known stream
	is "$(words <<<"$output")" 'known
new
known'
	is "$stderr" ''
	# only fingerprints are compared, and the record's members keep their bytes
	run -0 known <<<'{"frames" :[ {"line":7,"function":"__GI_f"},{"function":"main"}], "x":1e9,"type":"thread"}'
	has "$output" '{"frames" :[ {"line":7,"function":"__GI_f"},{"function":"main"}], "x":1e9,"type":"thread",'
	is "$(words <<<"$output")" known
}

@test "exceptions and groups can be known like threads" {
	traceback '{}' f | st-group >known.ndjson
	thread '{"tid":4}' f main | st-group >>known.ndjson
	{
		traceback '{}' f
		traceback '{}' g
		thread '{"tid":1}' f main
	} >stream
	is "$(known stream | words | paste -sd ' ')" 'known new known'
	is "$(st-group stream | known | words | sort | paste -sd ' ')" 'known known new'
	printf '%s\n' '{"type":"note"}' '{"type":"capture","text":"x"}' >others
	is "$(known others 2>/dev/null)" "$(cat others)"
}

# A table: what people wrote into the entry, the release of the record, and the result, worked out by hand from the table
# and the order of releases in st-records(5). `-`: none.
histories() {
	sed '/^#/d' <<-'END'
		# entry                                   release     word
		-                                          -           new
		-                                          1.4         new
		{}                                         -           known
		{}                                         1.4         known
		{"issue":{"id":"A"}}                       1.4         known
		{"issue":{"id":"A","note":"wait"}}         -           known
		{"issue":{"id":"A","fixed":"1.4"}}         1.3         known
		{"issue":{"id":"A","fixed":"1.4"}}         1.4         regressed
		{"issue":{"id":"A","fixed":"1.4"}}         1.5         regressed
		{"issue":{"id":"A","fixed":"1.4"}}         1.10        regressed
		{"issue":{"id":"A","fixed":"1.10"}}        1.4         known
		{"issue":{"id":"A","fixed":"1.4"}}         -           unknown
		{"issue":{"fixed":"1.4"}}                  1.4         regressed
		{"fixed":"1.4"}                            1.4         regressed
		{"fixed":"1.4"}                            1.3.9       known
		{"issue":{"id":"A"},"fixed":"1.4"}         2.0         regressed
		{"issue":{"id":"A","fixed":1.4}}           1.4         regressed
		{"issue":{"id":"A","fixed":"v1.4"}}        1.4         regressed
		{"issue":{"id":"A","fixed":"1.4"}}         v1.3        known
		{"issue":{"id":"A","fixed":"1.4"}}         1.4rc1      known
		{"issue":{"id":"A","fixed":"1.4-rc2"}}     1.4-rc1     known
		{"issue":{"id":"A","fixed":"1.4-rc1"}}     1.4.0       regressed
		{"issue":{"id":"A","fixed":"1.4.0"}}       1.4         regressed
		{"issue":{"id":"A","fixed":"1.4"}}         1.4.0-beta  known
		{"issue":{"id":"A","fixed":"1.4a2"}}       1.4b1       regressed
		{"issue":{"id":"A","fixed":"1.4.1"}}       1.4-dev3    known
		{"issue":{"id":"A","fixed":"1.4"}}         1.4-12-gab1 regressed
		{"issue":{"id":"A","fixed":"f81d4fa"}}     1.4         incomparable
		{"issue":{"id":"A","fixed":"1.4"}}         c0ffee1     incomparable
		{"issue":{"id":"A","fixed":"f81d4fa"}}     f81d4fa     incomparable
		{"issue":{"id":"A","fixed":"2026.11"}}     2026.2.28   known
		{"issue":{"id":"A","fixed":"2026.02"}}     2026.2.28   regressed
	END
}

@test "thirty histories of releases: known, new, regressed, release unknown" {
	is "$(histories | wc -l)" 32
	failed=0
	while read -r added release word; do
		: >known.ndjson
		[ "$added" = - ] || entry "$added" f main >known.ndjson
		traceback '{}' f | if [ "$added" = - ]; then cat >/dev/null; else st-group | jq -c "$(printf '. + %s' "$added")" >>known.ndjson; fi
		option=(--release "$release")
		[ "$release" != - ] || option=()
		for record in "$(thread '{}' f main)" "$(traceback '{}' f)" "$(thread '{}' f main | st-group)"; do
			run -0 --separate-stderr known "${option[@]}" <<<"$record"
			got=$(words <<<"$output")
			said=$(grep -c 'standard input:1: its issue was fixed in ' <<<"$stderr" || :)
			case $word in
			unknown) wanted='known 1' && has "$stderr" 'its release is unknown' ;;
			incomparable) wanted='known 1' && has "$stderr" 'cannot be compared' ;;
			*) wanted="$word 0" ;;
			esac
			[ "$got $said" = "$wanted" ] || { echo "$added in $release: $got $said, not $wanted"; failed=1; }
		done
	done < <(histories)
	[ "$failed" -eq 0 ]
}

@test "members of the entry (issue, fixed release) are added to the record, and replace the record's own" {
	entry '{"issue":{"note":"a/b","id":"A-1","n":1},"fixed":"1.4","owner":"x"}' f main | sed 's|a/b|a\\/b|; s|"n":1|"n":1e2|' >known.ndjson
	run -0 --separate-stderr known --release 1.3 < <(thread '{"issue":{"id":"old"}}' f main)
	is "$(jq -c '[.issue, .owner]' <<<"$output")" '[{"note":"a/b","id":"A-1","n":100,"fixed":"1.4"},null]'
	has "$output" '"issue":{"note":"a\/b","id":"A-1","n":1e2,"fixed":"1.4"}'
	# an issue may be a text, its id; a null counts as missing
	entry '{"issue":"A-2","fixed":null}' f main >known.ndjson
	is "$(known < <(thread '{}' f main) | jq -c .issue)" '{"id":"A-2"}'
	entry '{"issue":{}}' f main >known.ndjson
	is "$(known < <(thread '{"issue":{"id":"mine"}}' f main) | jq -c '[.issue.id, .known]')" '["mine",true]'
}

@test "several files: groups with one fingerprint may repeat what another says, but not contradict it" {
	entry '{}' f main >one
	entry '{"issue":{"id":"A","fixed":"1.4"}}' f main >two
	entry '{"issue":{"fixed" : "1.4", "id":"\u0041"}}' f main >three
	entry '{"issue":{"id":"A"},"fixed":"1.4"}' f main >>three
	run -0 --separate-stderr st-annotate --known one --known two --known three --release 1.4 < <(thread '{}' f main)
	is "$(jq -c '[.regressed, .issue]' <<<"$output")" '[true,{"id":"A","fixed":"1.4"}]'
	is "$stderr" ''
	for other in '{"issue":{"id":"B","fixed":"1.4"}}' '{"issue":{"id":"A"}}' '{"issue":{"id":"A","fixed":"1.5"}}' '{"issue":{"id":"A","fixed":"1.4","note":"n"}}' '{"fixed":"1.4"}'; do
		{
			entry '{}' g main
			entry "$other" f main
		} >four
		run -2 --separate-stderr st-annotate --known two --known four < <(thread '{}' f main)
		is "$output" ''
		is "$stderr" 'st-annotate: four:2: its issue is another than in line 1 of two, which has the same fingerprint'
	done
}

@test "a file that is missing or has lines that are no groups: status 2 with file and line, and no record is read" {
	refused() { # WHAT IS SAID
		run -2 --separate-stderr known < <(thread '{}' f main)
		is "$output" ''
		is "${stderr_lines[0]}" "st-annotate: $1"
	}
	refused 'known.ndjson: No such file or directory'
	mkdir known.ndjson
	refused 'known.ndjson: Is a directory'
	rmdir known.ndjson
	echo 'no record' >known.ndjson
	refused 'known.ndjson:1: not a record, and no other line is one: a log, not records: st-parse-gdb and st-parse-pylog read logs'
	has "$stderr" 'st-annotate: known.ndjson: known issues are used only if all of the file can be read'
	{ entry '{}' f main && printf '{"type":"group",'; } >known.ndjson
	refused 'known.ndjson:2: not a record: not JSON at byte 16, skipped'
	{ entry '{}' f main && echo && thread '{}' f main; } >known.ndjson
	refused 'known.ndjson:3: not a group: known issues are groups, as st-group makes them'
	{ entry '{}' f main && entry '{"fingerprint":"9:f"}' f; } >known.ndjson
	refused 'known.ndjson:2: fingerprint is not like 2:0e108d02b5bf0ff7'
	for issue in 7 '""' '[]' true; do
		entry "{\"issue\":$issue}" f main >known.ndjson
		refused 'known.ndjson:1: issue has to be an object, or the text that is its id'
	done
	entry '{"issue":{"id":7}}' f main >known.ndjson
	refused 'known.ndjson:1: issue.id has to be a text, and not empty'
	for fixed in '""' true '["1.4"]'; do
		entry "{\"issue\":{\"id\":\"A\",\"fixed\":$fixed}}" f main >known.ndjson
		refused 'known.ndjson:1: fixed has to be a release, as a text'
		entry "{\"fixed\":$fixed}" f main >known.ndjson
		refused 'known.ndjson:1: fixed has to be a release, as a text'
	done
	entry '{"issue":{"id":"A","fixed":"1.4"},"fixed":"1.5"}' f main >known.ndjson
	refused 'known.ndjson:1: fixed stands in issue and beside it, and differs'
	run -2 --separate-stderr st-annotate --known - </dev/null
	is "${stderr_lines[0]}" 'st-annotate: --known: standard input holds the records'
}

@test "an empty file is a valid list, and a compressed one is read" {
	: >known.ndjson
	is "$(known < <(thread '{}' f main) | words)" new
	entry '{}' f main | gzip >known.ndjson
	is "$(known < <(thread '{}' f main) | words)" known
	entry '{}' f main | sed '1s/^/\xef\xbb\xbf/; s/$/\r/' >known.ndjson
	is "$(known < <(thread '{}' f main) | words)" known
}

@test "records without a fingerprint are neither known nor new; they are counted and no failure" {
	entry '{}' f main >known.ndjson
	{
		thread '{"tid":1}' main
		thread '{"tid":2}' f main
		thread '{"tid":3,"trimmed":1}' g main
	} >stream
	run -0 --separate-stderr known --fail-on-new stream
	is "$(words <<<"$output" | paste -sd ' ')" '- known -'
	is "$stderr" 'st-annotate: --known: 2 records without a fingerprint: neither known nor new'
	run -0 known --new-only stream
	is "$(jq -r .tid <<<"${lines[0]}${lines[1]}" | paste -sd ' ')" '1 3'
}

@test "fingerprints of another version match none, in the list or in the records, and a message says so" {
	{
		entry '{"fingerprint":"1:0e108d02b5bf0ff7"}' f main
		entry '{"fingerprint":null}' f main
		entry '{}' f main
	} >known.ndjson
	{
		thread '{"tid":1,"fingerprint":"1:0e108d02b5bf0ff7"}' f main
		thread '{"tid":2,"fingerprint":"1:1111111111111111"}' f main
		thread '{"tid":3}' f main
	} >stream
	run -0 --separate-stderr known --fail-on-new --fail-on-unused stream
	is "$(words <<<"$output" | paste -sd ' ')" 'known - known'
	is "$stderr" 'st-annotate: --known: 1 known issue without a fingerprint: no record can match it
st-annotate: --known: 1 known issue with a fingerprint of another version (not 2:): no record that is made now can match it
st-annotate: --known: 1 record with a fingerprint of another version (not 2:): neither known nor new'
	run -0 --separate-stderr known --unused --fail-on-unused < <(thread '{}' f main)
	is "$(words <<<"$output")" known
}

@test "--new-only leaves out known records, and nothing else" {
	{
		entry '{}' f main
		entry '{"fixed":"1.4"}' g main
	} >known.ndjson
	{
		printf '%s\n' '{"type":"note"}'
		thread '{"tid":1}' f main
		thread '{"tid":2}' g main
		thread '{"tid":3}' h main
		thread '{"tid":4}' main
	} >stream
	is "$(known --new-only --release 1.4 stream 2>/dev/null | jq -r '.tid // .type' | paste -sd ' ')" 'note 2 3 4'
	is "$(known --new-only --release 1.3 stream 2>/dev/null | jq -r '.tid // .type' | paste -sd ' ')" 'note 3 4'
}

@test "--unused writes the groups that were not seen at the end, with count 0 and without other counts" {
	{
		entry '{"known":false,"regressed":true,"release":"1.2","x":[1]}' f main
		entry '{"issue":"A","fixed":"1.4"}' g main
		traceback '{}' h | st-group
	} >known.ndjson
	run -0 --separate-stderr known --unused < <(thread '{"tid":1}' i main)
	is "$(words <<<"$output" | paste -sd ' ')" 'new known known known'
	is "$(tail -n 3 <<<"$output" | jq -c '[.count, .unused, .issue, .members, .members_more, .messages, .release, .x]')" '[0,true,null,[],null,null,null,[1]]
[0,true,{"id":"A","fixed":"1.4"},[],null,null,null,null]
[0,true,null,null,null,null,null,null]'
	is "$stderr" 'st-annotate: --known: 3 of 3 known issues not seen: prune the file (st-annotate(1) shows how), or let them pass, as this does'
	# later stages pass them on, do not take them for new, and as input again they do not count as seen
	tail -n 3 <<<"$output" >unused
	is "$(st-group --fail-on-new unused)" "$(cat unused)"
	run -0 --separate-stderr known --fail-on-new unused
	has "$stderr" '3 of 3 known issues not seen'
	run -0 st-render --fail-on-new unused
	has "$output" 'not seen: 1 thread  known  A'
	# if all were seen, none is written
	run -0 --separate-stderr known --unused --fail-on-unused < <(thread '{}' f main && thread '{}' g main && traceback '{}' h)
	is "$(grep -c '"unused"' <<<"$output")" 0
}

@test "--fail-on-new and --fail-on-unused: status 3 from each stage, with complete output" {
	{
		entry '{}' f main
		entry '{"fixed":"1.4"}' g main
	} >known.ndjson
	both=$(thread '{"tid":1}' f main && thread '{"tid":2}' g main)
	run -0 known --release 1.3 --fail-on-new --fail-on-unused <<<"$both"
	run -3 --separate-stderr known --release 1.4 --fail-on-new <<<"$both"
	is "$(words <<<"$output" | paste -sd ' ')" 'known regressed'
	is "$stderr" 'st-annotate: --fail-on-new: 0 new, 1 regressed'
	run -3 --separate-stderr known --fail-on-unused < <(thread '{}' f main)
	is "$stderr" 'st-annotate: --fail-on-unused: 1 known issue was not seen: prune the file (st-annotate(1) shows how), or let them pass without this option'
	known --release 1.4 --unused <<<"$(thread '{"tid":2}' g main && thread '{"tid":3}' h main)" >stream 2>/dev/null
	for command in st-group 'st-group --keep' st-render 'st-render --format json'; do
		read -ra stage <<<"$command"
		run -0 "${stage[@]}" stream
		wanted=$output
		run -3 --separate-stderr "${stage[@]}" --fail-on-new stream
		is "$output" "$wanted"
		is "$stderr" "${stage[0]}: --fail-on-new: 1 new, 1 regressed"
		run -3 --separate-stderr "${stage[@]}" --fail-on-unused stream
		is "$stderr" "${stage[0]}: --fail-on-unused: 1 known issue was not seen: prune the file (st-annotate(1) shows how), or let them pass without this option"
	done
}

@test "--fail-on-new without records that were checked against known issues: status 1" {
	thread '{}' f main >stream
	for stage in st-group st-render; do
		run -1 --separate-stderr $stage --fail-on-new stream
		is "$stderr" "$stage: --fail-on-new: no record says whether it is known: st-annotate --known makes them say it"
		run -0 $stage --fail-on-new </dev/null
		run -0 $stage --fail-on-new <<<'{"type":"note"}'
	done
}

@test "of two statuses, 2 goes before 1 and 1 before 3; messages give both reasons" {
	: >known.ndjson
	{ thread '{}' f main && echo broken; } >stream
	run -1 --separate-stderr known --fail-on-new stream
	has "$stderr" ':2: not a record'
	has "$stderr" '--fail-on-new: 1 new'
	run -2 --separate-stderr known --fail-on-new stream nosuch
	has "$stderr" 'nosuch: No such file or directory'
	has "$stderr" '--fail-on-new: 1 new'
	run -2 --separate-stderr known --fail-on-new nosuch stream
	has "$stderr" '--fail-on-new: 1 new'
	run -2 --separate-stderr sh -c 'st-annotate --known known.ndjson --fail-on-new stream >/dev/full'
	has "$stderr" 'No space left on device'
}

@test "options about known issues are refused without --known" {
	for option in --new-only --unused --fail-on-new --fail-on-unused; do
		run -2 --separate-stderr st-annotate "$option" </dev/null
		is "${stderr_lines[0]}" 'st-annotate: --known: wanted by '"$option"
	done
	# st-show has not all of these options
	run -2 --separate-stderr st-show --new-only "$checkout/examples/orders.log"
	has "$stderr" $'\nst-annotate: --known: wanted by --new-only\n'
	run -2 --separate-stderr st-annotate --release '' </dev/null
	is "${stderr_lines[0]}" 'st-annotate: --release: is empty'
}

@test "the release is taken from the record, the option, a rule, or the log, in that order" {
	printf '%s\n' '{"rules":"r","label":[{"when":{"function":"f"},"release":"2.1"},{"when":{"function":"f"},"release":"2.2"}]}' >rules.json
	log='{"log":{"release":"3.1"}}'
	release() {
		st-annotate --pack none "$@" | jq -r '.release // "-"'
	}
	is "$(traceback '{}' f | release)" -
	is "$(traceback "$log" f | release)" 3.1
	is "$(traceback '{"log":{"service":{"version":"3.2"},"version":"9"}}' f | release)" 3.2
	is "$(traceback '{"log":{"version":"9"},"version":"9"}' f | release)" -
	is "$(traceback "$log" f | release -r rules.json)" 2.1
	is "$(traceback "$log" g | release -r rules.json)" 3.1
	is "$(traceback "$log" f | release -r rules.json --release 1.1)" 1.1
	is "$(traceback '{"release":"0.1"}' f | release -r rules.json --release 1.1)" 0.1
	is "$(traceback '{"release":"0.1"}' f | release -r rules.json --release 1.1 --relabel)" 1.1
	is "$(traceback '{}' f | release --release $'a"\xff')" 'a"�'
	# a rule with nothing but a release does not label
	is "$(traceback '{}' f | st-annotate --pack none -r rules.json | jq -c .pack)" null
	# each decides whether the record regressed
	traceback '{}' f | st-group | jq -c '.fixed = "2.0"' >known.ndjson
	is "$(traceback '{}' f | known -r rules.json | words)" regressed
	is "$(traceback "$log" f | known | words)" regressed
	is "$(traceback '{"release":"1.9"}' f | known -r rules.json | words)" known
}

@test "an issue from a rule makes a record known, too, or regressed if it names the release with the fix" {
	printf '%s\n' '{"rules":"r","label":[{"when":{"function":"f"},"issue":"R-1"},{"when":{"function":"g"},"issue":{"id":"R-2","fixed":"1.4"}}]}' >rules.json
	{
		thread '{"tid":1}' f main
		thread '{"tid":2}' g main
		thread '{"tid":3}' h main
	} >stream
	is "$(st-annotate --pack none -r rules.json stream 2>/dev/null | words | paste -sd ' ')" 'known known -'
	is "$(st-annotate --pack none -r rules.json --release 1.4 stream | words | paste -sd ' ')" 'known regressed -'
	: >known.ndjson
	is "$(known -r rules.json --release 1.4 stream | words | paste -sd ' ')" 'known regressed new'
	entry '{"issue":"K"}' g main >known.ndjson
	is "$(known -r rules.json --release 1.4 stream | jq -r .issue.id | paste -sd ' ')" 'R-1 K null'
	is "$(known -r rules.json --release 1.4 stream | words | paste -sd ' ')" 'known known new'
}

@test "annotating again with the same file changes nothing; with another file its entries count" {
	{
		entry '{"issue":{"id":"A","fixed":"1.4"}}' f main
		entry '{}' g main
	} >known.ndjson
	{
		thread '{}' f main
		thread '{}' g main
		thread '{}' h main
		thread '{}' main
	} >stream
	known --release 1.5 stream >once 2>/dev/null
	is "$(words <once | paste -sd ' ')" 'regressed known new -'
	known --release 1.5 once >twice 2>/dev/null
	same once twice
	st-annotate --pack none once >twice
	same once twice
	jq -c 'if .issue then .issue.fixed = "1.6" else . end' known.ndjson >later
	is "$(st-annotate --pack none --known later once 2>/dev/null | words | paste -sd ' ')" 'known known new -'
	st-group once >>known.ndjson
	is "$(known once 2>/dev/null | words | paste -sd ' ')" 'regressed known known -'
}

@test "a group is new or regressed if one of its records is, and has that record's issue and release" {
	one() { # ID MORE
		thread "$(jq -c --argjson id "$1" '. + {tid: $id, process: {pid: 7}}' <<<"$2")" f main
	}
	said() {
		jq -c '[.count, .known, .regressed, .issue.id, .release]'
	}
	{
		one 1 '{"known":true}'
		one 2 '{"known":true,"issue":{"id":"A"},"release":"1.3"}'
	} >stream
	is "$(st-group stream | said)" '[2,true,null,"A","1.3"]'
	one 3 '{"known":true,"regressed":true,"issue":{"id":"B"},"release":"1.5"}' >>stream
	is "$(st-group stream | said)" '[3,true,true,"B","1.5"]'
	one 4 '{"known":true,"regressed":true,"issue":{"id":"C"},"release":"1.6"}' >>stream
	is "$(st-group stream | said)" '[4,true,true,"B","1.5"]'
	one 5 '{"known":false}' >>stream
	is "$(st-group stream | said)" '[5,false,true,"B","1.5"]'
	one 6 '{}' >>stream
	is "$(st-group stream | said)" '[6,false,true,"B","1.5"]'
	is "$(one 1 '{}' | st-group | said)" '[1,null,null,null,null]'
	# a value other than true or false is kept but has no effect
	is "$(one 1 '{"known":"yes","issue":"x"}' | st-group | jq -c '[.known, .issue]')" '["yes","x"]'
}

@test "groups of parts, grouped, are known, new or regressed like the groups of the whole" {
	for i in $(seq 60); do
		word=$((i * 7919 % 11)) issue=$((i * 104729 % 4)) function=$((i % 3))
		more=$(jq -nc --argjson w "$word" --argjson i "$issue" --argjson n "$i" '{tid: $n, process: {pid: 7}}
			+ if $w < 3 then {known: true} elif $w < 5 then {known: true, regressed: true} elif $w < 6 then {known: false} else {} end
			+ if $i > 0 then {issue: {id: "I\($n)"}} else {} end
			+ if $i > 1 then {release: "1.\($n)"} else {} end
			+ if $n % 13 == 0 then {crashed: true} else {} end')
		thread "$more" "f$function" main
	done >stream
	st-group stream >whole
	for size in 1 2 3 5 7 20 59; do
		rm -f part.*
		split -l "$size" stream part.
		for part in part.*; do st-group "$part"; done | st-group >merged
		same whole merged
	done
	grep -q '"regressed":true' whole
}

@test "text marks each record as new, regressed, known or not seen" {
	{
		thread '{"known":false,"tid":1}' f main
		thread '{"known":true,"regressed":true,"issue":{"id":"A-1"},"tid":2}' f main
		thread '{"known":true,"tid":3}' f main
		thread '{"issue":{"id":"A-2"},"tid":4}' f main
	} >stream
	is "$(st-render stream | grep ^thread)" 'thread 1  new
thread 2  regressed  A-1
thread 3  known
thread 4  A-2'
	for record in '{"known":false}' '{"known":true,"regressed":true,"issue":{"id":"A-1"}}' '{"known":true}' '{"issue":{"id":"A-2"}}' '{"known":false,"regressed":true}'; do
		traceback "$record" f
	done >stream
	is "$(st-render stream | grep -E '^  (new|regr|known|A)')" '  new
  regressed, A-1
  known
  A-2
  new, regressed'
	# the formats of stacktraces.py do not
	for format in original json original-stacktrace; do
		is "$(st-render --format "$format" stream)" "$(jq -c 'del(.known, .regressed, .issue)' stream | st-render --format "$format")"
	done
}

@test "in a stream that goes on each record is judged at once; groups not seen come when it ends" {
	{
		entry '{}' f main
		entry '{}' never main
	} >known.ndjson
	mkfifo pipe
	known --new-only --unused --fail-on-new pipe >out 2>err 3>&- &
	pid=$!
	exec 9>pipe
	thread '{"tid":1}' f main >&9
	thread '{"tid":2}' g main >&9
	eventually grep -q '"tid":2' out
	is "$(words <out)" new
	is "$(cat err)" ''
	exec 9>&-
	status=0
	wait "$pid" || status=$?
	is "$status" 3
	is "$(words <out | paste -sd ' ')" 'new known'
	has "$(cat err)" '1 of 2 known issues not seen'
}

# A log with two exceptions of orders.log, and a third one.
orders() {
	cp "$checkout/examples/orders.log" today.log
	sed 's/in parse$/in read_order/; s/^2026-11-24/2026-11-25/' "$checkout/examples/orders.log" >tomorrow.log
}

@test "the example scripts: adopt, nightly report, check in CI, assign, prune, and a regression" {
	orders
	examples=$checkout/examples
	for shell in sh dash; do
		command -v "$shell" >/dev/null || continue
		: >known.ndjson
		gzip -c today.log >app.log-20261124.gz
		gzip -c tomorrow.log >app.log-20261125.gz
		# on the first night all is new; after adopting, nothing is
		run -0 "$shell" "$examples/new-exceptions.sh" known.ndjson app.log-20261124*
		is "$(grep -c '^[0-9]* times* (new) ' <<<"$output")" 2
		run -0 "$shell" "$examples/adopt.sh" known.ndjson app.log-20261124.gz
		is "$output" 'OrderError in example.orders.price
json.decoder.JSONDecodeError in example.orders.parse'
		is "$(wc -l <known.ndjson)" 2
		cp known.ndjson before
		run -0 "$shell" "$examples/adopt.sh" known.ndjson app.log-20261124.gz
		is "$output" ''
		same before known.ndjson
		run -0 --separate-stderr "$shell" "$examples/new-exceptions.sh" known.ndjson app.log-20261124*
		is "$output" ''
		is "$stderr" ''
		# CI: the pipe has the status of the stage that failed
		run -0 "$shell" "$examples/ci.sh" known.ndjson today.log
		is "$output" 'nothing new'
		run -3 --separate-stderr "$shell" "$examples/ci.sh" known.ndjson today.log tomorrow.log
		is "$(grep -o '[a-zA-Z.]*Error: .*' <<<"$output")" 'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)'
		has "$stderr" 'st-annotate: --fail-on-new: 1 new, 0 regressed'
		run -2 --separate-stderr "$shell" "$examples/ci.sh" nosuch.ndjson today.log
		has "$stderr" 'nosuch.ndjson: No such file'
		run -2 --separate-stderr "$shell" "$examples/ci.sh" known.ndjson tomorrow.log nosuch.log
		head -c 100 app.log-20261125.gz >cut.gz # it is read as far as possible; status 1 goes before 3
		run -1 "$shell" "$examples/ci.sh" known.ndjson tomorrow.log cut.gz
		# a stage that is missing or was killed is not taken for one that found nothing
		mkdir -p broken
		for stage in st-parse-pylog st-annotate st-group st-render; do
			for end in 'exit 127' 'kill -9 $$'; do
				printf '#!/bin/sh\n%s\n' "$end" >broken/$stage
				chmod +x broken/$stage
				status=0
				PATH=$PWD/broken:$PATH "$shell" "$examples/ci.sh" known.ndjson today.log >out 2>/dev/null || status=$?
				is "$stage $((status > 3)): $(cat out)" "$stage 1: "
				status=0
				PATH=$PWD/broken:$PATH "$shell" "$examples/new-exceptions.sh" known.ndjson tomorrow.log >out 2>/dev/null || status=$?
				is "$stage $((status > 3)): $(cat out)" "$stage 1: "
			done
			rm broken/$stage
		done
		# adopting what is new keeps the lines that were there
		run -0 --separate-stderr "$shell" "$examples/adopt.sh" known.ndjson tomorrow.log
		is "$output" 'json.decoder.JSONDecodeError in example.orders.read_order'
		is "$(head -n 2 known.ndjson)" "$(cat before)"
		# pruning removes the lines that were not seen today
		"$shell" "$examples/prune.sh" known.ndjson today.log >pruned
		same pruned before
		run -2 --separate-stderr "$shell" "$examples/prune.sh" known.ndjson today.log nosuch.log
		is "$output" ''
		# records get the assigned issue; seen in a later release than the fix, they are regressed
		"$shell" "$examples/assign-issue.sh" known.ndjson "$(jq -r 'select(.signature | startswith("Order")).fingerprint' before)" SHOP-3 >assigned
		is "$(jq -c .issue assigned)" $'{"id":"SHOP-3"}\nnull\nnull'
		run -0 --separate-stderr "$shell" "$examples/regressed.sh" assigned 1.10 today.log
		is "$output" ''
		"$shell" "$examples/assign-issue.sh" assigned "$(jq -r 'select(.issue).fingerprint' assigned)" SHOP-3 1.4 >fixed
		is "$(jq -c .issue fixed)" $'{"id":"SHOP-3","fixed":"1.4"}\nnull\nnull'
		run -0 --separate-stderr "$shell" "$examples/regressed.sh" fixed 1.3 today.log tomorrow.log
		is "$output" ''
		run -0 --separate-stderr "$shell" "$examples/regressed.sh" fixed 1.10 today.log tomorrow.log
		is "$output" 'SHOP-3: OrderError in example.orders.price: 4 in 1.10, fixed in 1.4'
	done
}

@test "the exceptions of a new release are known, whatever its folder is called" {
	# at PATH: a log of an exception in that file
	at() {
		printf '%s\n' '2026-11-28 10:00:00,000 ERROR shop: failed' 'Traceback (most recent call last):' "  File \"$1\", line 3, in pay" "KeyError: 'x'"
	}
	at /home/deploy/shop/releases/20240101120000/views.py | st-parse-pylog | st-annotate | st-group >known
	at /home/deploy/shop/releases/20261128103000/views.py >new.log
	run -0 st-show --known known --fail-on-new --color never new.log
	has "$output" "1 time (known) KeyError: 'x'"
	at /opt/shop-1.2.3/main.py | st-parse-pylog | st-annotate | st-group >known
	is "$(jq -r .signature known)" 'KeyError in shop.main.pay'
	at /opt/shop-1.3.0/main.py >new.log
	run -0 st-show --known known --fail-on-new new.log
	at /opt/mail-1.2.3/main.py >new.log
	run -3 st-show --known known --fail-on-new new.log
	# others stay as they were
	run -0 st-annotate --fingerprint-text <<<"$(at /srv/api/v2/views.py | st-parse-pylog)"
	is "$(jq -r .fingerprint_text <<<"$output")" "$(printf '%s\n' traceback 'raised KeyError' 'v2/views pay')"
}
