# The Python frames of captures, merged with their frames of C: from st-parse-gdb to text. The captures in
# tests/fixtures/python are of real interpreters; their Python frames are what the program printed (sys._current_frames).
# shellcheck disable=SC2016,SC2030,SC2031,SC2034,SC2154,SC2317 # set by bats and in common.bash

load common

setup_file() {
	export python=$BATS_TEST_DIRNAME/fixtures/python
}

# observed THREAD ...: a capture without a debugger; each thread is a JSON object
observed() {
	jq -nc '{type: "capture", process: {pid: 9, exe: "/usr/bin/python3.11"}, tool: "none", threads: [$ARGS.positional[] | fromjson]}' --args "$@"
}

# stopped PYTHON MORE FUNCTION...: a capture of gdb with one thread: its Python frames as JSON, members to add to the
# thread, and its functions of C
stopped() { # PYTHON MORE FUNCTION...
	local frames=$1 more=$2 text i=0
	shift 2
	text='Thread 1 (Thread 0x7f1 (LWP 9) "python3"):'$'\n'
	for function; do
		text+="#$i  0x00000000004000${i}0 in $function ()"$'\n'
		i=$((i + 1))
	done
	jq -nc --arg text "$text" --argjson frames "$frames" --argjson more "$more" '{type: "capture", process: {pid: 9, exe: "/usr/bin/python3.11"},
		tool: "gdb", threads: [{lwp: 9, python: {frames: $frames}} + $more],
		modules: [{path: "/usr/bin/python3.11", base: "0x400000", end: "0x500000"}], text: $text}'
}

functions='[.frames[].function] | join(" ")'

@test "for each Python version, the frames are those that the program printed, and all are merged" {
	for version in 3.8 3.11 3.13 3.14; do
		capture=$python/waits-$version.capture
		run -0 --separate-stderr st-parse-gdb "$capture"
		is "$stderr" ''
		jq -c '.threads[] | [.lwp, .python.name, [.python.frames[] | del(.entry) | .language = "python"]]' "$capture" | sort >said
		jq -c '[.lwp, .comm, [.frames[] | select(.language)]]' <<<"$output" | sort >shown
		same said shown
		is "$(wc -l <shown)" 7
		is "$(jq -c 'select(.native_frames or .language) | .lwp' <<<"$output")" ''
		python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <<<"$output"
		# the frames of C stay in order; some of 3.14 get a name that the debugger did not know
		named=$(jq -r '.modules[].part.function // empty' "$capture")
		jq -r .text "$capture" | st-parse-gdb | jq -c '[.lwp, [.frames[] | del(.module, .module_offset, .build_id)]]' >alone
		jq -c --arg named "${named:-??}" '[.lwp, [.frames[] | select(.language | not) | del(.module, .module_offset, .build_id) |
			(.function | select(. == $named)) = "??"]]' <<<"$output" >among
		same alone among
	done
}

@test "a Python function stands between the frame of C that it called and the one that runs it" {
	for version in 3.8 3.11 3.13; do
		run -0 st-parse-gdb "$python/waits-$version.capture"
		jq -r 'select(.comm == "sort") | [.frames[] | .function | select(IN("__libc_recv", "price", "sort", "clone3", "_PyEval_EvalFrameDefault"))] |
			reduce .[] as $f ([]; if last == $f then . else . + [$f] end) | .[:6] | join(" ")' <<<"$output" >order
		is "$(<order)" '__libc_recv price _PyEval_EvalFrameDefault sort _PyEval_EvalFrameDefault clone3' ||
			is "$(<order)" '__libc_recv price _PyEval_EvalFrameDefault sort _PyEval_EvalFrameDefault'
	done
}

