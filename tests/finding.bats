# The member `finding` of st-group: what the threads of a process show together, by the process rules of packs and users.
# shellcheck disable=SC2016,SC2154 # set by bats and in common.bash

load common

# finding OPTION...: groups the records on standard input, and prints each finding
finding() {
	st-group "$@" | jq -r '.finding // empty'
}

# worker LWP STATE [MEMBERS]: a thread that a pack labelled as a worker in this state
worker() {
	jq -nc --argjson lwp "$1" --arg state "$2" --argjson more "${3:-{\}}" '{type: "thread", process: {pid: 7, exe: "/usr/sbin/apache2"},
		tid: $lwp, lwp: $lwp, role: "worker", pack: "httpd", frames: [{function: $state}]} + $more
		+ (if $state == "" then {} else {state: $state} end)'
}

# waiter LWP NAME ADDRESS OWNER: a thread that waits for the mutex at ADDRESS, or sleeps if that is empty
waiter() {
	jq -nc --argjson lwp "$1" --arg name "$2" --arg address "$3" --argjson owner "${4:-null}" '{type: "thread", process: {pid: 7, exe: "/x/prog"},
		tid: $lwp, lwp: $lwp, comm: $name, pack: "glibc", state: (if $address == "" then "sleeping" else "waiting for a mutex" end),
		frames: [{function: (if $address == "" then "nap" else "take" end)}]}
		+ (if $address == "" then {} else {waits_for: ({kind: "mutex", address: $address} + (if $owner then {owner: $owner} else {} end))} end)'
}

idle='waiting for a connection to handle'

@test "no worker is idle: the first group of the process says so, and no other" {
	for lwp in 3 4 5; do worker $lwp serving; done >records
	worker 2 listening '{"role":"listener"}' | cat - records >all
	is "$(st-group all | jq -c '[.count, .finding]')" $'[1,"0 of 3 workers idle"]\n[3,null]'
	is "$({ cat all; worker 6 "$idle"; } | finding)" ''
	# not for a single worker, nor if the state of one is unknown
	is "$(worker 3 serving | finding)" ''
	is "$({ cat all; worker 6 ''; } | finding)" ''
	# two processes have a finding each
	is "$({ cat all; jq -c '.process.pid = 8' records; worker 9 "$idle" '{"process":{"pid":9,"exe":"/usr/sbin/apache2"}}'; } | st-group | jq -c '[.process.pid, .finding // empty]')" \
		$'[7,"0 of 3 workers idle"]\n[7]\n[8,"0 of 3 workers idle"]\n[9]'
}

@test "groups by other keys say so, too, if all threads are of one process" {
	for lwp in 3 4 5; do worker $lwp serving; done >records
	is "$(finding --by role,state <records)" '0 of 3 workers idle'
	has "$(st-group --by role,state records | st-render --format table | head -n 1)" 'process 7 /usr/sbin/apache2: 0 of 3 workers idle'
	is "$(st-group --by role records | finding --by role)" '0 of 3 workers idle'
	# not of two processes, nor where it is not known of how many
	is "$(jq -c '.process.pid = 8' records | cat records - | finding --by role,state)" ''
	is "$(jq -c '.process.host = "b"' records | cat records - | finding --by role,state)" ''
	is "$(jq -c 'del(.process.pid)' records | finding --by role,state)" ''
	is "$(finding --by role,state --members 2 <records)" ''
}

@test "real servers: all workers busy, or not" {
	in=$checkout/tests/fixtures/packs
	jq -c 'select(.process.exe | endswith("apache2")) | .process.pid = 1' "$in/apache-worker-busy.records" | st-annotate >busy
	is "$(finding <busy)" "0 of $(jq -r 'select(.role == "worker").role' busy | wc -l) workers idle"
	jq -c 'select(.process.exe | endswith("apache2")) | .process.pid = 1' "$in/apache-worker.records" | st-annotate >some
	jq -e -n '[inputs | select(.role == "worker" and (.state | startswith("waiting for a connection")))] | length > 0' some
	is "$(finding <some)" ''
}

