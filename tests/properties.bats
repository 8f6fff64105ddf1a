# What holds for any input: parts and wholes, pipes and files, line ends, linear work, flat memory.
# shellcheck disable=SC2002,SC2035,SC2086,SC2094,SC2154 # set by bats and in common.bash

load common

# Writes the file with so many bytes, or one, for each call of write(2).
drip() { # FILE [BYTES]
	python3 -c '
import os, sys
data = open(sys.argv[1], "rb").read()
size = int(sys.argv[2])
for i in range(0, len(data), size):
    os.write(1, data[i:i + size])
' "$1" "${2:-1}"
}

fixtures() {
	printf '%s\n' "$native"/*.gdb "$native"/*.eustack
}

all_records() {
	# shellcheck disable=SC2046 # no blanks in their names
	(cd "$native" && st-parse-gdb *.gdb *.eustack)
}

@test "two logs parsed as one give the records of both, except for their source and number of the look" {
	for pair in crash-segv.gdb:crate-core.gdb eu-core.eustack:oven-core.gdb oven-live.gdb:eu-live.eustack oven-core.gdb:tty-attach.gdb \
		single-attach.gdb:mill-core.gdb shelf-core.gdb:shelf-core.gdb variant-crlf.gdb:crash-abort.gdb inline-core.gdb:variant-eustack-crlf.eustack; do
		a=$native/${pair%:*} b=$native/${pair#*:}
		cat "$a" "$b" | st-parse-gdb | jq -c 'del(.source, .sample)' >together
		st-parse-gdb "$a" "$b" | jq -c 'del(.source, .sample)' >apart
		[ -s together ]
		same together apart
	done
}

@test "two logs give the same records as both in one, even if the first lacks its last LF" {
	printf '%s' "$(cat "$native/crash-segv.gdb")" >a
	cp "$native/oven-core.gdb" b
	st-parse-gdb a b | jq -c 'del(.source)' >apart
	{ cat a && echo && cat b; } | st-parse-gdb | jq -c 'del(.source)' >together
	same together apart
}

@test "annotating twice is annotating once" {
	all_records | st-annotate >once
	st-annotate once >twice
	same once twice
}

@test "a log read byte by byte from a pipe gives the same records" {
	for file in oven-core-limit.gdb eu-core.eustack tty-wrapped.gdb; do
		head -c 6000 "$native/$file" >log
		st-parse-gdb <log >whole
		drip log | st-parse-gdb >bytes
		same bytes whole
	done
	st-parse-gdb "$native/oven-core-limit.gdb" | head -n 3 >records
	for stage in 'st-annotate --pack original' st-group st-render 'st-render --format original -i 4' 'st-render --format json'; do
		$stage <records >whole
		drip records | $stage >bytes
		same bytes whole
	done
}

@test "a log read in pieces of any size gives the same records" {
	for file in oven-core.gdb shelf-core-pretty.gdb crash-overflow-whole.gdb eu-live-verbose.eustack tty-colours.gdb; do
		st-parse-gdb <"$native/$file" >whole
		for size in 7 4096 65537; do
			drip "$native/$file" "$size" | st-parse-gdb >pieces
			same pieces whole
		done
	done
}

@test "lines may end in CRLF or CR CR LF" {
	while read -r file; do
		tr -d '\r' <"$file" >lf
		case $file in
		*/tty-*) continue ;; # in these a CR moves the terminal's cursor
		esac
		st-parse-gdb <lf >wanted
		for end in '\r' '\r\r'; do
			sed "s/\$/$end/" lf >crlf
			st-parse-gdb <crlf >got
			same got wanted
		done
	done < <(fixtures)
	all_records >lf
	for stage in 'st-annotate --pack original' st-group 'st-render --format original -i 4'; do
		$stage lf >wanted
		for end in '\r' '\r\r'; do
			same <(sed "s/\$/$end/" lf | $stage) wanted
		done
	done
}

