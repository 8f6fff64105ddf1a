# What the exports of st-render promise. Each format is read by code in this file, and compared with the records.
# shellcheck disable=SC2154,SC2034,SC2016 # set by bats and in common.bash; back quotes of Markdown

load common

exports='folded speedscope markdown sarif github junit prometheus otlp'

# Text with special characters of each format, and how it has to be shown.
hostile=$'a;b,c:d %25\n::error::x\r</failure>]]>&<i>"q"\'|`` ``` #7 @you \\n{x="y"} \t\e[31m\u202eé\ufffe'

# A thread and an exception whose every text is $hostile.
make_hostile() {
	jq -nc --arg t "$hostile" '
		{function: $t, file: ("/srv/app/" + $t), line: 3, args: $t, module: $t, text: $t, locals: [{name: $t, value: $t}]} as $frame |
		{comm: $t, pool: $t, role: $t, state: $t, signal: $t, thread: $t, reason: $t, signature: $t, fingerprint: "2:0123456789abcdef",
		 process: {exe: $t, host: $t, pid: 7, command: "SECRET", title: "SECRET"}, issue: {id: $t}, crashed: true,
		 log: {level: "ERROR", message: $t}, frames: [$frame]} as $common |
		($common + {type: "thread", lwp: 9}),
		($common + {type: "traceback", exception: {type: $t, message: $t}, chain: [{relation: "cause", exception: {type: $t, message: $t}, frames: [$frame]}]})' >odd
}

group() { # MEMBERS FUNCTION...
	thread "$1" "${@:2}" | jq -c '. + {type: "group", of: "thread", by: "process,functions"} | .frames |= map(. + {file: "/srv/app/\(.function).c", line: 5})'
}

# Python's own traceback, as python3 prints it.
make_log() {
	cat >tree.py <<-'END'
		import traceback
		def deep(n):
		    if n == 0: raise KeyError('lost')
		    deep(n - 1)
		def chained():
		    try: deep(2)
		    except KeyError as e: raise ValueError("bad\nsecond line\n\nlast") from e
		def group():
		    raised = []
		    for each in chained, lambda: deep(0), lambda: 1 / 0:
		        try: each()
		        except Exception as e: raised.append(e)
		    raise ExceptionGroup("outer", [raised[0], ExceptionGroup("inner", raised[1:])])
		def again():
		    try: group()
		    except Exception: raise RuntimeError("at the end")
		for each in again, group, lambda: compile("x = (", "name.py", "exec"), lambda: deep(1):
		    try: each()
		    except Exception: traceback.print_exc()
	END
	python3 -X no_debug_ranges tree.py 2>log || true
}

@test "folded: process and thread, then frames from the outermost on; names contain no separator" {
	{
		group '{"count":3,"comm":"worker-3","pool":"worker"}' poll 'f;g' main
		group '{"count":1,"comm":"w"}' poll
		group '{"count":0,"unused":true}' gone
		thread '{"stack":"freed by thread T0"}' free
		jq -nc '{type: "thread"}, {type: "thread", frames: [{module: "/usr/lib/libui.so"}, {function: "??", module: "libc.so.6"}]},
			{type: "traceback", exception: {type: "ValueError"}, frames: [{function: "g"}, {function: "f"}]}'
	} >stream
	run -0 --separate-stderr st-render --format folded stream
	is "$output" 'worker;main;f:g;poll 3
w;poll 1
?? 1
[libc.so.6];[libui.so] 1
f;g;ValueError 1'
	is "$stderr" ''
}