@test "each evaluator frame of C runs the Python frames up to the next one that was called from C" {
	stopped '[{"function":"a"},{"function":"b","entry":true},{"function":"c","file":"/x.py","line":3,"entry":true}]' '{}' \
		read time_sleep _PyEval_EvalFrameDefault sort _PyEval_EvalFrameDefault.cold main >capture
	run -0 st-parse-gdb capture
	is "$(jq -r "$functions" <<<"$output")" 'read time_sleep a b _PyEval_EvalFrameDefault sort c _PyEval_EvalFrameDefault.cold main'
	is "$(jq -c '.frames[6]' <<<"$output")" '{"function":"c","file":"/x.py","line":3,"language":"python"}'
	is "$(jq -c '[.frames[] | .module] | unique' <<<"$output")" '[null,"/usr/bin/python3.11"]'
}

@test "if the numbers of frames do not fit together, the frames are Python's, and native_frames has those of C" {
	local agree='[{"function":"a"},{"function":"b","entry":true}]' open='[{"function":"a","entry":true},{"function":"b"}]'
	stopped "$agree" '{}' read _PyEval_EvalFrameDefault call _PyEval_EvalFrameDefault main >less_python
	stopped "$agree" '{}' read main >no_python
	stopped "$open" '{}' read _PyEval_EvalFrameDefault main >unlike
	for capture in less_python no_python unlike; do
		run -0 st-parse-gdb "$capture"
		is "$(jq -c '[.language, [.frames[] | .function, .language], .native_frames[0].function, (.native_frames | last).function]' <<<"$output")" \
			'["python",["a","python","b","python"],"read","main"]'
		python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <<<"$output"
	done
	run -0 st-parse-gdb less_python
	is "$(jq -c '[.native_frames[].function]' <<<"$output")" '["read","_PyEval_EvalFrameDefault","call","_PyEval_EvalFrameDefault","main"]'
}

@test "without a debugger there are only Python frames" {
	run -0 --separate-stderr st-parse-gdb "$python/waits-none.capture"
	is "$stderr" ''
	jq -c '.threads[] | [.lwp, "none", "python", .python.name, [.python.frames[] | del(.entry) | .language = "python"]]' "$python/waits-none.capture" >said
	jq -c '[.lwp, .tool, .language, .comm, .frames]' <<<"$output" >shown
	same said shown
}

@test "a cut list of Python frames makes the thread truncated; frames that are no list are reported and left out" {
	observed '{"lwp":9,"python":{"frames":[{"function":"a"}],"truncated":true}}' | st-parse-gdb >records
	is "$(jq -c '[.truncated, .frames[0].function]' records)" '[true,"a"]'
	observed '{"lwp":9,"python":{"frames":"a"}}' '{"lwp":10,"python":["a"]}' >capture
	run -1 --separate-stderr st-parse-gdb capture
	is "$stderr" "st-parse-gdb: capture:1: a capture's frames is not what it has to be, left out"
	is "$(jq -c '[.lwp, .frames]' <<<"$output")" '[9,[]]
[10,[]]'
}

@test "a thread that waits for the GIL names its holder, and where that is" {
	observed '{"lwp":1,"gil":true,"python":{"frames":[{"function":"crunch","file":"/srv/a.py","line":3,"entry":true}]}}' \
		'{"lwp":2,"waits_for":{"kind":"gil"},"python":{"frames":[{"function":"rest","entry":true}]}}' \
		'{"lwp":3,"waits_for":{"kind":"gil","owner":5}}' '{"lwp":4,"waits_for":{"kind":"gil","owner":1}}' >capture
	run -0 st-parse-gdb capture
	is "$(jq -c '[.lwp, .gil, .waits_for]' <<<"$output")" '[1,true,null]
[2,null,{"kind":"gil","owner":1,"at":{"function":"crunch","file":"/srv/a.py","line":3}}]
[3,null,{"kind":"gil","owner":5}]
[4,null,{"kind":"gil","owner":1,"at":{"function":"crunch","file":"/srv/a.py","line":3}}]'
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <<<"$output"
	st-group <<<"$output" >groups
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <groups
	run -0 st-render groups
	has "$output" $'thread LWP 1\n  holds the GIL\n  #0  crunch at /srv/a.py:3'
	has "$output" $'thread LWP 2\n  waits for the GIL, which LWP 1 holds in crunch at /srv/a.py:3\n  #0  rest'
}