@test "a real Python process: no worker is idle, most threads wait for the GIL, and one is named as its holder" {
	real=$checkout/tests/fixtures/packs/whole/python-busy.records
	threads=$(wc -l <"$real")
	waiting=$(grep -c '"kind":"gil"' "$real")
	workers=$(grep -c '"_worker"' "$real")
	holder=$(jq -r 'select(.gil) | "thread \(.tid) in \([.frames[] | select(.language)][0].function)"' "$real")
	is "$(st-annotate "$real" | finding)" "0 of $workers thread pool workers idle; $waiting of $threads Python threads wait for the GIL, held by $holder"
	is "$(head -n 2 "$real" | st-annotate | st-group | cat - <(tail -n +3 "$real" | st-annotate) | finding)" "$(st-annotate "$real" | finding)"
}

@test "the holder of the GIL is named only if it is certain" {
	jq -nc '(1, 2) | {type: "thread", process: {pid: 7, exe: "/usr/bin/python3.11"}, tid: ., lwp: (. + 10), pack: "cpython", role: "Python thread", state: "waiting for the GIL",
		waits_for: {kind: "gil", address: "0x10", owner: 13}, frames: [{function: "take"}]}' >waiting
	jq -nc '{type: "thread", process: {pid: 7, exe: "/usr/bin/python3.11"}, tid: 3, lwp: 13, gil: true, pack: "cpython", role: "Python thread", state: "running", frames: [{function: "crunch"}]}' >holder
	cat waiting holder >records
	is "$(finding <records)" '2 of 3 Python threads wait for the GIL, held by thread 3 in crunch'
	is "$(jq -c 'del(.waits_for.owner, .waits_for.address, .tid)' records | finding)" '2 of 3 Python threads wait for the GIL, held by LWP 13 in crunch'
	is "$(jq -c 'if .gil then .frames = [{function: "main"}] else . end' records | finding)" '2 of 3 Python threads wait for the GIL, held by thread 3 in main'
	is "$(jq -c 'if .gil then .frames = [] else . end' records | finding)" '2 of 3 Python threads wait for the GIL, held by thread 3'
	unsure='2 of 3 Python threads wait for the GIL'
	# a waiting thread names another owner; nobody has it; two interpreters have a GIL each
	is "$(jq -c 'if .tid == 2 then .waits_for.owner = 99 else . end' records | finding)" "$unsure"
	is "$(jq -c 'if .waits_for then .waits_for.owner = 99 else . end' records | finding)" "$unsure"
	is "$(jq -c 'del(.gil)' records | finding)" "$unsure"
	is "$(jq -c 'if .tid == 2 then .waits_for.address = "0x20" else . end' records | finding)" "$unsure"
	is "$({ cat records; jq -c '.tid = 4 | .lwp = 14' holder; jq -c '.tid += 4 | .lwp += 4' waiting; } | finding)" '4 of 6 Python threads wait for the GIL'
	# some threads are not listed; another thread had it in the second look
	is "$(finding --members 1 <records)" "$unsure"
	is "$({ jq -c '.sample = 1' records; jq -c '.sample = 2' records; } | finding)" "$unsure"
	# most other threads do something else
	is "$({ cat records; jq -c 'del(.gil) | .tid = (4, 5) | .lwp = .tid + 10' holder; } | finding)" ''
}