@test "speedscope: a profile for each process, each frame once, stacks from the outermost frame on" {
	{
		group '{"count":3,"comm":"a","process":{"pid":7,"exe":"/bin/x"}}' poll main
		group '{"count":2,"comm":"b","process":{"pid":7,"exe":"/bin/x"}}' main
		group '{"count":1,"process":{"pid":8}}' poll main
		jq -nc '{type: "traceback", exception: {type: "E"}, frames: [{function: "g", file: "a.py", line: 2}]}'
	} >stream
	st-render --format speedscope --source-root /srv/app/ stream >document
	python3 - <<-'END'
		import json
		document = json.load(open("document"))
		assert document["$schema"] == "https://www.speedscope.app/file-format-schema.json"
		frames = document["shared"]["frames"]
		assert len(frames) == len({json.dumps(frame, sort_keys=True) for frame in frames}) == 6, frames
		assert {"name": "poll", "file": "poll.c", "line": 5} in frames
		got = []
		for profile in document["profiles"]:
		    assert (profile["type"], profile["unit"], profile["startValue"]) == ("sampled", "none", 0)
		    assert profile["endValue"] == sum(profile["weights"]) and len(profile["weights"]) == len(profile["samples"])
		    stacks = [";".join(frames[i]["name"] for i in sample) for sample in profile["samples"]]
		    got.append((profile["name"], list(zip(stacks, profile["weights"]))))
		assert got == [("/bin/x, process 7", [("a;main;poll", 3), ("b;main", 2)]), ("process 8", [("main;poll", 1)]), ("exceptions", [("g;E", 1)])], got
	END
	st-render --format speedscope </dev/null | jq -e '.profiles == [] and .shared.frames == []'
}

@test "sarif: a result for each group, with its place in the user's code and its baseline state" {
	{
		group '{"count":3,"fingerprint":"2:aa","signature":"s","known":true}' poll 'a b%' main
		group '{"count":1,"fingerprint":"2:bb","known":false,"crashed":true,"signal":"SIGSEGV"}' f main
		group '{"count":1,"known":true,"regressed":true,"issue":{"id":"T-1"}}' g main
		group '{"count":0,"known":true,"unused":true}' h main
		jq -nc '{type: "traceback", exception: {type: "E", message: "m"}, frames: [{function: "q", file: "/usr/lib/python3/q.py", line: 1}, {function: "o", file: "/srv/app/o.py", line: 2}]}'
	} >stream
	st-render --format sarif --source-root /srv/app stream >document
	python3 - <<-'END'
		import json
		document = json.load(open("document"))
		assert document["version"] == "2.1.0" and "sarif-2.1.0" in document["$schema"]
		(run,) = document["runs"]
		rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
		results = run["results"]
		assert [rules[result["ruleIndex"]] for result in results] == [result["ruleId"] for result in results] == ["thread", "SIGSEGV", "thread", "thread", "E"]
		assert [result["level"] for result in results] == ["note", "error", "warning", "note", "error"]
		assert [result.get("baselineState") for result in results] == ["unchanged", "new", "new", "absent", None]
		assert [result.get("occurrenceCount") for result in results] == [3, 1, 1, None, 1]
		assert [result.get("properties") for result in results] == [None, None, {"regressed": True, "issue": "T-1"}, None, None]
		assert results[0]["partialFingerprints"] == {"stacktraces/v2": "aa"} and results[0]["message"]["text"] == "s"
		assert results[4]["message"]["text"] == "E in app.o.o\nm", results[4]["message"]
		places = [result["locations"][0]["physicalLocation"] for result in results]
		assert places[0] == {"artifactLocation": {"uri": "a%20b%25.c"}, "region": {"startLine": 5}}, places[0]
		assert places[4] == {"artifactLocation": {"uri": "o.py"}, "region": {"startLine": 2}}
		frames = results[4]["stacks"][0]["frames"]
		assert [frame["location"]["logicalLocations"][0]["fullyQualifiedName"] for frame in frames] == ["q", "o"]
		assert frames[0]["location"]["physicalLocation"]["artifactLocation"]["uri"] == "file:///usr/lib/python3/q.py"
	END
	st-render --format sarif </dev/null | jq -e '.runs[0].results == [] and .runs[0].tool.driver.name == "stacktraces"'
}