@test "the holder of a GIL is named only for that GIL, whatever the order of the threads" {
	local holder='{"lwp":1,"gil":true,"python":{"frames":[{"function":"crunch"}]}}' open='{"lwp":2,"waits_for":{"kind":"gil"}}'
	local other='{"lwp":3,"waits_for":{"kind":"gil","address":"0x20","owner":5}}' own='{"lwp":4,"waits_for":{"kind":"gil","address":"0x10","owner":1}}'
	local unknown='{"lwp":6,"waits_for":{"kind":"gil","address":"0x30"}}'
	for order in "$holder $open $other $own $unknown" "$unknown $own $other $open $holder" "$other $unknown $open $holder $own"; do
		read -ra threads <<<"$order"
		observed "${threads[@]}" >capture
		run -0 st-parse-gdb capture
		is "$(jq -c 'select(.waits_for) | [.lwp, .waits_for.address, .waits_for.owner, .waits_for.at.function]' <<<"$output" | sort)" '[2,null,1,"crunch"]
[3,"0x20",5,null]
[4,"0x10",1,"crunch"]
[6,"0x30",null,null]'
	done
	# two interpreters, and nothing tells which GIL it waits for
	observed "$holder" "$open" '{"lwp":7,"gil":true}' >capture
	run -0 st-parse-gdb capture
	is "$(jq -c 'select(.lwp == 2) | .waits_for' <<<"$output")" '{"kind":"gil"}'
}

@test "a GIL holder that waits for a mutex, whose owner waits for the GIL, is in a deadlock" {
	observed '{"lwp":1,"gil":true,"waits_for":{"kind":"mutex","address":"0x20","owner":2},"python":{"frames":[{"function":"save","file":"/srv/a.py","line":3}]}}' \
		'{"lwp":2,"waits_for":{"kind":"gil"},"python":{"frames":[{"function":"call","file":"/srv/b.py","line":7}]}}' \
		'{"lwp":3,"waits_for":{"kind":"gil"},"python":{"frames":[{"function":"late","file":"/srv/b.py","line":9}]}}' >capture
	run -0 st-parse-gdb capture
	is "$(jq -c '[.lwp, .deadlock, .behind]' <<<"$output")" '[1,[1,2],null]
[2,[2,1],null]
[3,null,1]'
	st-group <<<"$output" | st-render >text
	has "$(<text)" 'deadlock: 2 threads wait for each other
  LWP 1 holds the GIL and waits for mutex 0x20, which LWP 2 holds
    in save at /srv/a.py:3
  LWP 2 holds mutex 0x20 and waits for the GIL, which LWP 1 holds
    in call at /srv/b.py:7
  LWP 3 is behind them and waits for the GIL, which LWP 1 holds
    in late at /srv/b.py:9'
}

@test "a group says which of its threads holds the GIL" {
	for lwp in 1 2; do
		observed "$(jq -nc --argjson lwp $lwp '{$lwp, gil: ($lwp == 2), python: {frames: [{function: "crunch"}]}}')" | st-parse-gdb
	done >threads
	st-group threads >whole
	is "$(jq -c '[.count, [.members[] | .gil]]' whole)" '[2,[null,true]]'
	has "$(st-render whole)" '  LWP 2 holds the GIL'
	{ head -1 threads | st-group; tail -1 threads | st-group; } | st-group >parts
	same whole parts
}