@test "a pipe and a file give the same records, except for the file's name" {
	while read -r file; do
		st-parse-gdb "$file" | sed 's/"source":{"file":"[^"]*",/"source":{/' >file
		cat "$file" | st-parse-gdb >pipe
		same pipe file
	done < <(fixtures)
	all_records >records
	for stage in 'st-annotate --pack original' st-group 'st-group --by role,state' st-render 'st-render --format json'; do
		same <(cat records | $stage) <($stage records)
	done
}

@test "groups of two halves, grouped, are the groups of the whole" {
	all_records | st-annotate --pack original >records
	total=$(wc -l <records)
	for by in process,functions functions role,state fingerprint process; do
		st-group --by "$by" records >whole
		for at in 1 7 $((total / 2)) $((total - 1)); do
			head -n "$at" records | st-group --by "$by" >first
			tail -n +$((at + 1)) records | st-group --by "$by" >second
			st-group --by "$by" first second >merged
			same merged whole
		done
	done
}

@test "groups of small parts, grouped in any nesting, are the groups of the whole" {
	all_records >records
	st-group records >whole
	split -l 60 records part.
	for part in part.*; do st-group "$part" >"g.$part"; done
	st-group g.part.aa g.part.ab >left
	# shellcheck disable=SC2046
	st-group $(printf '%s\n' g.part.* | tail -n +3) >right
	same <(st-group left right) whole
	st-group whole >again
	same again whole
}

@test "messages: groups of parts, grouped in any nesting, are the groups of the whole" {
	cat >split.py <<'END'
import json, random, subprocess

chance = random.Random(11)
WORDS = ['alpha', 'beta', 'gamma', 'delta', 'user', 'no', 'not', 'found', '*', '**', '17', '42', '-5', "'a'", "'b'", "'*'", "''", '[1, 2]', '[]',
         '()', '(1)', 'utf-8', 'x=True', 'x=*', 'é', '404', 'HTTP 404', '"' + 'y' * 300 + '"', "'" + 'z' * 201 + "'", '\n', '']
FORMS = ['user {0} not found', 'cannot open the {0} file now', 'the word {1} is not known here', 'it was {1} and {0} in all of this', "no {1} in '{0}'"]


def group(*files, options):
    return subprocess.run(['st-group', *options, *files], check=True, stdout=subprocess.PIPE).stdout


def written(name, data):
    with open(name, 'wb') as out:
        out.write(data)
    return name


def message(base):
    if base is None:
        return chance.choice(FORMS).format(chance.randrange(8), chance.choice(WORDS))
    words = list(base)
    for _ in range(chance.randrange(3)):
        words[chance.randrange(len(words))] = chance.choice(WORDS)
    return ' '.join(words)


for number in range(40):
    base = chance.choice([None, [chance.choice(WORDS) for _ in range(chance.randint(1, 9))]])
    source = chance.random() < .7
    records = []
    for _ in range(chance.choice([2, 5, 20, 100, 400])):
        record = {'type': 'traceback', 'exception': {'type': 'E', 'message': message(base)}, 'frames': []}
        if source:
            record['source'] = {'line': chance.randint(1, 99)}
        records.append(json.dumps(record).encode() + b'\n')
    options = chance.choice([[], [], ['--exact-messages']])
    whole = group(written('whole', b''.join(records)), options=options)
    cuts = sorted(chance.randrange(len(records) + 1) for _ in range(chance.randint(1, 5)))
    parts = [group(written('part', b''.join(records[a:b])), options=options) for a, b in zip([0] + cuts, cuts + [len(records)])]
    middle = chance.randrange(len(parts) + 1)
    left, right = (group(written('half', b''.join(half)), options=options) for half in (parts[:middle], parts[middle:]))
    for name, groups in ('parts', b''.join(parts)), ('nested', left + right), ('again', whole):
        merged = group(written('groups', groups), options=options)
        assert merged == whole, '%d, %s: %s is not %s' % (number, name, merged[:2000], whole[:2000])
    assert sum(m['count'] for line in whole.splitlines() for m in json.loads(line).get('messages', [])) == sum(
        1 for record in records if json.loads(record)['exception']['message'])
END
	python3 split.py
}