# Prints each annotation as GitHub's runner reads it: [level, properties, message] as JSON.
read_annotations() {
	python3 -c '
import json, re, sys
for line in sys.stdin.buffer.read().decode().split("\n")[:-1]:
    level, properties, message = re.fullmatch(r"::(\w+)(?: ([^:]*))?::(.*)", line).groups()
    back = lambda text: text.replace("%2C", ",").replace("%3A", ":").replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    print(json.dumps([level, {k: back(v) for k, v in (p.split("=", 1) for p in (properties or "").split(",") if p)}, back(message)]))'
}

@test "github: the ten most frequent errors and warnings, and how many more" {
	for i in $(seq 15); do
		group "{\"count\":$i,\"crashed\":true,\"signature\":\"e$i\"}" "f$i"
		group "{\"count\":$((20 - i)),\"known\":false,\"signature\":\"w$i\"}" "g$i"
		group "{\"count\":99,\"known\":true,\"signature\":\"k$i\"}" "h$i"
	done >stream
	st-render --format github --source-root /srv/app stream | read_annotations >annotations
	is "$(jq -r '[.[0], .[1].title // .[2]] | join(" ")' annotations)" "$(
		for i in $(seq 15 -1 6); do echo "error e$i"; done
		for i in $(seq 10); do echo "warning w$i"; done
		echo 'notice 25 more not shown: known, no error, or past the first 10'
	)"
	is "$(head -n 1 annotations)" '["error", {"file": "f15.c", "line": "5", "title": "e15"}, "15 times\n#0  f15 at f15.c:5"]'
}

@test "junit: a test case for each group, named by its signature; new and regressed ones fail, known ones pass" {
	{
		group '{"count":3,"fingerprint":"2:aa","signature":"a","known":true,"crashed":true}' f
		group '{"count":2,"fingerprint":"2:bb","signature":"b","known":false}' g
		group '{"count":1,"fingerprint":"2:cc","signature":"c","known":true,"regressed":true}' g
		group '{"count":1,"signature":"d"}' main
		group '{"count":1,"signature":"e","crashed":true,"signal":"SIGBUS"}' main
	} >stream
	st-render --format junit stream >document
	python3 - <<-'END'
		import xml.etree.ElementTree as tree
		root = tree.parse("document").getroot()
		(suite,) = root
		assert (root.tag, suite.tag) == ("testsuites", "testsuite")
		assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("5", "3", "0")
		got = [(case.get("classname"), case.get("name"), [(f.get("type"), f.get("message"), f.text) for f in case]) for case in suite]
		where = "#0  g at /srv/app/g.c:5\n"
		assert got == [("stacktraces.thread", "a [2:aa]", []), ("stacktraces.thread", "b [2:bb]", [("thread", "b, 2 times, new", where)]),
		    ("stacktraces.thread", "c [2:cc]", [("thread", "c, 1 time, regressed", where)]), ("stacktraces.thread", "d", []),
		    ("stacktraces.thread", "e", [("SIGBUS", "e, 1 time", where.replace("g", "main"))])], got
	END
}

@test "prometheus: the hundred largest series, each the sum for one fingerprint and state" {
	{
		for i in $(seq 120); do group "{\"count\":$i,\"fingerprint\":\"2:$i\",\"state\":\"s\"}" f; done
		group '{"count":1000,"fingerprint":"2:120","state":"s"}' f
		jq -nc '{type: "traceback", known: false, fingerprint: "2:x", exception: {type: "E"}, frames: []}'
	} >stream
	st-render --format prometheus stream >metrics
	python3 - <<-'END'
		import re
		text = open("metrics").read()
		assert text.endswith("\n")
		names, values = {}, {}
		for line in text.splitlines():
		    if line.startswith("# "):
		        kind, name, rest = re.fullmatch(r"# (HELP|TYPE) ([a-zA-Z_][a-zA-Z0-9_]*) (.+)", line).groups()
		        names.setdefault(name, {})[kind] = rest
		    else:
		        name, labels, value = re.fullmatch(r'(\w+)(?:\{((?:\w+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (\d+)', line).groups()
		        assert names[name]["TYPE"] == "gauge" and not name.endswith("_total") and (name, labels) not in values
		        values[name, labels] = int(value)
		series = {k[1]: v for k, v in values.items() if k[0] == "stacktraces_groups"}
		assert sorted(series.values(), reverse=True) == [1120] + list(range(119, 20, -1)), series
		assert values["stacktraces_groups_left_out", None] == 21
		assert values["stacktraces_events", 'of="thread"'] == 120 * 121 // 2 + 1000 and values["stacktraces_events", 'of="traceback"'] == 1
	END
	head -n 1 stream | st-render --format prometheus | grep -qxF 'stacktraces_groups{fingerprint="2:1",of="thread",state="s",known=""} 1'
}