@test "text folds the interpreter's frames, and numbers frames by their place in the stack" {
	stopped '[{"function":"a","file":"/srv/a.py","line":1},{"function":"b","file":"/srv/a.py","line":9,"entry":true}]' '{}' \
		read time_sleep PyObject_Call _PyEval_EvalFrameDefault run_mod main >capture
	run -0 bash -c 'st-parse-gdb capture | st-render'
	has "$output" '  #0  read from /usr/bin/python3.11
  … 2 frames of python
  #3  a at /srv/a.py:1
  #4  b at /srv/a.py:9
  … 3 frames of python'
	run -0 bash -c 'st-parse-gdb capture | st-group | st-render'
	has "$output" '  … 2 frames of python
  #3  a at /srv/a.py:1'
	run -0 bash -c 'st-parse-gdb capture | st-render -i 1'
	has "$output" '  #5  _PyEval_EvalFrameDefault'
}

@test "fingerprints, keys and places leave out the interpreter's frames, so they are the same for all Python versions" {
	for version in 3.8 3.13; do
		st-parse-gdb "$python/waits-$version.capture" | st-annotate --fingerprint-text |
			jq -c 'select(.comm == "pay") | [.fingerprint, .fingerprint_text]' | sed 's/Thread\.//g' >"$version"
	done
	for version in 3.8 3.13; do
		is "$(jq -r '.[1]' "$version" | grep -v 'futex_\|sem_wait')" 'thread
example/waits pay
threading run
threading _bootstrap_inner
threading _bootstrap
start_thread
clone3'
	done
	st-parse-gdb "$python/waits-3.11.capture" | st-annotate | jq -r 'select(.comm == "pay") | .signature' >signature
	has "$(<signature)" '| example.waits.pay'
}

@test "two threads that wait for each other's Lock: both places are shown, but no deadlock, since a Lock has no owner" {
	for version in 3.8 3.11 3.13; do
		# that of 3.11 has no names of static functions
		lock='Lock (its owner is not recorded)'
		[ "$version" != 3.11 ] || lock='Lock or RLock'
		run -0 bash -c 'st-parse-gdb "$0" | st-annotate | st-group | st-render' "$python/waits-$version.capture"
		lacks "$output" deadlock
		for place in 'pay at /srv/example/waits.py:19' 'audit at /srv/example/waits.py:25'; do
			grep -B 5 "  #[0-9]* *$place\$" <<<"$output" | grep -q ": waiting for a $lock\$" ||
				is "$output" "$place: waiting for a Lock"
		done
	done
}

@test "a thread that waits for an RLock is blocked, and by a C function that it waits in it is told from a Lock" {
	waits() { # FUNCTION
		printf '#%s  0x000055555563f0e0 in %s ()\n' 0 '??' 1 PyThread_acquire_lock_timed 2 acquire_timed 3 "$1" 4 cfunction_call 5 _PyEval_EvalFrameDefault 6 main
	}
	is "$(waits rlock_acquire | st-parse-gdb | st-annotate | jq -r .state)" 'waiting for an RLock'
	is "$(waits lock_PyThread_acquire_lock | st-parse-gdb | st-annotate | jq -r .state)" 'waiting for a Lock (its owner is not recorded)'
	is "$(waits '??' | st-parse-gdb | st-annotate | jq -r .state)" 'waiting for a Lock or RLock'
	run -0 bash -c 'st-annotate | st-group | st-render' < <(waits rlock_acquire | st-parse-gdb)
	has "$output" '1 thread in 1 group: 1 blocked'
}

@test "packs for C programs see no Python functions; the user's rules and packs for Python see all" {
	local read='{"type":"thread","process":{"exe":"/usr/bin/python3"},"frames":[{"function":"read","file":"/srv/a.py","language":"python"},{"function":"poll","file":"/srv/a.py","language":"python"}]}'
	is "$(st-annotate <<<"$read" | jq -c '[.pack, .state]')" '[null,null]'
	is "$(jq -c '.frames |= map(del(.language, .file))' <<<"$read" | st-annotate | jq -c '[.pack, .state]')" '["glibc","reading"]'
	echo '{"rules":"own","label":[{"when":{"function":"read","called_by":"poll"},"state":"in read"}]}' >own.json
	is "$(st-annotate -r own.json <<<"$read" | jq -r .state)" 'in read'
	echo '{"rules":"own","language":"python","label":[{"when":{"not":{"function":"nothing"}},"role":"in Python"}]}' >own.json
	is "$(st-annotate -r own.json <<<"$read" | jq -r .role)" 'in Python'
	is "$(jq -c '.frames |= map(del(.language))' <<<"$read" | st-annotate -r own.json | jq -r .role)" null
	is "$(jq -c '.exception = {type: "OSError"}' <<<"$read" | st-annotate -r own.json | jq -r .role)" null
	echo '{"rules":"own","language":"perl","label":[]}' >own.json
	run -2 --separate-stderr st-annotate -r own.json
	has "$stderr" 'own.json:1: language: has to be python'
}

