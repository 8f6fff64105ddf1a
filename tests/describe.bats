# What the wrapper st-describe promises.
# shellcheck disable=SC2016,SC2034,SC2086,SC2094,SC2154 # set by bats and in common.bash

load common

log() {
	printf '%s\n' 'Thread 2 (LWP 8):' '#0  poll () at p.c:1' '#1  worker_thread (n=1) at w.c:2' '#2  dummy_worker () at d.c:3' \
		'#3  clone () at c.S:1' '' 'Thread 1 (LWP 7):' '#0  poll () at p.c:1' '#1  main () at m.c:2'
}

@test "level 0: groups of threads, labelled as by stacktraces.py" {
	log >log
	st-describe -l log >out
	same out <(printf '1 * [2] MPM child worker thread\n  poll, worker_thread, dummy_worker, \n1 * [1]\n  poll, main, \n\n\n')
	st-parse-gdb --original log | st-annotate --pack original | st-group | st-render --format original >pipeline
	same out pipeline
	st-describe --debuglog=log --infolvl 0 --format text >named
	same out named
}

@test "levels 1 to 4 show each thread, as without st-group" {
	log >log
	for level in 1 2 3 4; do
		st-describe -l log -i "$level" >out
		st-parse-gdb --original log | st-annotate --pack original | st-render --format original -i "$level" >pipeline
		same out pipeline
		[ "$(wc -l <out)" -gt 4 ]
	done
}

@test "levels below 0 count as 0, levels above 4 as 4" {
	log >log
	same <(st-describe -l log -i -1) <(st-describe -l log -i 0)
	same <(st-describe -l log --infolvl=-99999999999999999999) <(st-describe -l log -i 0)
	same <(st-describe -l log -i 5) <(st-describe -l log -i 4)
	same <(st-describe -l log -i99999999999999999999) <(st-describe -l log -i 4)
	same <(st-describe -l log -i 03) <(st-describe -l log -i 3)
	for level in x 1x '' - --1; do
		run -2 --separate-stderr st-describe -l log -i "$level"
		is "$stderr" "st-describe: --infolvl: $level: not a whole number
try: st-describe --help"
		is "$output" ''
	done
}

@test "--format raw, in upper or lower case, writes the JSON document" {
	log >log
	st-parse-gdb --original log | st-annotate --pack original | st-group --keep | st-render --format json >pipeline
	for format in raw RAW Raw; do
		st-describe -l log --format "$format" >out
		same out pipeline
	done
	same <(st-describe -l log --format=raw -i 4) pipeline
	same <(st-describe -l log --format TEXT) <(st-describe -l log)
	is "$(jq -c '.processes[0] | [[.threads[].tid], .threads[0].name, [.threadgroups[].thread_ids]]' pipeline)" '[["2","1"],"MPM child worker thread",[["2"],["1"]]]'
	run -2 --separate-stderr st-describe -l log --format json
	is "${stderr_lines[0]}" 'st-describe: --format: json: not text or raw'
}

@test "--pack chooses another pack" {
	log >log
	run -0 st-describe -l log --pack none
	has "$output" '1 * [2]
  poll, worker_thread, dummy_worker, clone, '
	run -2 --separate-stderr st-describe -l log --pack nosuch
	has "$stderr" 'st-annotate: --pack: nosuch: not one of '
}

@test "- is standard input" {
	log >log
	same <(st-describe -l - <log) <(st-describe -l log)
}

@test "exactly one of log, process and core file has to be named" {
	run -2 --separate-stderr st-describe
	is "${stderr_lines[0]}" 'st-describe: Either --pid or --corefile or --debuglog is required.'
	run -2 --separate-stderr st-describe -e /bin/sh
	is "${stderr_lines[0]}" 'st-describe: Either --pid or --corefile or --debuglog is required.'
	while read -r one other arguments; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr st-describe $arguments
		is "${stderr_lines[0]}" "st-describe: --$one and --$other are mutually exclusive"
		is "$output" ''
	done <<-'END'
		debuglog pid -l log -p 1
		debuglog pid --pid 1 --debuglog log
		debuglog corefile -l log -c core
		debuglog follow -l log -f
		pid corefile -p 1 -c core
		follow corefile -f -c core
	END
}