@test "every thread is in exactly one group, except those that have exited" {
	all_records >records
	is "$(st-group --by functions records | jq -s 'map(.count) | add')" "$(jq 'select((.exited or .repeats) | not) | 1' records | wc -l)"
	is "$(st-group records | jq -s 'map(.members | length) | add')" "$(jq 'select((.exited or .repeats) | not) | 1' records | wc -l)"
}

@test "the pipe still works if any stage is left out" {
	cd "$native"
	st-parse-gdb oven-live.gdb | st-group | st-render >/dev/null
	st-parse-gdb oven-live.gdb | st-annotate | st-render >/dev/null
	st-parse-gdb oven-live.gdb | st-render | grep -q thread
	st-parse-gdb oven-live.gdb | st-group | st-annotate --pack original | st-render | grep -q thread
}

@test "every stage writes JSON that jq reads, over all fixtures" {
	all_records >records
	st-annotate <records >annotated
	st-group <annotated >grouped
	st-render --format json annotated grouped >document
	for file in records annotated grouped document; do
		jq -c . "$file" >/dev/null
		iconv -f UTF-8 -t UTF-8 "$file" >/dev/null
	done
	is "$(wc -l <annotated)" "$(wc -l <records)"
}

@test "records have no null, empty text or false" {
	all_records | st-annotate | tee records | st-group >groups
	is "$(jq -c 'paths(. == null or . == "" or . == false)' records groups | grep -v '"value"' || :)" ''
}


@test "the work of st-group is linear in groups, members and processes" {
	for size in 4000 40000; do
		seq "$size" | sed 's/.*/{"type":"thread","tid":&,"frames":[{"function":"f&"}]}/' >"groups.$size"
		seq "$size" | sed 's/.*/{"type":"thread","tid":&,"frames":[{"function":"f"}]}/' >"members.$size"
		seq "$size" | sed 's/.*/{"type":"thread","tid":1,"process":{"pid":&},"frames":[{"function":"f"}]}/' >"processes.$size"
	done
	for kind in groups members processes; do
		linear "$kind.4000" 10 "$kind.40000" st-group
	done
	is "$(st-group members.40000 | jq .count)" 40000
}

@test "the work of st-render and st-annotate is linear in processes, frames and local variables" {
	for size in 2000 20000; do
		seq "$size" | sed 's/.*/{"type":"thread","tid":1,"process":{"pid":&},"frames":[{"function":"f"}]}/' >"processes.$size"
		{
			printf '{"type":"thread","tid":1,"frames":['
			seq "$size" | sed 's/.*/{"level":&,"function":"f&"},/' | tr -d '\n'
			echo '{"function":"main"}]}'
		} >"frames.$size"
		{
			printf '{"type":"thread","tid":1,"frames":[{"level":0,"function":"f","locals":['
			seq "$size" | sed 's/.*/{"name":"v&","value":"1"},/' | tr -d '\n'
			echo '{"name":"x","value":"1"}]}]}'
		} >"locals.$size"
	done
	for kind in processes frames locals; do
		for stage in 'st-annotate --pack original' 'st-render -i 4' 'st-render --format original -i 4' 'st-render --format json'; do
			linear "$kind.2000" 10 "$kind.20000" $stage
		done
	done
}

@test "the work of trims that apply at every frame is linear in frames" {
	echo '{"rules":"t","trim":[{"when":{"function":"g"},"drop":"match","each":true},{"when":{"function":"f","called_under":"nosuch"},"drop":"match","each":true}]}' >rules
	for size in 1000 10000; do
		{
			printf '{"type":"thread","tid":1,"frames":['
			seq "$size" | sed 's/.*/{"function":"f"},{"function":"g"},/' | tr -d '\n'
			echo '{"function":"main"}]}'
		} >"frames.$size"
	done
	linear frames.1000 10 frames.10000 st-annotate --pack none -r rules
}