@test "rules can ask for the innermost Python function, for the GIL, and for the kind of lock" {
	local thread='{"type":"thread","frames":[{"function":"read"},{"function":"a","language":"python"},{"function":"a","file":"/srv/b.py","language":"python"}]}'
	echo '{"rules":"own","label":[{"when":{"innermost_python":true,"file":"b.py"},"role":"b"},{"when":{"innermost_python":true,"function":"a"},"role":"a"},
		{"when":{"gil":true},"state":"holds it"},{"when":{"waits_for":"gil"},"state":"wants it"}]}' >own.json
	is "$(st-annotate --pack none -r own.json <<<"$thread" | jq -c '[.role, .state]')" '["a",null]'
	is "$(jq -c '.gil = true' <<<"$thread" | st-annotate --pack none -r own.json | jq -c '[.role, .state]')" '["a","holds it"]'
	is "$(jq -c '.waits_for = {kind: "gil"}' <<<"$thread" | st-annotate --pack none -r own.json | jq -c '[.role, .state]')" '["a","wants it"]'
	is "$(jq -c '.waits_for = {kind: "mutex"}' <<<"$thread" | st-annotate --pack none -r own.json | jq -c '[.role, .state]')" '["a",null]'
}

# Written by hand, after py-spy 0.4 (src/stack_trace.rs).
@test "py-spy's JSON is read as it is printed, in one line, and with each thread alone" {
	jq -c . "$python/py-spy.json" >line.json
	jq -c '.[]' "$python/py-spy.json" >lines.json
	jq '.[]' "$python/py-spy.json" >several.json
	for dump in "$python/py-spy.json" line.json lines.json several.json; do
		run -0 --separate-stderr st-parse-gdb "$dump"
		is "$stderr" ''
		is "$(jq -c 'del(.source, .sample)' <<<"$output")" '{"type":"thread","process":{"pid":25585,"command":"python /srv/shop/main.py"},"tool":"py-spy","language":"python","lwp":25585,"pthread":"0x7fcd8e3e9700","comm":"MainThread","gil":true,"frames":[{"function":"price","locals":[{"name":"x","value":"3"}],"file":"/srv/shop/price.py","line":19},{"function":"<module>","file":"/srv/shop/main.py","line":20}]}
{"type":"thread","process":{"pid":25585'"$([ "$dump" = lines.json ] || [ "$dump" = several.json ] || echo ',"command":"python /srv/shop/main.py"')"'},"tool":"py-spy","pthread":"0x7fcd8e3e96a4","frames":[{"function":"recv","module":"libc.so.6"},{"function":"run","file":"/usr/lib/python3.11/threading.py","line":864,"language":"python"}]}'
		python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <<<"$output"
	done
	run -0 --separate-stderr bash -c 'st-show "$0" | head -5' "$python/py-spy.json"
	has "$output" 'thread LWP 25585 "MainThread"  main thread
  holds the GIL'
	# a log line that begins with a bracket is no JSON
	{ echo "["; cat "$native/oven-core.gdb"; } >log
	is "$(st-parse-gdb log | jq -c 'del(.source)' | head -1)" "$(st-parse-gdb "$native/oven-core.gdb" | jq -c 'del(.source)' | head -1)"
	run -1 --separate-stderr st-parse-gdb <<<'[{"a":1}]'
	is "$output" ''
}

