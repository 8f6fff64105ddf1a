# The page of st-render --format html, read without a browser. tests/html/run tests it in one.
# shellcheck disable=SC2154,SC2034,SC2016 # set by bats and in common.bash; the dollar of jq

load common

# page FILE: the page's data, its heading, and its elements and attributes, by Python's HTML parser
page() {
	python3 - "$1" <<-'END'
		import base64, hashlib, html.parser, json, re, sys

		class Reader(html.parser.HTMLParser):
		    def __init__(self):
		        super().__init__()
		        self.tags, self.names, self.scripts, self.style, self.policy, self.texts, self.inside = set(), set(), [], '', '', [], ''
		    def handle_starttag(self, tag, attributes):
		        self.tags.add(tag)
		        self.names.update(name for name, _ in attributes)
		        self.inside = tag
		        if ('http-equiv', 'Content-Security-Policy') in attributes:
		            self.policy = dict(attributes)['content']
		    def handle_data(self, text):
		        if self.inside == 'script':
		            self.scripts.append(text)
		        elif self.inside == 'style':
		            self.style += text
		        else:
		            self.texts.append(text)
		    def handle_endtag(self, tag):
		        self.inside = ''

		reader = Reader()
		reader.feed(open(sys.argv[1], newline='').read())
		data, program = reader.scripts
		digest = lambda text: "'sha256-%s'" % base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
		assert digest(program) in reader.policy.split('script-src ')[1].split(';')[0], 'the program is not the policy\'s'
		assert digest(reader.style) in reader.policy.split('style-src ')[1].split(';')[0], 'the style is not the policy\'s'
		assert reader.policy.startswith("default-src 'none'; "), reader.policy
		json.dump({'data': json.loads(data), 'tags': sorted(reader.tags), 'names': sorted(reader.names),
		           'text': ''.join(reader.texts)}, open('page', 'w'))
	END
}

# The rows of the page, with texts in place of their indices, and the names of the frames.
rows() {
	jq -c '.data as $d | $d.rows[] | [.count, $d.texts[.role // 0], $d.texts[.state // 0], [.links[].frames[] | numbers | $d.texts[$d.frames[.][0]]]]' page
}

@test "html: the heading and the groups that text shows, each once" {
	st-parse-gdb "$checkout/examples/crash.gdb" | st-annotate | st-group >groups
	st-render --format html groups >document
	page document
	st-render groups >text
	# each line of text is in the page, except empty ones
	python3 - <<-'END'
		import json
		shown = json.load(open("page"))["text"]
		for line in open("text"):
		    assert line.strip() in shown, line
	END
	is "$(jq -c '.tags' page)" '["article","body","h1","h2","head","header","html","link","main","meta","p","pre","script","span","style","title"]'
	is "$(jq -c '.names' page)" '["charset","class","content","href","http-equiv","id","lang","name","rel","type"]'
	is "$(jq '.data.texts | length - (unique | length)' page)" 0
	is "$(jq '.data.frames | length - (unique | length)' page)" 0
	is "$(jq '.data.rows | length' page)" "$(wc -l <groups)"
	is "$(rows | head -1)" '[1,"","crashed",["total_price","worker"]]'
}