@test "otlp: attributes by the conventions for exceptions, times in nanoseconds, numbers as texts" {
	{
		jq -nc '{type: "traceback", exception: {type: "E", message: "m"}, frames: [{function: "f", file: "/srv/app/a.py", line: 2, text: "x()"}],
			log: {time: "2026-03-01T09:00:00.100+01:00", level: "WARNING", message: "it failed", pid: 12}, thread: "T"}'
		jq -nc '{type: "traceback", exception: {type: "E"}, frames: [], log: {time: "2026-03-01T09:00:00"}, raw: "as it\nstood"}'
		thread '{"lwp":9,"comm":"c","process":{"pid":7,"exe":"/bin/x","host":"h","command":"SECRET"},"time":"2026-03-01T09:00:00Z"}' g
		group '{"count":4,"crashed":true}' g
	} >stream
	st-render --format otlp --source-root /srv/app stream >lines
	python3 - <<-'END'
		import datetime, json
		got = []
		def values(attributes):
		    for each in attributes:
		        assert set(each) == {"key", "value"} and len(each["value"]) == 1 and isinstance(*each["value"].values(), str)
		    return {each["key"]: list(each["value"].items())[0] for each in attributes}
		for line in open("lines"):
		    (resource,) = json.loads(line)["resourceLogs"]
		    (scope,) = resource["scopeLogs"]
		    (entry,) = scope["logRecords"]
		    assert scope["scope"]["name"] == "stacktraces"
		    got.append((values(resource["resource"]["attributes"]), entry, values(entry["attributes"])))
		moment = datetime.datetime.fromisoformat("2026-03-01T09:00:00.100+01:00").timestamp()
		assert got[0][1]["timeUnixNano"] == "%d00000000" % round(moment * 10), got[0]
		assert "timeUnixNano" not in got[1][1] and got[2][1]["timeUnixNano"] == "1772355600000000000"
		assert [entry["severityNumber"] for _, entry, _ in got] == [13, 17, 9, 17] and got[0][1]["severityText"] == "WARNING"
		assert got[0][1]["body"] == {"stringValue": "it failed"} and got[0][0]["process.pid"] == ("intValue", "12")
		text = 'Traceback (most recent call last):\n  File "a.py", line 2, in f\n    x()\nE: m\n'
		assert got[0][2]["exception.stacktrace"] == ("stringValue", text), got[0][2]
		assert got[0][2]["exception.type"][1] == "E" and got[0][2]["exception.message"][1] == "m" and got[0][2]["thread.name"][1] == "T"
		assert got[1][2]["exception.stacktrace"][1] == "as it\nstood" and "exception.message" not in got[1][2]
		assert {k: v[1] for k, v in got[2][0].items()} == {"process.pid": "7", "process.executable.path": "/bin/x", "host.name": "h"}
		assert got[2][2]["thread.id"] == ("intValue", "9") and got[2][2]["code.stacktrace"][1] == "#0  g\n"
		assert got[3][2]["st.count"] == ("intValue", "4")
	END
}