@test "wrong usage: status 2, a message, and no output" {
	log >log
	for arguments in '-x' '--nosuch' 'log' '-l' '-l log --infolvl' '-l log extra' '--nosuch=1 -l log' '--debuglox log' '--f -l log' '-fx'; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr st-describe $arguments
		is "$output" ''
		has "${stderr_lines[0]}" 'st-describe: '
		is "${stderr_lines[1]}" 'try: st-describe --help'
		is "${#stderr_lines[@]}" 2
	done
	run -2 --separate-stderr st-describe -l ''
	is "$output" ''
}

@test "control characters of the command line are escaped in messages" {
	odd=$'--a\033[2J\u202e\177\t\nb'
	for command in st-describe st-describe-python-log; do
		run -2 --separate-stderr "$command" "$odd"
		is "${stderr_lines[0]%: unknown*}" "$command: --a\\x1b[2J\\xe2\\x80\\xae\\x7f	\\x0ab"
	done
	log >log
	run -2 --separate-stderr st-describe -l log --format "$odd"
	is "${stderr_lines[0]}" "st-describe: --format: --a\\x1b[2j\\xe2\\x80\\xae\\x7f	\\x0ab: not text or raw"
	# also where a stage writes the message
	run -2 --separate-stderr st-describe -l "./$odd"
	has "$stderr" "st-parse-gdb: ./--a\\x1b[2J\\u202e\\x7f	\\x0ab: No such file or directory"
}

@test "--follow takes no argument" {
	run -2 --separate-stderr st-describe --follow=yes -p 1
	is "$output" ''
	has "$stderr" --follow
}

@test "short options take their argument in the same word or the next; flags can be combined" {
	log >log
	same <(st-describe -llog -i1) <(st-describe -l log -i 1)
	same <(st-describe -i 1 -l log) <(st-describe -l log -i 1)
}

@test "option values may have blanks, quotes, dollars and dashes" {
	for name in 'a b' "it's" 'a"b' '$(touch oops)' '`touch oops`' 'a;b' 'a=b' '--odd' '-' '*' 'a
b'; do
		[ "$name" = - ] || log >"./$name"
		log >log
		same <(st-describe --debuglog="$name" <log) <(st-describe -l log)
		same <(st-describe -l "$name" <log) <(st-describe -l log)
	done
	[ ! -e oops ]
}

@test "the wrapper runs from a folder with a blank, through symbolic links, and through PATH" {
	log >log
	st-describe -l log >wanted
	mkdir -p 'my prefix/bin' links/deeper
	cp "$BUILD"/bin/st-describe "$BUILD"/bin/st-parse-gdb "$BUILD"/bin/st-annotate "$BUILD"/bin/st-group "$BUILD"/bin/st-render 'my prefix/bin'
	cp -R "$BUILD/share" 'my prefix/share'
	'my prefix/bin/st-describe' -l log >out
	same out wanted
	ln -s '../my prefix/bin/st-describe' links/one
	ln -s ../one links/deeper/two
	ln -s "$PWD/links/deeper/two" three
	for link in links/one links/deeper/two ./three; do
		"$link" -l log >out
		same out wanted
	done
	PATH="$PWD:$PATH" three -l log >out
	same out wanted
	(cd links && sh deeper/two -l ../log) >out
	same out wanted
	(CDPATH=/tmp:/ && export CDPATH && cd links && ./one -l ../log) >out
	same out wanted
}

@test "it uses the stages beside it, not those in PATH" {
	mkdir fake
	for stage in ${stages/st-parse-pylog/}; do
		printf '#!/bin/sh\necho fake\n' >"fake/$stage"
		chmod +x "fake/$stage"
	done
	log >log
	PATH="$PWD/fake:$PATH" "$BUILD/bin/st-describe" -l log >out
	same out <(st-describe -l log)
}

@test "its status is the worst of its stages" {
	run -2 --separate-stderr st-describe -l nosuch
	is "$stderr" 'st-parse-gdb: nosuch: No such file or directory'
	echo nothing >empty
	run -1 --separate-stderr st-describe -l empty
	is "$stderr" 'st-parse-gdb: empty: no threads found'
	run -1 --separate-stderr st-describe -l empty -i 3
	run -1 --separate-stderr st-describe -l empty --format raw
	log >log
	for arguments in '' '-i 2' '--format raw'; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr sh -c 'exec "$@" >/dev/full' sh st-describe -l log $arguments
		has "$stderr" 'No space left on device'
	done
}