@test "html: hostile text stays text, and none is left out" {
	hostile=$'</script><script>x()</script><!--<script>&lt;"\'`${x}\e[31m\u2028\u202e]]>\\u003c'
	jq -nc --arg t "$hostile" '{function: $t, file: ("/" + $t), line: 3, args: ("(" + $t), module: $t, text: $t, locals: [{name: $t, value: "SECRET"}]} as $frame |
		{comm: $t, pool: $t, role: $t, state: $t, thread: $t, reason: $t, signature: $t, process: {exe: $t, host: $t, pid: 7, command: "SECRET", title: "SECRET"},
		 issue: {id: $t}, log: {level: $t, logger: $t, message: $t}, frames: [$frame]} as $common |
		($common + {type: "thread", lwp: 9, crashed: true, signal: $t, deadlock: [9], waits_for: {kind: $t, address: $t, owner: 9}}),
		($common + {type: "traceback", exception: {type: $t, message: $t}, chain: [{relation: "cause", exception: {type: $t, message: $t}, frames: [$frame]}]})' >odd
	run -0 --separate-stderr st-render --format html odd
	printf '%s\n' "$output" >document
	page document
	is "$(jq -c '.tags' page)" '["article","body","h1","h2","head","header","html","link","main","meta","p","pre","script","span","style","title"]'
	is "$(jq -c '.names' page)" '["charset","class","content","href","http-equiv","id","lang","name","rel","type"]'
	lacks "$output" SECRET
	lacks "$output" '<script>x'
	lacks "$output" $'\e'
	lacks "$output" $'\u2028'
	# each is there as people see it, and once
	shown=$'</script><script>x()</script><!--<script>&lt;"\'`${x}\\x1b[31m\\u2028\\u202e]]>\\u003c'
	is "$(jq --arg t "$shown" '[.data.texts[] | select(. == $t)] | length' page)" 1
	run -0 --separate-stderr st-render --format html --with-values odd
	is "$(grep -o SECRET <<<"$output" | sort -u)" SECRET
}

@test "html: a command line that only names the program is left out" {
	jq -nc '{type: "thread", lwp: 1, process: {core: "/var/core.1", command: "/srv/app --password=hunter2"}, frames: [{function: "main"}]}' >records
	run -0 --separate-stderr st-render --format html records
	has "$output" '/srv/app, core file /var/core.1'
	lacks "$output" hunter2
	run -0 --separate-stderr st-render --format html --with-values records
	has "$output" '/srv/app --password=hunter2'
}

@test "html: without JavaScript the page shows 200 groups, and how many more there are" {
	for i in $(seq 250); do
		thread '{"type":"group","of":"thread","by":"process,functions","count":1,"lwp":'"$i"'}' "f$i" main
	done >groups
	st-render --format html groups >document
	is "$(grep -c '<article>' document)" 200
	has "$(cat document)" '<p class="more">and 50 more</p>'
	page document
	is "$(jq '.data.rows | length' page)" 250
	run -0 --separate-stderr st-render --format html -n 20 groups
	printf '%s\n' "$output" >document
	page document
	is "$(jq -c '[(.data.rows | length), .data.left_out]' page)" '[20,230]'
}

@test "html: each of these 200 has its stack, whatever the order of the input" {
	# known issues that were not seen, then threads and groups of one, larger groups, and crashes
	jq -nc '(range(210) | {type: "group", count: 0, unused: true, f: "unseen"}), (range(90) | ({type: "thread"}, {type: "group", count: 1}) | .f = "one"),
		(range(90) | {type: "group", count: 2, f: "two"}), (range(90) | {type: "thread", crashed: true, f: "crashed"}) |
		.of = "thread" | .by = "process,functions" | .frames = [{function: .f}]' >records
	st-render --format html records >document
	is "$(grep -c '<article>' document)" 200
	is "$(sed -n 's/^<.h2><pre>  #0  //p' document | uniq -c | tr -s ' ' | tr '\n' ',')" ' 90 crashed, 90 two, 20 one,'
}

@test "html: --was, threads and exceptions in one page, and an empty page" {
	{
		thread '{"type":"group","of":"thread","by":"process,functions","count":3,"was":1,"lwp":1}' poll main
		thread '{"type":"group","of":"thread","by":"process,functions","count":0,"was":2,"lwp":2}' gone main
		jq -nc '{type: "traceback", exception: {type: "E", message: "m"}, frames: [{function: "f", file: "a.py", line: 2}], log: {time: "2026-03-01T09:00:00"}}'
	} >records
	st-render --format html records >document
	page document
	is "$(jq -c '[.data.rows[] | [.exception, .count, .was]]' page)" '[[0,3,1],[0,0,2],[1,1,null]]'
	is "$(grep -c '<header>' document)" 2
	run -0 --separate-stderr st-render --format html </dev/null
	has "$output" '<h1>no stacks</h1>'
	run -0 --separate-stderr st-render --format html --of traceback records
	is "$(grep -c '<header>' <<<"$output")" 1
}