@test "otlp: stack traces look like CPython's, also of chains and exception groups" {
	make_log
	[ "$(wc -l <log)" -gt 100 ]
	st-parse-pylog log | st-render --format otlp |
		jq -rj '.resourceLogs[].scopeLogs[].logRecords[].attributes[] | select(.key == "exception.stacktrace").value.stringValue' >printed
	# a record does not have the carets below a source line
	grep -v '^ *^^*$' log >wanted
	same printed wanted
}

@test "markdown: the heading says how many there are besides those that --top leaves" {
	for i in 3 2 1; do group "{\"count\":$i,\"fingerprint\":\"2:$i\"}" f$i main; done >stream
	is "$(st-render --format markdown -n 1 stream 2>/dev/null | head -n 1)" '## 1 of 3 stack traces, 3 occurrences'
	is "$(st-render --format markdown -n 3 stream | head -n 1)" '## 3 stack traces, 6 occurrences'
}

@test "markdown: a table, and folded stacks whose text cannot leave its fence" {
	group '{"count":3,"signature":"a|b","known":false,"state":"st","fingerprint":"2:aa"}' 'f```x' main >stream
	run -0 st-render --format markdown --source-root /srv/app stream
	is "$output" '## 1 stack trace, 3 occurrences, 1 new

| count | | what | where |
| ---: | --- | --- | --- |
| 3 | new | <code>a&#124;b</code> | <code>f&#96;&#96;&#96;x.c:5</code> |

<details><summary>3 × <code>a&#124;b</code></summary>

- state: <code>st</code>
- fingerprint: <code>2:aa</code>

````text
#0  f```x at f```x.c:5
#1  main at main.c:5
````

</details>'
	group '{"count":1}' a b c d e f | jq -c 'range(2000) as $i | .signature = "s\($i)"' >many
	st-render --format markdown many >document
	[ "$(wc -c <document)" -lt 65536 ]
	[ "$(grep -c '^| 1 |' document)" -eq 20 ]
	is "$(sed -n 's/^\([0-9]*\) more in no row.*/\1/p' document)" 1980
	is "$(sed -n 's/^\([0-9]*\) more left out.*/\1/p' document)" $((2000 - $(grep -c '^<details>' document)))
	is "$(head -n 1 document)" '## 2000 stack traces, 2000 occurrences'
	# new groups come first, however many there are, unless --sort says otherwise
	jq -c --slurp 'map(.known = true) + [.[0] | .known = false | .signature = "fresh"] + [.[0] | .known = true | .regressed = true | .signature = "back"] |
		.[]' many >news
	st-render --format markdown news >document
	is "$(head -n 1 document)" '## 2002 stack traces, 2002 occurrences, 1 regressed, 1 new'
	is "$(grep '^| 1 |' document | head -n 3 | cut -d '|' -f 3 | tr -d ' ' | paste -sd ' ')" 'regressed new known'
	has "$(grep '^<details>' document | head -n 1)" 'back'
	is "$(st-render --format markdown --sort count -n 1 news | grep '^| 1 |' | cut -d '|' -f 3)" ' known '
	# single records are shown in the order of the input
	for of in a b; do thread '{"known":true}' "$of"; done >single
	thread '{"known":false}' c >>single
	is "$(st-render --format markdown single | grep '^| 1 |' | cut -d '|' -f 3 | tr -d ' ' | paste -sd ' ')" 'known known new'
}