@test "most threads of a pool wait for one lock: who holds it" {
	for lwp in 1 2 3; do waiter $lwp io-$lwp 0x10 9; done >records
	is "$({ cat records; waiter 9 main ''; } | finding)" 'all 3 threads of pool io wait for one lock, held by thread 9'
	is "$(jq -c 'del(.waits_for.owner)' records | finding)" 'all 3 threads of pool io wait for one lock'
	# the holder is named by the debugger's number, or else the kernel's
	is "$(jq -c 'del(.tid)' records | finding)" 'all 3 threads of pool io wait for one lock, held by LWP 9'
	is "$({ cat records; waiter 9 main '' | jq -c '.tid = 2000'; } | finding)" 'all 3 threads of pool io wait for one lock, held by thread 2000'
	# the holder is in the pool itself; a thread of the pool does something else
	is "$({ cat records; waiter 9 io-9 ''; } | finding)" 'all 3 other threads of pool io wait for one lock, held by thread 9'
	is "$({ cat records; waiter 8 io-8 ''; } | finding)" '3 of 4 threads of pool io wait for one lock, held by LWP 9'
	# half of them is not most of them; threads without labels count, too
	is "$({ cat records; for lwp in 5 6 8; do waiter $lwp io-$lwp '' | jq -c 'del(.pack, .state)'; done; } | finding)" ''
	# two locks; things that are no locks
	is "$({ waiter 1 io-1 0x10 9; waiter 2 io-2 0x20 9; } | finding)" ''
	is "$(jq -c '.waits_for.kind = "gil"' records | finding)" ''
	is "$(jq -c '.waits_for.kind = "thread"' records | finding)" ''
	# threads in a deadlock are reported as that
	is "$(jq -c '.deadlock = [1, 2]' records | finding)" ''
	is "$(jq -c '.behind = 9' records | finding)" 'all 3 threads of pool io wait for one lock, held by LWP 9'
	# the holder changed between two looks
	is "$({ cat records; waiter 4 io-4 0x10 8; } | finding)" 'all 4 threads of pool io wait for one lock'
}

@test "a thread counts once, however many looks there are" {
	for sample in 1 2 3; do for lwp in 3 4; do worker $lwp serving "{\"sample\":$sample}"; done; done >records
	is "$(finding <records)" '0 of 2 workers idle'
	is "$({ cat records; worker 5 serving '{"sample":3}'; } | finding)" '0 of about 2 workers idle'
	is "$({ cat records; worker 5 "$idle" '{"sample":3}'; } | finding)" ''
	for sample in 1 2; do for lwp in 1 2 3; do waiter $lwp io-$lwp 0x10 9 | jq -c ".sample = $sample"; done; done >records
	is "$(finding <records)" 'all 3 threads of pool io wait for one lock, held by LWP 9'
}

@test "a group whose threads differ in state or pool keeps the count of each kind" {
	for lwp in 3 4; do worker $lwp "$idle" | jq -c '.frames = [{function: "f"}]'; done >records
	worker 5 serving | jq -c '.frames = [{function: "f"}]' >>records
	is "$(st-group records | jq -c '[.states, .census, .finding]')" \
		"[[{\"state\":\"$idle\",\"count\":2},{\"state\":\"serving\",\"count\":1}],[{\"pack\":\"httpd\",\"role\":\"worker\",\"state\":\"$idle\",\"count\":2},{\"pack\":\"httpd\",\"role\":\"worker\",\"state\":\"serving\",\"count\":1}],null]"
	is "$(head -n 2 records | st-group | jq -c .census)" null
	# groups of earlier releases have no such counts, so there is no finding
	is "$({ st-group records | jq -c 'del(.census)'; worker 6 serving; worker 7 serving; } | finding)" ''
	is "$({ st-group records | jq -c 'del(.census)' | st-group; worker 6 serving; worker 7 serving; } | finding)" ''
}

@test "the first group that is written has the finding, with --sort and --top, too" {
	{ worker 2 listening '{"role":"listener"}'; for lwp in 3 4 5; do worker $lwp serving; done; } >records
	is "$(st-group --sort count records | jq -c '[.count, .finding]')" $'[3,"0 of 3 workers idle"]\n[1,null]'
	is "$(st-group -n 1 --sort count records | jq -c '[.count, .finding, .left_out]')" '[3,"0 of 3 workers idle",1]'
	# groups over several processes have none
	is "$(jq -c '.process.pid = 8' records | cat records - | finding --by functions)" ''
	is "$(finding --members 0 <records)" '0 of 3 workers idle'
	# groups that list no thread are grouped again
	is "$(st-group --members 0 records | finding)" '0 of 3 workers idle'
}