@test "the work of rules that look at callers and other frames is linear in frames" {
	echo '{"rules":"t","trim":[{"when":{"function":"f","called_under":"main"},"drop":"first","each":true},
		{"when":{"function":"g","called_under":"h"},"drop":"inner","each":true},
		{"when":{"function":"g","not":{"function":"nosuch"}},"drop":"first","each":true}]}' >each
	echo '{"rules":"l","label":[{"when":{"function":"g","called_under":"main","called_by":"nosuch"},"role":"r"}]}' >once
	for size in 4000 40000; do
		{
			printf '{"type":"thread","tid":1,"frames":['
			seq "$size" | sed 's/.*/{"function":"f"},{"function":"g"},/' | tr -d '\n'
			printf '{"function":"h"},'
			seq "$size" | sed 's/.*/{"function":"x"},/' | tr -d '\n'
			echo '{"function":"main"}]}'
		} >"under.$size"
	done
	linear under.4000 10 under.40000 st-annotate --pack none -r each
	linear under.4000 10 under.40000 st-annotate --pack none -r once
	is "$(st-annotate --pack none -r each under.4000 | jq -c '[.trimmed, (.frames | length)]')" '[8000,4002]'
}

@test "the work of loading a rule file is linear: no rule is searched from the start of the file" {
	for size in 800 8000; do
		{
			printf '{"rules":"t","about":"'
			printf "%$((size * 2000))s" '' | tr ' ' x
			printf '",\n"trim":[\n'
			seq "$size" | sed 's/.*/{"when":{"function":"f&"},"drop":"inner"},/'
			printf '{"when":{"function":"f"},"drop":"inner"}],\n"label":[\n'
			seq "$size" | sed 's/.*/{"when":{"function":"f&"},"role":"r"},/'
			printf '{"when":{"function":"f"},"rule":"r"}]}\n'
		} >"rules.$size"
	done
	linear rules.800 10 rules.8000 bash -c '! st-annotate --pack none --check -r /dev/stdin'
	run -2 --separate-stderr st-annotate --pack none --check -r rules.8000
	is "$stderr" 'st-annotate: rules.8000:16005: label[8000]: no such member of a label "rule" (did you mean "role"?)'
}

@test "the work of st-parse-gdb is linear in threads, frames, locals, wrapped lines, quotes and brackets" {
	for size in 3000 30000; do
		{ seq "$size" | sed 's/.*/Thread & (LWP &):\n#0  f () at a.c:1\n/'; } >"threads.$size"
		{ echo 'Thread 1 (LWP 1):' && seq 0 "$size" | sed 's/.*/#&  f (a=1) at a.c:1/'; } >"frames.$size"
		{ printf 'Thread 1 (LWP 1):\n#0  f (a=1) at a.c:1\n' && seq "$size" | sed 's/.*/        v& = 1/'; } >"locals.$size"
		{ printf 'Thread 1 (LWP 1):\n#0  f (a=1) at a.c:1\n        v = {\n' && seq "$size" | sed 's/.*/          x& = {1, "2"},/' && echo '        }'; } >"value.$size"
		{ printf 'Thread 1 (LWP 1):\n#0  f (a=1,\n' && seq "$size" | sed 's/.*/    a&=2,/' && echo '    z=1) at a.c:1'; } >"wrapped.$size"
		{ printf 'Thread 1 (LWP 1):\n#0  f (a="' && printf '%*s' "$size" '' | sed "s/ /(\"'\\\\\"/g" && echo ') at a.c:1'; } >"quotes.$size"
		{ printf 'Thread 1 (LWP 1):\n#0  f (a=' && printf '%*s' "$size" '' | tr ' ' '(' && echo ') at a.c:1'; } >"open.$size"
		{ printf 'Thread 1 (LWP 1):\n#0  f' && printf '%*s' "$size" '' | sed 's/ / (x) y/g' && echo; } >"calls.$size"
		{ printf 'Thread 1 (LWP 1):\n#0  f' && printf '%*s' "$size" '' | sed 's/ /</g' && echo ' () at a.c:1'; } >"angles.$size"
		seq "$size" | sed 's/.*/Thread 1 (Thread 0x1 (LWP &) "a/' >"cut.$size"
		seq "$size" | sed 's/.*/Attaching to process &/' >"attach.$size"
		{ echo 'TID 1:' && seq 0 "$size" | sed 's/.*/#&  0x000001 f - a - b/'; } >"eustack.$size"
		{ echo '------  lwp# 1 / thread# 1  ----' && seq 0 "$size" | sed 's/.*/ 00123456 f (1, 2) + 2e8/'; } >"pstack.$size"
	done
	for kind in threads frames locals value wrapped quotes open calls angles eustack pstack; do
		linear "$kind.3000" 10 "$kind.30000" st-parse-gdb
	done
	for kind in cut attach; do
		echo 'Thread 9 (LWP 9):' >>"$kind.3000"
		echo 'Thread 9 (LWP 9):' >>"$kind.30000"
		linear "$kind.3000" 10 "$kind.30000" st-parse-gdb
	done
}