@test "no text of a record has a special meaning in any export" {
	make_hostile
	for kind in thread traceback; do
		for values in '' --with-values; do
			for format in $exports; do
				# shellcheck disable=SC2086,SC2094 # one option, or none; the file has the format's name
				st-render --format "$format" --of "$kind" $values odd >"$format"
				python3 - "$format" <<-'END'
					import sys
					text = open(sys.argv[1], newline="").read()
					assert not set(text) & {"\x1b", "\r", "\u202e"}, sys.argv[1]
				END
			done
			is "$(wc -l <folded)" 1
			jq -e --arg t "$(printf '%s' "$hostile" | head -n 1)" '[.. | strings | select(startswith($t))] | length > 0' speedscope >/dev/null
			jq -e --arg t "$hostile" '[.. | strings | select(. == $t)] | length > 0' speedscope sarif otlp >/dev/null
			read_annotations <github >annotations
			is "$(jq -c '.[0]' annotations)" '"error"'
			jq -e '.[1].file | startswith("/srv/app/a;b,c:d %25\n::error::x\\x0d")' annotations
			python3 -c 'import xml.etree.ElementTree as t; (suite,) = t.parse("junit").getroot(); (case,) = suite; (failure,) = case; assert "</failure>]]>&<i>" in case.get("name") and "\ufffd" in failure.text'
			python3 - <<-'END'
				import re
				lines = open("prometheus").read().splitlines()
				assert all(re.fullmatch(r'# .*|\w+(\{(\w+="([^"\\]|\\[\\"n])*",?)*\})? \d+', line) for line in lines), lines
				text = open("markdown").read()
				fence = re.search(r"^(`{3,})text\n", text, re.M).group(1)
				body = text.split(fence + "text\n", 1)[1].rsplit("\n" + fence, 1)[0]
				assert not re.search("^" + fence, body, re.M) and "```" in body
				around = text.replace(body, "")
				assert not re.search(r"[#@`|][7y`]|<(?!/?(details|summary|code)>)", around.replace(fence, "").replace("## ", "")), around
			END
		done
	done
}

@test "exports that people send to others leave out values, unless asked for" {
	thread '{"crashed":true,"process":{"pid":1,"command":"SECRET","title":"SECRET"}}' f |
		jq -c '.frames[0] += {args: "(a=SECRET)", locals: [{name: "SECRET", value: "SECRET"}]}' >stream
	for format in $exports; do
		lacks "$(st-render --format "$format" stream)" SECRET
	done
	for format in markdown sarif github otlp; do
		has "$(st-render --format "$format" --with-values stream)" '(a=SECRET)'
	done
	has "$(st-render --format markdown --with-values stream)" '- command: <code>SECRET</code>'
	has "$(st-render --format otlp --with-values stream)" '{"key":"process.command_line","value":{"stringValue":"SECRET"}}'
	# html always shows arguments, and the pages say so
	jq -c '.process.command = "x SECRET"' stream >words # the first word of it is shown
	is "$(st-render --format html words | grep -o '(.=SECRET)\|SECRET' | sort -u)" '(a=SECRET)'
	for page in st-render.1 stacktraces.7; do
		has "$(tr '\n' ' ' <"$checkout/man/$page")" '.Cm html always'
	done
}

@test "exports remove the folder of --source-root from paths, and no other" {
	jq -nc '{type: "thread", crashed: true, frames: [{function: "f", file: "/srv/app/x.c", line: 1}, {function: "g", file: "/srv/apple/y.c", line: 2}]}' >stream
	for root in /srv/app /srv/app/; do
		has "$(st-render --format github --source-root "$root" stream)" '::error file=x.c,line=1,title=f::1 time%0A#0  f at x.c:1%0A#1  g at /srv/apple/y.c:2'
	done
	has "$(st-render --format github stream)" 'file=/srv/app/x.c,'
}

@test "exports show threads and exceptions together, or one of them with --of" {
	{
		thread '{"crashed":true}' f
		jq -nc '{type: "traceback", exception: {type: "E"}, frames: []}'
	} >stream
	for format in $exports; do
		st-render --format "$format" stream >both
		st-render --format "$format" --of thread stream >threads
		st-render --format "$format" --of traceback stream >exceptions
		[ "$(wc -c <both)" -gt "$(wc -c <threads)" ]
		[ "$(wc -c <both)" -gt "$(wc -c <exceptions)" ]
		st-render --format "$format" <(head -n 1 stream) <(tail -n 1 stream) >parts
		same both parts
	done
}