@test "process rules of the user's files, and which packs' rules apply" {
	cat >own.json <<-'END'
		{ "rules": "own", "process": [
		  { "of": { "role": ["worker", "listener"] }, "all": { "state": "serving" }, "at_least": 3, "finding": "{share}, {of} of them, {are} serve[ in {pool}]" },
		  { "of": { "role": "worker" }, "most": { "waits_for": "one lock" }, "finding": "{are} want {lock}" } ] }
	END
	st-annotate --check --pack none -r own.json
	for lwp in 3 4 5; do worker $lwp serving; done >records
	is "$(finding -r own.json <records)" 'all 3, 3 of them, 3 serve; 0 of 3 workers idle'
	is "$(finding -r own.json --pack none <records)" 'all 3, 3 of them, 3 serve'
	is "$(head -n 2 records | finding -r own.json --pack none)" ''
	is "$(finding --pack none <records)" ''
	is "$(finding --pack nginx <records)" ''
	is "$(jq -c 'del(.pack)' records | finding)" ''
	jq -c '.waits_for = {kind: "rwlock", address: "0x5"}' records | head -n 2 >locked
	worker 6 serving >>locked
	is "$(finding -r own.json --pack none <locked)" 'all 3, 3 of them, 3 serve; 2 want 0x5'
	# a file for another program
	jq '.exe = "/nginx$"' own.json >other.json
	is "$(finding -r other.json --pack none <records)" ''
	# a pack that labelled no thread here
	is "$(jq -c '.pack = "nosuch"' records | finding)" ''
	run -2 --separate-stderr st-group -r nosuch.json records
	is "$output" ''
	run -2 --separate-stderr st-group --pack nosuch records
	has "$stderr" 'not one of none, cpython, erlang'
}

@test "--check: faults of process rules, with their line and member" {
	fault() {
		printf '{ "rules": "t",\n"process": [\n%s ] }\n' "$1" >rules.json
		run -2 --separate-stderr st-annotate --check --pack none -r rules.json
		is "$stderr" "st-annotate: rules.json:3: process[0]$2"
	}
	all="a rule of processes has an \`of\` or an \`each\`, one of \`none\`, \`most\` and \`all\`, and a \`finding\`"
	fault '{ "finding": "x" }' ": $all"
	fault '{ "of": { "role": "a" }, "finding": "x" }' ": $all"
	fault '{ "of": { "role": "a" }, "each": "pool", "all": { "waits_for": "one lock" }, "finding": "x" }' ": $all"
	fault '{ "of": { "role": "a" }, "none": { "state": "x" }, "all": { "state": "y" }, "finding": "x" }' '.all: only one of none, most and all may be given'
	fault '{ "each": "pool", "all": { "state": "y" }, "finding": "x" }' ': of pools it is only counted who waits for one lock'
	fault '{ "each": "pool", "none": { "waits_for": "one lock" }, "finding": "x" }' ': that none waits for one lock cannot be told'
	fault '{ "each": "role" }' '.each: has to be "pool"'
	fault '{ "of": { "waits_for": "one lock" } }' '.of: `waits_for` is asked behind none, most or all'
	fault '{ "all": { "waits_for": "locks" } }' '.all.waits_for: has to be "one lock"'
	fault '{ "of": { "role": [] } }' '.of.role: is empty'
	fault '{ "of": { "role": ["a", 1] } }' '.of.role[1]: has to be a text, and not empty'
	fault '{ "of": { "pool": "a" } }' '.of: no such member of a choice "pool"'
	fault '{ "of": {} }' '.of: has to be an object, and not empty'
	fault '{ "at_least": 0 }' '.at_least: has to be a whole number from 1 on'
	fault '{ "finding": "{count} idle" }' '.finding: in braces may stand of, are, share, pool, lock, owner or holder'
	fault '{ "finding": "{of" }' '.finding: in braces may stand of, are, share, pool, lock, owner or holder'
	fault '{ "finding": "a[b" }' '.finding: its square brackets do not pair'
	fault '{ "finding": "a]b" }' '.finding: its square brackets do not pair'
	fault '{ "fnding": "x" }' ': no such member of a rule of processes "fnding" (did you mean "finding"?)'
}