@test "html: recursion is folded with a count, and frames keep the debugger's numbers" {
	jq -nc '([range(400) as $n | {level: $n, function: (if $n % 2 == 0 then "even" else "odd" end)}] + [{level: 400, function: "last"}]) as $frames |
		{type: "thread", lwp: 1, frames: $frames}' >records
	st-render --format html records >document
	page document
	is "$(jq -c '.data | [[.frames[] as $frame | .texts[$frame[0]]], .rows[0].links[0].frames, .rows[0].links[0].levels]' page)" '[["even","odd","last"],[0,1,[2,200],2],null]'
	jq -nc '{type: "thread", lwp: 1, frames: [{level: 3, function: "a"}, {level: 5, function: "b"}]}' >records
	st-render --format html records >document
	page document
	is "$(jq -c '.data.rows[0].links[0].levels' page)" '[3,5]'
}

# Three looks at two threads of a pool and one more: functions, and CPU times so far.
make_samples() {
	jq -nc 'def look($n; $lwp; $comm; $cpu; $names): {type: "thread", process: {pid: 7, exe: "/bin/x"}, sample: $n, lwp: $lwp, comm: $comm, pool: "worker",
			cpu_ms: $cpu, frames: [$names[] | {function: .}]};
		look(1; 1; "worker-1"; 1000; ["spin", "work"]), look(1; 2; "worker-2"; 50; ["wait", "work"]),
		look(2; 1; "worker-1"; 1080; ["spin", "work"]), look(2; 2; "worker-2"; 50; ["wait", "work"]),
		look(3; 1; "worker-1"; 1120; ["spin", "work"]), look(3; 2; "worker-2"; 57; ["spin", "work"]), look(3; 3; "worker-3"; 4; ["start"])'
}

@test "a thread in several looks weighs the CPU time that it used since the look before" {
	make_samples >records
	# worker-1: 80 and 40, worker-2: 0 and 7, worker-3 began after the second look: 4
	run -0 --separate-stderr st-render --format folded records
	is "$output" 'worker;work;spin 80
worker;work;spin 40
worker;work;spin 7
worker;start 4'
	st-render --format speedscope records >document
	is "$(jq -c '[.shared.frames[].name] as $f | .profiles[] | [.name, .unit, .endValue, .weights, [.samples[] | map($f[.])]]' document)" \
		'["/bin/x, process 7, CPU time","milliseconds",131,[80,40,7,4],[["worker","work","spin"],["worker","work","spin"],["worker","work","spin"],["worker","start"]]]'
	st-render --format html records >document
	page document
	is "$(jq -c '.data as $d | [$d.rows[] | [$d.texts[.function], .samples, .cpu_ms, .count, $d.texts[.pool]]] | sort' page)" \
		'[["spin",4,127,2,"worker"],["start",1,4,1,"worker"],["wait",2,0,1,"worker"]]'
}

@test "looks without CPU times, and groups, weigh their counts" {
	make_samples | jq -c 'del(.cpu_ms)' >records
	is "$(st-render --format folded records | sort | uniq -c | sed 's/^ *//')" '1 worker;start 1
4 worker;work;spin 1
2 worker;work;wait 1'
	# a thread of the first look, and one whose number another thread has later
	make_samples | jq -c 'if .lwp == 1 and .sample == 3 then .cpu_ms = 9 else . end' >records
	has "$(st-render --format folded records)" 'worker;work;spin 9'
}