@test "a stage that crashes or is missing shows in the status" {
	mkdir bin
	cp "$BUILD"/bin/st-* bin/ 2>/dev/null || :
	log >log
	for stage in ${stages/st-parse-pylog/}; do
		printf '#!/bin/sh\nkill -SEGV $$\n' >"bin/$stage"
		status=0
		bin/st-describe -l log >out 2>&1 || status=$?
		[ "$status" -ge 128 ]
		rm "bin/$stage"
		status=0
		bin/st-describe -l log >out 2>&1 || status=$?
		[ "$status" -ne 0 ]
		cp "$BUILD/bin/$stage" bin/
	done
}

@test "a reader that goes away is no failure" {
	for file in "$native"/oven-live.gdb "$native"/oven-core.gdb; do cat "$file"; done >log
	for arguments in '' '-i 1' '-i 4' '--format raw'; do
		# shellcheck disable=SC2086
		run -0 --separate-stderr bash -c 'set -o pipefail; st-describe -l log "$@" | head -n 1 >/dev/null' bash $arguments
		is "$stderr" ''
	done
	for i in $(seq 300); do cat log; done >large
	run -0 --separate-stderr bash -c 'set -o pipefail; st-describe -l large -i 4 | head -n 1 >/dev/null'
	is "$stderr" ''
}

@test "a log that goes on is described as it comes" {
	mkfifo live
	st-describe -l live -i 1 >out 3>&- &
	pid=$!
	exec 9<>live
	log >&9
	eventually grep -q worker_thread out
	exec 9>&-
	wait "$pid"
	has "$(cat out)" 'poll, main, '
}

@test "--pid and --corefile without st-collect: a message says that it is missing" {
	mkdir -p bin
	cp "$BUILD/bin/st-describe" "$BUILD/bin/st-parse-gdb" "$BUILD/bin/st-annotate" "$BUILD/bin/st-group" "$BUILD/bin/st-render" bin/
	cp -R "$BUILD/share" .
	for arguments in '-p 1' '--pid=1 --follow' '-c core -e exe'; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr bin/st-describe $arguments
		has "$stderr" 'bin/st-collect: not there, and needed for --pid and --corefile'
	done
}

@test "it passes the options on to st-collect" {
	mkdir -p bin
	cp "$BUILD/bin/st-describe" "$BUILD/bin/st-parse-gdb" "$BUILD/bin/st-annotate" "$BUILD/bin/st-group" "$BUILD/bin/st-render" bin/
	cp -R "$BUILD/share" .
	cat >bin/st-collect <<-'END'
		#!/bin/sh
		for argument in "$@"; do printf '<%s>' "$argument"; done >arguments
		printf '{"type":"capture","text":"Thread 1 (LWP 7):\\n#0  f () at a.c:1\\n"}\n'
		exit 1
	END
	chmod +x bin/st-collect
	run -1 bin/st-describe -f --pid 12 -e '/my exe'
	is "$(cat arguments)" '<--tool><gdb><--full><--no-python><--follow><--pid><12><--exe></my exe>'
	has "$output" '1 * [1]
  f, '
	run bin/st-describe --corefile='the core'
	is "$(cat arguments)" '<--tool><gdb><--full><--no-python><--corefile><the core>'
}

@test "st-collect's failure shows in the status" {
	mkdir -p bin
	cp "$BUILD/bin/st-describe" "$BUILD/bin/st-parse-gdb" "$BUILD/bin/st-annotate" "$BUILD/bin/st-group" "$BUILD/bin/st-render" bin/
	cp -R "$BUILD/share" .
	printf '#!/bin/sh\nexit 2\n' >bin/st-collect
	chmod +x bin/st-collect
	run -2 bin/st-describe -p 12
}

@test "--help and --version" {
	run -0 --separate-stderr st-describe --help
	has "${lines[0]}" 'usage: st-describe '
	for option in debuglog pid follow corefile exe infolvl format pack help version; do
		has "$output" "--$option"
	done
	is "$stderr" ''
	run -0 st-describe --version
	is "$output" "st-describe $(st-render --version | cut -d ' ' -f 2)"
}

@test "standard input or error may be closed; standard output may not" {
	log >log
	st-describe -l log >wanted
	st-describe -l log <&- >out
	same out wanted
	st-describe -l log 2>&- >out
	same out wanted
	run ! bash -c 'st-describe -l log >&- 2>/dev/null'
}