@test "with too many kinds of threads there is no finding, and a message says so" {
	jq -nc 'range(2001) | {type: "thread", process: {pid: 7}, lwp: ., pack: "glibc", frames: [{function: "f"}], state: "s\(.)"}' >records
	run -0 --separate-stderr st-group records
	is "$stderr" 'st-group: 1 process has threads of more than 2000 kinds: no findings are looked for there'
	run -0 --separate-stderr st-group <(head -n 2000 records)
	is "$stderr" ''
	# at most five findings, and how many more there are
	for pool in a b c d e f g; do for lwp in 1 2; do waiter $lwp $pool-$lwp 0x10; done; done >records
	has "$(finding <records)" 'all 2 threads of pool e wait for one lock; and 2 more'
}

@test "all formats show findings before the groups, if they have a place for them" {
	{ for lwp in 3 4; do worker $lwp serving; done; for lwp in 3 4; do worker $lwp 'a<b' | jq -c '.process.pid = 8'; done; } | st-group >groups
	is "$(st-render groups | sed -n 2p)" '4 threads in 2 groups: 0 of 2 workers idle; 0 of 2 workers idle'
	is "$(st-render --format table groups | head -n 2)" $'process 7 /usr/sbin/apache2: 0 of 2 workers idle\nprocess 8 /usr/sbin/apache2: 0 of 2 workers idle'
	is "$(st-render --format csv groups | head -n 1)" $'count,share,name,state,function,place,last\r'
	jq -c '.finding = "`1`\n#2"' groups | st-render --format markdown >out
	is "$(sed -n 3p out)" '- <code>/usr/sbin/apache2, process 7</code>: <code>&#96;1&#96; &#35;2</code>'
	jq -c '.finding = "50%\n::error::x"' groups | st-render --format github >out
	is "$(sed -n 1,2p out)" $'::warning title=/usr/sbin/apache2%2C process 7::50%25%0A::error::x\n::warning title=/usr/sbin/apache2%2C process 8::50%25%0A::error::x'
	jq -c 'range(1; 9) as $pid | .process.pid = $pid' groups | st-render --format github >out
	is "$(grep -c '^::warning' out)" 3
	st-render --format junit groups >document
	python3 - <<-'END'
		import xml.etree.ElementTree as tree
		(suite,) = tree.parse("document").getroot()
		assert [[(each.tag, each.text) for each in case] for case in suite] == [
		    [("system-out", "/usr/sbin/apache2, process %d: 0 of 2 workers idle" % pid)] for pid in (7, 8)]
	END
	jq -c '.finding = "<&>" | del(.process) | .known = false' groups | st-render --format junit >document
	has "$(<document)" '</failure><system-out>&lt;&amp;&gt;</system-out></testcase>'
	is "$(st-render --format otlp groups | jq -c '.resourceLogs[].scopeLogs[].logRecords[].attributes[] | select(.key == "st.finding").value')" \
		$'{"stringValue":"0 of 2 workers idle"}\n{"stringValue":"0 of 2 workers idle"}'
	is "$(st-render --format prometheus groups | grep -v '^#' | tail -n 1)" 'stacktraces_findings 2'
	is "$(jq -c 'del(.finding)' groups | st-render --format prometheus | grep -v '^#' | tail -n 1)" 'stacktraces_findings 0'
	is "$(st-render --format speedscope groups | jq -c '[.profiles[].name]')" \
		'["/usr/sbin/apache2, process 7: 0 of 2 workers idle","/usr/sbin/apache2, process 8: 0 of 2 workers idle"]'
	is "$(jq -c 'del(.process)' groups | st-render --format speedscope | jq -c '[.profiles[].name]')" '["threads: 0 of 2 workers idle; 0 of 2 workers idle"]'
	is "$(st-render --format folded groups | wc -l)" 2
	is "$(st-render --format sarif groups | jq -c '.runs[0].results[].properties')" $'{"finding":"0 of 2 workers idle"}\n{"finding":"0 of 2 workers idle"}'
}