@test "the work of st-parse-pylog is linear in frames, lines of source, causes, and lines of a message" {
	for size in 3000 30000; do
		log() { printf 'Traceback (most recent call last):\n  File "a.py", line 3, in f\n' && seq "$size" | sed "s/.*/$1/" && echo 'ValueError: x'; }
		log '  File "a.py", line &, in f' >"frames.$size"
		log '    g([&,' >"open.$size"
		log '    g("&' >"quotes.$size"
		log '    g(&, =' >"folded.$size"
		log 'ValueError: x\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "a.py", line &, in f' >"causes.$size"
		log 'ValueError: x\n  &' >"message.$size"
	done
	for kind in frames open quotes folded causes message; do
		linear "$kind.3000" 10 "$kind.30000" st-parse-pylog
	done
}

@test "the work of st-parse-pylog is linear in events that give no record, whatever stands above them" {
	heads=$(seq 64 | sed 's/.*/2026-11-24 10:00:00 INFO app: &/')
	for kind in '  File "a.py", line 3, in f' 'as the File "a&.py", line 3 says' 'Stack (most recent call last):' '> Traceback (most recent call last):'; do
		seq 10000 | sed "s/.*/$kind\ntext &/" >bare
		# the lines above are of interest only in a log whose lines have no heads
		printf '%s\n' "$heads" | cat - bare >headed
		linear headed 1 bare st-parse-pylog
	done
}

@test "memory stays flat on a long stream" {
	line=$(thread '{"tid":1,"process":{"pid":7}}' poll worker main)
	yes "$line" | head -n 200000 >records
	yes 'Thread 1 (LWP 7):
#0  f (a=1) at a.c:3
        v = 1
#1  main () at a.c:9
' | head -n 500000 >log
	yes "Breakpoint 1, f (s=$(printf '%09000d' 0)) at a.c:7
7	g();
#0  f (s=0) at a.c:7
#1  main () at a.c:9
" | head -n 50000 >stops
	limit=60000 # KiB
	! sanitized || return 0 # sanitizers want memory: the plain build is tested
	flat() { # FILE STAGE ...
		kib=$(peak "${@:2}" "$1")
		[ "$kib" -lt "$limit" ]
	}
	for stage in 'st-annotate --pack original' st-render 'st-render --format original' 'st-group --members 100'; do
		flat records $stage
	done
	flat log st-parse-gdb
	flat stops st-parse-gdb
}