@test "a gunicorn worker that hangs in a request is in the first ten lines of text, with function and line" {
	run -0 --separate-stderr bash -c 'st-show "$0" | head -10' "$checkout/examples/python-hang.ndjson"
	has "$output" 'gunicorn worker in a request: reading from a socket'
	has "$output" 'price at /srv/example/app.py:7'
}

# By gdb 13 of CPython 3.8, where each evaluator frame runs one Python function; addresses are left out.
two_views() {
	bt='Thread 1 (Thread 0x7f (LWP 930) "loomd"):
#0  0x1 in select () from /lib/libc.so.6
#1  0x2 in time_sleep () from /usr/bin/python3.8
#2  0x3 in _PyEval_EvalFrameDefault () from /usr/bin/python3.8
#3  0x4 in _PyFunction_Vectorcall () from /usr/bin/python3.8
#4  0x5 in _PyEval_EvalFrameDefault () from /usr/bin/python3.8
#5  0x6 in main () from /usr/bin/python3.8
'
	py='Thread 1 (Thread 0x7f (LWP 930) "loomd"):
Traceback (most recent call first):
  <built-in method sleep of module object at remote 0x7f>
  File "/srv/a.py", line 3, in rest
    time.sleep(60)
  File "/srv/a.py", line 9, in <module>
    rest()
'
}