@test "markdown: the text fits into a tracker's limit, and says how many findings are left out" {
	worker 3 serving | st-group >group
	jq -c 'range(400) as $i | .process.pid = $i | .finding = "\($i) of 9999 workers are in a queue that is \("long, " * 9)"' group >many
	st-render --format markdown many >out
	told=$(grep -c '^- .*<code>[0-9]* of 9999 workers' out)
	[ "$told" -gt 20 ]
	is "$(grep '^- and' out)" "- and $((400 - told)) more findings"
	[ "$(wc -c <out)" -lt 65000 ]
	jq -c '.finding = "x" * 1000' group | st-render --format markdown >out
	has "$(<out)" "<code>$(printf 'x%.0s' $(seq 500))</code>…"
}

# Random threads; the findings are compared with those of a second implementation.
@test "groups of parts, grouped, are the groups of the whole, and the findings are right" {
	cat >chance.py <<'END'
import json, random, subprocess

chance = random.Random(7)
IDLE = 'waiting for a connection to handle'


def group(*lines):
    return subprocess.run(['st-group'], input=b''.join(lines), check=True, stdout=subprocess.PIPE).stdout


def thread(pid, look, lwp, busy, held):
    record = {'type': 'thread', 'process': {'pid': pid, 'exe': '/usr/sbin/apache2'}, 'tid': lwp + 1, 'lwp': lwp,
              'comm': 'w-%d' % lwp if lwp % 3 else 'main', 'frames': [{'function': chance.choice('abcd')}],
              'role': 'worker' if lwp % 4 else 'boss', 'state': chance.choice(['serving', 'reading'] if busy else ['serving', IDLE])}
    if look:
        record['sample'] = look
    if chance.random() < .1:
        del record['state']
    if chance.random() < .9:
        record['pack'] = chance.choice(['httpd', 'glibc'])
    if held and chance.random() < .8:
        record['waits_for'] = {'kind': 'mutex', 'address': held, 'owner': chance.choice([0, 0, 0, 1])}
    return record


def records():
    for pid in range(chance.randint(1, 3)):
        count, held = chance.randint(1, 9), chance.choice([None, '0x1', '0x2'])
        for look in chance.choice([[None], [None], [1], [1, 2], [1, 2, 3]]):
            busy = chance.random() < .6
            for lwp in range(count):
                if chance.random() < .9:
                    yield thread(pid, look, lwp, busy, held)


def no_worker_idle(threads):
    workers = [t for t in threads if t['role'] == 'worker' and 'pack' in t]
    idle = sum('state' not in t or t['state'] == IDLE for t in workers)
    return any(t.get('pack') == 'httpd' for t in threads) and len(workers) >= 2 and idle == 0 and '0 of %d workers idle' % len(workers)


said = 0
for number in range(150):
    made = list(records())
    lines = [json.dumps(record).encode() + b'\n' for record in made]
    whole = group(*lines)
    cuts = sorted(chance.randrange(len(lines) + 1) for _ in range(chance.randint(1, 4)))
    parts = [group(*lines[a:b]) for a, b in zip([0] + cuts, cuts + [len(lines)])]
    assert group(*parts) == whole, number
    assert group(group(*parts[:2]), *parts[2:]) == whole, number
    assert group(whole) == whole, number
    for pid in {record['process']['pid'] for record in made}:
        threads = [record for record in made if record['process']['pid'] == pid]
        findings = [g['finding'] for g in map(json.loads, whole.splitlines()) if g['process']['pid'] == pid and 'finding' in g]
        assert len(findings) <= 1
        if not any('sample' in t for t in threads):
            wanted = no_worker_idle(threads)
            assert bool(wanted) == ('workers idle' in ''.join(findings)), (number, wanted, findings)
            assert not wanted or wanted in findings[0].split('; '), (number, wanted, findings)
            said += bool(wanted)
assert said > 20, said
END
	python3 chance.py
}