@test "strings are read like Python reads them, however they are written" {
	cat >strings.py <<'END'
import json, random, re, sys

chance = random.Random(7)
PIECES = ['a', 'é', '€', '😀', '"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '\x7f', ' ', 'plain text that is longer than sixteen bytes']


def written(c):
    """One of the ways in which JSON may have the character."""
    ways = []
    if c not in '"\\' and c >= ' ':
        ways.append(c)
    if c in '"\\/\b\f\n\r\t':
        ways.append('\\' + dict(zip('\b\f\n\r\t', 'bfnrt')).get(c, c))
    units = c.encode('utf-16-be')
    ways.append(''.join('\\u' + chance.choice(['%04x', '%04X']) % (units[i] << 8 | units[i + 1]) for i in range(0, len(units), 2)))
    return chance.choice(ways)


texts = []
for _ in range(3000):
    text = ''
    for _ in range(chance.randint(1, 30)):
        text += chance.choice(['\\u0000', '\\ud83d', '\\uDE00']) if chance.random() < .02 else ''.join(map(written, chance.choice(PIECES)))
    texts.append(text)
with open('records', 'w') as out, open('wanted', 'w') as wanted:
    for n, text in enumerate(texts):
        print('{"type":"traceback","exception":{"type":"E%d","message":"%s"},"frames":[]}' % (n, text), file=out)
        # a NUL and half a pair are what C and UTF-8 cannot have
        print(json.dumps(re.sub('[\0\ud800-\udfff]', '\ufffd', json.loads('"%s"' % text))), file=wanted)
END
	python3 strings.py
	# jq refuses half a pair
	st-group --exact-messages records |
		python3 -c 'import json, sys; [print(json.dumps(json.loads(line)["messages"][0]["template"])) for line in sys.stdin]' >got
	cmp got wanted
	is "$(wc -l <got)" 3000
}

# Options of st-group for which groups may be grouped again.
promises() {
	printf '%s\n' '' '--by process,functions' '--by functions' '--by functions:1' '--by exception' '--by message' '--by template' \
		'--by fingerprint' '--by role,state' '--by pool' '--by comm' '--by hour' '--by day,.log.logger' '--by .process.exe,signal' \
		'--per hour' '--per day' '--by pool --per day' '--exact-messages'
}

@test "a year of logs grouped at once, or month by month and then merged, gives the same bytes" {
	mkdir logs
	"$checkout/tests/year" logs logs
	for log in logs/*; do st-parse-pylog "$log" >"$log.records"; done
	is "$(cat logs/*.records | wc -l)" 360
	while read -r options; do
		for log in logs/*.log; do st-group $options "$log.records"; done | st-group $options >merged
		st-group $options logs/*.records >whole
		[ -s whole ]
		same merged whole || { echo "$options"; false; }
	done < <(promises)
}

@test "looks at threads, cut anywhere: the groups of the parts, grouped, are those of the whole" {
	for seed in 1 2 3; do
		"$checkout/tests/year" looks "$seed" >records
		while read -r options; do
			st-group $options records >whole
			for times in 1 2 3; do
				mapfile -t cuts < <(python3 -c 'import random, sys
draw = random.Random(sys.argv[1])
print(*sorted(draw.sample(range(1, 400), 3)), sep="\n")' "$seed$times$options")
				first=1
				for cut in "${cuts[@]}" 400; do
					sed -n "$first,${cut}p" records | st-group $options
					first=$((cut + 1))
				done >parts
				same <(st-group $options parts) whole || { echo "seed $seed, $options, ${cuts[*]}"; false; }
			done
		done < <(promises)
	done
}

@test "--sort gives the same order however the groups were made" {
	"$checkout/tests/year" looks 4 >records
	{ head -n 150 records | st-group; tail -n +151 records | st-group; } >parts
	for order in count first last interest; do
		same <(st-group --sort "$order" parts) <(st-group --sort "$order" records)
		same <(st-group --sort "$order" --top 3 parts) <(st-group --sort "$order" --top 3 records)
	done
}