@test "bt and py-bt of one thread give one thread, in either order" {
	two_views
	wanted='[930,null,["select","time_sleep","<built-in method sleep of module object at remote 0x7f>","rest 3","_PyEval_EvalFrameDefault","_PyFunction_Vectorcall","<module> 9","_PyEval_EvalFrameDefault","main"]]'
	shown() { st-parse-gdb | jq -c '[.lwp, .language, [.frames[] | .function + if .language then " \(.line)" else "" end]]'; }
	is "$(shown <<<"$bt
$py")" "$wanted"
	is "$(shown <<<"$py
$bt")" "$wanted"
	# for the selected thread, without thread headers
	is "$(printf '%s\n' "${bt#*:?}" "${py#*:?}" | shown)" "${wanted/930/null}"
	# for many threads: all of bt, then all of py-bt
	for number in 2 3 4; do
		printf '%s\n' "${bt//930/93$number}" | sed "s/Thread 1 /Thread $number /"
	done >all
	for number in 4 2 3; do
		printf '%s\n' "${py//930/93$number}" | sed "s/Thread 1 /Thread $number /"
	done >>all
	is "$(shown <all | jq -c '.[0], (.[2] | length)' | paste -sd ' ')" '932 9 933 9 934 9'
}

@test "py-bt that cannot be merged with the frames of C: native_frames has those" {
	two_views
	# from 3.11 on an evaluator frame runs several functions, and py-bt does not show where one ends
	more=${py/rest()/'rest()
  File "/srv/a.py", line 7, in more'}
	is "$(st-parse-gdb <<<"$bt
$more" | jq -c '[.lwp, .language, (.frames | map(.line)), (.native_frames | map(.function))]')" \
		'[930,"python",[null,3,9,7],["select","time_sleep","_PyEval_EvalFrameDefault","_PyFunction_Vectorcall","_PyEval_EvalFrameDefault","main"]]'
	is "$(st-parse-gdb <<<"$more
$bt" | jq -c '[.lwp, (.frames | length), (.native_frames | length)]')" '[930,4,6]'
}

@test "bt and py-bt are not merged if they are of two stops or two threads, or if bt has no evaluator frames" {
	two_views
	stop=$'\nThread 1 "loomd" received signal SIGINT, Interrupt.\n'
	is "$(printf '%s\n' "$stop" "$bt" "$stop" "$py" | st-parse-gdb | jq -c '.frames | length' | paste -sd ' ')" '6 3'
	is "$(printf '%s\n' "$bt" "${py//Thread 1 (Thread 0x7f (LWP 930)/Thread 2 (Thread 0x8f (LWP 931)}" | st-parse-gdb | jq -c '.frames | length' | paste -sd ' ')" '6 3'
	is "$(printf '%s\n' "${bt//_PyEval/work}" "$py" | st-parse-gdb | jq -c '.frames | length' | paste -sd ' ')" '6 3'
	# after `thread apply all`, py-bt may be of any thread
	is "$(printf '%s\n' "$bt" "${py#*:?}" | st-parse-gdb | jq -c '[.lwp, .repeats, (.frames | length)]' | paste -sd ' ')" '[null,true,3] [930,null,6]'
	is "$(printf '%s\n' "$bt" "$py" "$py" | st-parse-gdb | jq -c '.frames | length' | paste -sd ' ')" '9 3'
}

# For each thread: number, LWP, count of frames, of those with a file, and of native_frames.
views() { st-parse-gdb | jq -c '[.tid, .lwp, (.frames | length), ([.frames[] | select(.file)] | length), (.native_frames | length)]' | paste -sd ' '; }

@test "py-bt after another command's output is a thread of its own" {
	two_views
	bt=${bt#*:?} py=${py#*:?}
	for moved in $'(gdb) next\n12\t  if (x)' '(gdb) step' 'Run till exit from #0  0x1 in select () from /lib/libc.so.6' 'Continuing.' \
		$'12\t  if (x)' '[Inferior 1 (process 930) exited normally]'; do
		is "$(printf '%s\n' "$bt" "$moved" '(gdb) py-bt' "$py" | views | tr ' ' '\n' | sort | paste -sd ' ')" '[null,null,3,2,0] [null,null,6,0,0]'
	done
	for between in '(gdb)' '' 'Backtrace stopped: Cannot access memory at address 0x8' \
		$'(gdb) py-bt\nUndefined command: "py-bt".  Try "help".\n(gdb) source /usr/share/gdb/libpython.py' 'warning: no such file'; do
		is "$(printf '%s\n' "$bt" "$between" '(gdb) py-bt' "$py" | views)" '[null,null,9,2,0]'
	done
	# shown twice, the second one is marked as repeated
	is "$(printf '%s\n' "$bt" "$py" "$py" | st-parse-gdb | jq -c '[.repeats, (.frames | length)]' | paste -sd ' ')" '[true,3] [null,9]'
	# without names for the frames of C
	is "$(printf '%s\n' "${bt//_PyEval/work}" "$py" | views)" '[null,null,3,2,6]'
}

@test "after a step, gdb's output is another look, with the same thread selected" {
	two_views
	bt=${bt#*:?} py=${py#*:?}
	session() { # COMMAND OUTPUT ...
		printf '%s\n' '(gdb) thread 2' '[Switching to thread 2 (Thread 0x7f01 (LWP 12))]' '#0  loop () at a.c:4' $'4\t  go();' '(gdb) bt' \
			'#0  loop () at a.c:4' '#1  main () at a.c:9' "$@"
	}
	looks() { st-parse-gdb | jq -c '[.sample, .tid, .lwp, .repeats]' | paste -sd ' '; }
	for typed in next n step 'step 3' nexti si 'until' finish 'advance 12'; do
		is "$(session "(gdb) $typed" $'5\t  if (x)' '(gdb) bt' '#0  loop () at a.c:5' '#1  main () at a.c:9' | looks)" '[1,2,12,null] [2,2,12,null]'
	done
	is "$(session 'Run till exit from #0  loop () at a.c:5' 'main () at a.c:9' $'9\t  return 0;' '#0  main () at a.c:9' | looks)" '[1,2,12,null] [2,2,12,null]'
	is "$(session '(gdb) next' $'5\t  if (x)' '(gdb) py-bt' "$py" | looks)" '[1,2,12,null] [2,2,12,null]'
	is "$(session '(gdb) next' $'5\t  if (x)' '(gdb) bt' "$bt" '(gdb) py-bt' "$py" | looks)" '[1,2,12,null] [2,2,12,null]'
	# no step: the program's words, another command, a listing
	for typed in 'next to nothing' 'list' 'info locals' 'next 3 lines'; do
		is "$(session "(gdb) $typed" $'5\t  if (x)' '(gdb) bt' '#0  loop () at a.c:4' '#1  main () at a.c:9' | looks)" '[1,2,12,null] [1,2,12,true]'
	done
}

@test "py-bt belongs to the thread that the user or a signal selected" {
	two_views
	bt=${bt#*:?} py=${py#*:?}
	switch='[Switching to thread 2 (Thread 0x7f01 (LWP 12))]' poll='#0  0x1 in poll () from /lib/libc.so.6'
	is "$(printf '%s\n' "$bt" '(gdb) thread 2' "$switch" '(gdb) py-bt' "$py" | views)" '[2,12,3,2,0] [null,null,6,0,0]'
	is "$(printf '%s\n' "$bt" '(gdb) thread 2' "$switch" "$poll" '(gdb) py-bt' "$py" | views)" '[2,12,3,2,1] [null,null,6,0,0]'
	is "$(printf '%s\n' "$switch" '#0  poll () at p.c:3' $'3\tp.c: No such file or directory.' "$py" | views)" '[2,12,3,2,1]'
	is "$(printf '%s\n' "$switch" "$poll" "$py" "${bt/select/poll}" | views)" '[2,12,9,2,0]'
	for stop in 'Program received signal SIGINT, Interrupt.' 'Thread 1 "loomd" received signal SIGINT, Interrupt.'; do
		place='0x1 in select () from /lib/libc.so.6'
		run -0 --separate-stderr views < <(printf '%s\n' "$stop" "$place" '(gdb) py-bt' "$py")
		has "$output" ',3,2,1]'
		run -0 --separate-stderr views < <(printf '%s\n' "$stop" "$place" '(gdb) py-bt' "$py" '(gdb) bt' "$bt")
		has "$output" ',9,2,0]'
		is "${#lines[@]}" 1
		run -0 --separate-stderr views < <(printf '%s\n' "$bt" '(gdb) c' Continuing. "$stop" "$place" '(gdb) py-bt' "$py")
		has "$output" '[null,null,6,0,0] '
		has "$output" ',3,2,1]'
	done
	table='  Id   Target Id         Frame
* 1    Thread 0x7f00 (LWP 11) "loomd" 0x1 in select () from /lib/libc.so.6
  2    Thread 0x7f01 (LWP 12) "loomd" 0x9 in poll () from /lib/libc.so.6'
	is "$(printf '%s\n' "$table" '(gdb) py-bt' "$py" | views)" '[1,11,3,2,1] [2,12,1,0,0]'
}

@test "threads beyond the memory limit give two records each, bt and py-bt, and a message says so" {
	# each thread takes at least 32 KiB
	awk 'BEGIN { for (t = 1; t <= 2100; t++) printf "\nThread %d (LWP %d):\n#0  0x3 in _PyEval_EvalFrameDefault () from /bin/python3\n", t, t }' >bt
	awk 'BEGIN { for (t = 1; t <= 2100; t++)
		printf "\nThread %d (LWP %d):\nTraceback (most recent call first):\n  File \"/srv/a.py\", line 3, in rest\n", t, t }' >py
	cat bt py >log
	run -0 --separate-stderr st-parse-gdb log
	is "$stderr" 'st-parse-gdb: log: bt and py-bt of some threads are two records: they take more than 64M'
	is "$(jq .lwp <<<"$output" | sort -u | wc -l)" 2100
	# no message if nothing more comes for these threads
	for view in bt py; do
		run -0 --separate-stderr st-parse-gdb "$view"
		is "$stderr" ''
		is "${#lines[@]}" 2100
	done
}
