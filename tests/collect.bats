# What st-collect promises, on live processes and core files of small programs in tests/targets.
# shellcheck disable=SC2010,SC2012,SC2016,SC2030,SC2031,SC2034,SC2086,SC2154,SC2238,SC2317 # set by bats and in common.bash

load common

setup_file() {
	targets=$BATS_FILE_TMPDIR
	for name in heartbeat odd rude; do
		"${CC:-cc}" -g -O0 -pthread -o "$targets/$name" "$BATS_TEST_DIRNAME/targets/$name.c"
	done
	mkdir "$targets/rude-gdb"
	mv "$targets/rude" "$targets/rude-gdb/gdb"
	export targets
}

teardown() {
	stop_started
}

start_heartbeat() { # [THREADS [NAME]]
	rm -f beats
	start "$targets/heartbeat" beats "${@:-4}"
	eventually [ -s beats ]
}

# Succeeds if no thread of the heartbeat is stopped, traced or dead, and each of them beats on.
is_well() { # PID
	! grep -hE '^State:.[TtZ]|^TracerPid:.[1-9]' /proc/"$1"/task/*/status || return
	od -An -v -tu8 -w8 beats >beats.before
	eventually have_beaten
}

have_beaten() {
	paste beats.before <(od -An -v -tu8 -w8 beats) | awk '$2 <= $1 { exit 1 }'
}

# `! command` does not end a test when the command succeeds; this does.
not() {
	! "$@"
}

# Succeeds if the process has ended; a zombie has.
has_ended() { # PID
	[ ! -e "/proc/$1" ] || [ "$(state "$1")" = Z ]
}

# A debugger that prints TEXT, and keeps its arguments, environment and open files: a script in ./stand-in.
stand_in() { # NAME TEXT VERSION
	mkdir -p stand-in
	printf '%s\n' "$2" >"stand-in/$1.text"
	cat >"stand-in/$1" <<-END
		#!/bin/sh
		case \$* in
		*--version*) echo '$3'; exit ;;
		esac
		printf '%s\n' "\$@" >'$PWD/$1.arguments'
		env >'$PWD/$1.environment'
		ls -l /proc/\$\$/fd >'$PWD/$1.descriptors'
		cat '$PWD/stand-in/$1.text'
	END
	chmod +x "stand-in/$1"
}

# A core file of a heartbeat, written by gcore(1); $pid is the process.
make_core() { # FILE
	start_heartbeat 3
	gdb -nx -batch -p "$pid" -ex "generate-core-file $1" >gcore.log 2>&1
	[ -s "$1" ]
}

@test "a process: all of its threads, with what the kernel says about each" {
	start_heartbeat 4
	run -0 --separate-stderr st-collect --full -p "$pid"
	is "$stderr" ''
	is "${#lines[@]}" 1
	printf '%s\n' "$output" >capture
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <capture
	is "$(jq -r '.type, .tool, .process.pid, .process.exe, .process.host, .status' capture)" "capture
gdb
$pid
$(readlink "/proc/$pid/exe")
$(uname -n)
0"
	[[ $(jq -r .time capture) =~ ^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$ ]]
	is "$(jq -r .tool_version capture)" "$(gdb --version | head -n 1 | grep -o '[0-9.]*$')"
	is "$(jq -r '.threads[].lwp' capture | sort -n)" "$(ls "/proc/$pid/task" | sort -n)"
	is "$(jq -r '.threads[].comm' capture | uniq)" heartbeat
	is "$(jq -r '.threads[].syscall // empty' capture | sort -u)" clock_nanosleep
	[ "$(jq .stopped_ms capture)" -ge 1 ]
	st-parse-gdb capture >threads
	is "$(jq -r .lwp threads | sort -n)" "$(ls "/proc/$pid/task" | sort -n)"
	is "$(jq -r 'select(.frames | any(.function == "beat")).lwp' threads | wc -l)" 4
	is "$(jq -r '.frames[] | select(.raw)' threads)" ''
	has "$(jq -r '.frames[] | select(.function == "beat").locals[].name' threads)" counter
	is_well "$pid"
}

@test "several processes, with commas, blanks or several options between them: each once" {
	start_heartbeat 2
	one=$pid
	start_heartbeat 2
	run -0 st-collect -p "$one $pid,$one" --pid="$pid"
	is "$(jq .process.pid <<<"$output")" "$one
$pid"
}

@test "--name finds a process by the kernel's name and by its executable" {
	cp "$targets/heartbeat" ./a-name-of-more-than-15-bytes
	start ./a-name-of-more-than-15-bytes beats 2
	eventually [ -s beats ]
	run -0 st-collect --name a-name-of-more-than-15-bytes
	is "$(jq .process.pid <<<"$output")" "$pid"
	run -2 --separate-stderr st-collect --name a-name-of-more-than
	is "$stderr" 'st-collect: a-name-of-more-than: no process has this name (see ps -e)'
	start_heartbeat 2 'a name'
	run -0 st-collect --name 'a name' --fast
	is "$(jq .process.pid <<<"$output")" "$pid"
}

@test "--follow takes children and their children, but no zombie" {
	start sh -c '"$0" zombie & sh -c "\"\$0\" beats 2; :" "$1"; :' "$targets/odd" "$targets/heartbeat"
	eventually [ -s beats ]
	eventually has_lines started 1
	run -0 --separate-stderr st-collect --follow -p "$pid" --fast
	is "$stderr" ''
	is "$(jq -r '.process.exe' <<<"$output" | sed 's|.*/||' | sort | paste -sd ' ')" "$(for name in sh sh heartbeat odd; do
		basename "$(readlink -f "$(PATH=$targets:$PATH command -v "$name")")"
	done | sort | paste -sd ' ')"
	is "$(jq .process.pid <<<"$output" | head -n 1)" "$pid"
	lacks "$(jq .process.pid <<<"$output")" "$(cat started)"
	for child in $(jq .process.pid <<<"$output"); do echo "$child" >>pids; done
}

@test "--samples numbers the looks at a process" {
	start_heartbeat 2
	run -0 st-collect -p "$pid" --samples 3 --interval 0 --fast
	is "$(jq -c .sample <<<"$output" | paste -sd ' ')" '1 2 3'
	run -0 st-collect -p "$pid" --samples 2 --interval 2 --fast
	times=$(jq -r '.time | fromdate' <<<"$output")
	[ "$(($(tail -n 1 <<<"$times") - $(head -n 1 <<<"$times")))" -ge 1 ]
	run -0 st-collect -p "$pid" --fast
	is "$(jq .sample <<<"$output")" null
}

@test "--samples with --follow finds children that start meanwhile" {
	start sh -c 'until [ -e go ]; do sleep 0.1; done; "$0" beats 2; :' "$targets/heartbeat"
	st-collect -f -p "$pid" --samples 20 --interval 1 --fast >out 2>err 3>&- &
	collect=$!
	echo "$collect" >>pids
	eventually [ -s out ]
	touch go
	eventually grep -q '"comm":"heartbeat"' out
	kill "$collect"
	wait "$collect" || :
	pgrep -P "$pid" >>pids
}

@test "--max-frames, --full, --no-locals and --fast" {
	start_heartbeat 2
	st-collect -p "$pid" --full | st-parse-gdb >all
	has "$(jq -r '.frames[] | select(.function == "beat").locals[].name' all)" counter
	for option in '' --max-pause=20000; do
		st-collect -p "$pid" $option | st-parse-gdb >some
		is "$(jq -c '[.frames[].locals] | add' some | uniq)" null
		is "$(jq -c '[.lwp, (.frames[] | [.function, .file, .line])]' some | sort)" \
			"$(jq -c '[.lwp, (.frames[] | [.function, .file, .line])]' all | sort)"
	done
	# with -l, local variables are there by default
	has "$(st-collect -p "$pid" -l - | st-parse-gdb | jq -r '.frames[] | select(.function == "beat").locals[].name')" counter
	misused '--full: not with --fast, which leaves out what it adds' st-collect -p "$pid" --fast --full
	most=$(jq '.frames | length' all | sort -n | tail -n 1)
	[ "$most" -gt 2 ]
	is "$(st-collect -p "$pid" --max-frames 2 | st-parse-gdb | jq '.frames | length' | uniq)" 2
	is "$(st-collect -p "$pid" --max-frames 2 | tee capture | st-parse-gdb | jq -c .truncated | uniq)" true
	is "$(jq .max_frames capture)" 2
	is "$(st-collect -p "$pid" --max-frames 0 | jq .max_frames)" null
	is "$(st-collect -p "$pid" | jq .max_frames)" 256
	is "$(jq -c .truncated all | uniq)" null
	st-collect -p "$pid" --max-frames 0 | st-parse-gdb >whole
	is "$(jq '.frames | length' whole | sort -n | tail -n 1)" "$most"
	st-collect -p "$pid" --no-locals | st-parse-gdb >bare
	is "$(jq -c '[.frames[].locals] | add' bare | uniq)" null
	is "$(jq -r '.frames[].function' bare | sort)" "$(jq -r '.frames[].function' all | sort)"
	st-collect -p "$pid" --fast | st-parse-gdb >fast
	is "$(jq -c '[.frames[].locals] | add' fast | uniq)" null
	# only debug symbols tell of inlined functions; --fast loses no other frame
	is "$(jq '[.frames[] | select(.inlined | not)] | length' fast | sort)" \
		"$(jq '[.frames[] | select(.inlined | not)] | length' all | sort)"
}

# The libraries of a process, by /proc/PID/maps, whose names a debugger takes without quotes.
libraries_of() { # PID
	awk -v exe="$(readlink "/proc/$1/exe")" '$2 ~ /x/ && $6 ~ "^/" && NF == 6 && $6 != exe { print $6 }' "/proc/$1/maps" | sort -u
}

@test "the debugger reads symbols of libraries before it stops the process" {
	start_heartbeat 2
	stand_in gdb 'Thread 1 (LWP 7):' 'GNU gdb (GDB) 13.1'
	PATH=$PWD/stand-in:$PATH run -0 st-collect -p "$pid"
	is "$(sed -n 's/^add-symbol-file //p' gdb.arguments | sort)" "$(libraries_of "$pid")"
	[ -n "$(libraries_of "$pid")" ]
	# nothing that gdb prints while it does so is in the capture, and the process stays its first inferior
	for option in -p "-l - -p"; do
		run -0 --separate-stderr st-collect $option "$pid"
		is "$stderr" ''
		lacks "$output" 'inferior'
		lacks "$output" 'add symbol table'
		lacks "$output" 'st-collect: symbols'
		is "$(st-parse-gdb <<<"$output" | jq .tid | sort -n | paste -sd ' ')" '1 2'
	done
	# with a core file nothing waits, so nothing is read before
	gcore -o core "$pid" >/dev/null 2>&1
	PATH=$PWD/stand-in:$PATH run -0 st-collect -c "core.$pid"
	not grep -q add-symbol-file gdb.arguments
	grep -qx 'thread apply all -s -- bt full 256' gdb.arguments
}

# A gdb that keeps the process stopped, except with --fast (no debug files), when it is the real one.
slow_gdb() {
	mkdir -p slow
	printf '#!/bin/sh\ncase $* in\n*--version* | *"debug-file-directory /dev/null"*) exec %s "$@" ;;\nesac\nRUDE=stays exec %s "$@"\n' \
		"$(command -v gdb)" "$targets/rude-gdb/gdb" >slow/gdb
	chmod +x slow/gdb
}

@test "--max-pause: the process is released when it is over, and looked at again as with --fast" {
	start_heartbeat 3
	slow_gdb
	let_go="st-collect: $pid: stopped for 300 ms, and let go (--max-pause): looked at again as with --fast"
	for option in '' --full --no-locals; do
		PATH=$PWD/slow:$PATH run -0 --separate-stderr st-collect -p "$pid" --max-pause 300 $option
		has "$stderr" "$let_go"
		is "$(jq -c '[.status, (.stopped_ms >= 300)]' <<<"$output")" '[0,true]'
		is "$(st-parse-gdb <<<"$output" | jq -c 'select(.frames | any(.function == "beat")).lwp' | sort -n)" "$(ls "/proc/$pid/task" | sort -n)"
		is_well "$pid"
	done
	# after --fast there is no quicker way to try
	RUDE=stays PATH="$targets/rude-gdb:$PATH" run -1 --separate-stderr st-collect -p "$pid" --max-pause 300 --fast
	has "$stderr" "st-collect: $pid: not done in the time that --max-pause gives: what the debugger had shown is there, and may be cut"
	is "$(st-parse-gdb <<<"$output" | jq -r '.frames[].function')" main
	RUDE=mute PATH="$targets/rude-gdb:$PATH" run -2 --separate-stderr st-collect -p "$pid" --max-pause 300 --fast
	has "$stderr" "st-collect: $pid: no thread in the time that --max-pause gives: raise it"
	is_well "$pid"
	# with 0, -l, --full, --no-locals or --fast there is no limit but --timeout
	for option in '--max-pause 0' '-l log' --full --no-locals --fast; do
		RUDE=stays PATH="$targets/rude-gdb:$PATH" run -1 --separate-stderr st-collect -p "$pid" --timeout 3 $option
		has "$stderr" "st-collect: $pid: not done in the time that --timeout gives"
		lacks "$stderr" max-pause
	done
	PATH=$PWD/slow:$PATH run -0 --separate-stderr st-collect -p "$pid" --timeout 60
	has "$stderr" 'stopped for 2000 ms, and let go (--max-pause)'
	is_well "$pid"
}

# The first CPU that this process may run on.
some_cpu() { sed -n 's/^Cpus_allowed_list:[^0-9]*\([0-9]*\).*/\1/p' /proc/self/status; }

# A thread that gets no CPU may have taken the debugger's SIGSTOP long before it stops, and /proc does not show that.
@test "a process that waits long for a CPU is not left stopped" {
	cpu=$(some_cpu)
	start taskset -c "$cpu" chrt -i 0 "$targets/heartbeat" beats 3
	one=$pid
	eventually [ -s beats ]
	start taskset -c "$cpu" sh -c 'while :; do :; done'
	other=$pid
	start taskset -c "$cpu" sh -c 'while :; do :; done'
	for _ in 1 2 3 4 5 6; do
		kill -CONT "$pid" "$other"
		sleep 0.5
		RUDE=mute PATH="$targets/rude-gdb:$PATH" run -2 --separate-stderr st-collect -p "$one" --max-pause 300 --fast
		kill -STOP "$pid" "$other"
		is_well "$one"
	done
}

@test "--tool eu-stack: names and system calls come from the kernel" {
	start_heartbeat 3
	run -0 --separate-stderr st-collect -p "$pid" --tool eu-stack
	is "$stderr" ''
	is "$(jq -r .tool <<<"$output")" eu-stack
	is "$(jq -r .tool_version <<<"$output")" "$(eu-stack --version | head -n 1 | grep -o '[0-9.]*$')"
	st-parse-gdb <<<"$output" >threads
	is "$(jq -r .lwp threads | sort -n)" "$(ls "/proc/$pid/task" | sort -n)"
	is "$(jq -r .comm threads | uniq)" heartbeat
	is "$(jq -r 'select(.frames | any(.function == "beat")).lwp' threads | wc -l)" 3
	# a thread that is about to run is in none
	shows_system_calls() { st-collect -p "$pid" --tool eu-stack | st-parse-gdb | jq -r .syscall | grep -q clock_nanosleep; }
	eventually shows_system_calls
	is_well "$pid"
}

# libwaits.so: wait_here(), a function that waits, behind the functions that are named.
make_library() { # FUNCTION ...
	{
		echo '#include <unistd.h>'
		printf 'int %s(int x) { volatile int a[9]; a[x] = x; return a[x]; }\n' "$@"
		echo 'void wait_here(void) { for (;;) pause(); }'
	} >lib.c
	"${CC:-cc}" -shared -fPIC -Wl,--build-id -o lib.new lib.c
	mv lib.new libwaits.so
}

# The functions of the frames of a capture that are in libwaits.so.
waiting_in() { # CAPTURE
	st-parse-gdb <<<"$1" | jq -r '.frames[] | select((.module // "") | endswith("libwaits.so")).function'
}

@test "a library replaced since it was loaded: its frames get no names from the new file" {
	make_library one
	echo 'void wait_here(void); int main(void) { wait_here(); return 0; }' >main.c
	"${CC:-cc}" -o waits main.c -L. -lwaits -Wl,-rpath,"$PWD"
	start "$PWD/waits"
	waits() { grep -q '^34 ' "/proc/$pid/syscall"; }
	eventually waits
	run -0 --separate-stderr st-collect -p "$pid"
	is "$stderr$(waiting_in "$output")" wait_here
	gdb -nx -batch -p "$pid" -ex 'generate-core-file core' >/dev/null 2>&1
	make_library two three four five six
	# gdb by itself names a function that the process never had
	has "$(st-collect -l - -p "$pid" 2>&1)" "$(printf 'st-collect: %s: %s/libwaits.so is another file than was loaded' "$pid" "$PWD")"
	not grep -q 'in wait_here' <(st-collect -l - -p "$pid" 2>&1)
	for target in "-p $pid" '-c core'; do
		run -0 --separate-stderr st-collect $target
		is "$stderr" "st-collect: ${target#* }: $PWD/libwaits.so is another file than was loaded: its functions are not known"
		is "$(jq -c '.modules[] | select(.replaced).path' <<<"$output")" "\"$PWD/libwaits.so\""
		is "$(waiting_in "$output")" '??'
	done
	# eu-stack reads the old library from memory
	run -0 --separate-stderr st-collect --tool eu-stack -p "$pid"
	is "$stderr$(waiting_in "$output")" wait_here
	# the same again in another file
	make_library one
	run -0 --separate-stderr st-collect -p "$pid"
	is "$stderr$(waiting_in "$output")" wait_here
}

@test "a process whose main thread has ended: gdb fails with a message, eu-stack shows the others" {
	start "$targets/odd" leaderless
	eventually is_in_state "$pid" Z
	run -2 --separate-stderr st-collect -p "$pid"
	is "$stderr" "st-collect: $pid: its first thread has ended, and gdb cannot show the others: use --tool eu-stack"
	run -0 st-collect -p "$pid" --tool eu-stack
	has "$(st-parse-gdb <<<"$output" | jq -r '.frames[].function')" stay
	has "$(jq -r '.modules[].path' <<<"$output")" odd
}

@test "an executable is found even if it was deleted or replaced" {
	cp "$targets/heartbeat" ./gone
	start ./gone beats 2
	eventually [ -s beats ]
	rm gone
	run -0 --separate-stderr st-collect -p "$pid"
	is "$(jq -r .process.exe <<<"$output")" "$PWD/gone"
	is "$(st-parse-gdb <<<"$output" | jq -r '.frames[] | select(.function == "beat").file' | sed 's|.*/||' | uniq)" heartbeat.c
	cp "$targets/odd" ./gone
	run -0 --separate-stderr st-collect -p "$pid"
	has "$(st-parse-gdb <<<"$output" | jq -r '.frames[].function')" beat
	echo '#!/bin/sh' >script
	run -2 --separate-stderr st-collect -p "$pid" -e script
	is "$stderr" "st-collect: $pid: script is not a program: leave --exe out"
	run -2 --separate-stderr st-collect -p "$pid" -e ./gone
	is "$stderr" "st-collect: $pid: does not run this ./gone: leave --exe out"
	run -0 --separate-stderr st-collect -p "$pid" -e "$targets/heartbeat"
	is "$(jq -r .process.exe <<<"$output")" "$targets/heartbeat"
	# a relative name in the option is absolute in the record, so that rules can match it
	cp "$targets/heartbeat" beat
	run -0 --separate-stderr st-collect -p "$pid" -e beat
	is "$(jq -r .process.exe <<<"$output")" "$(realpath beat)"
}

# Each file with code in a process, by /proc/PID/maps: its path, where its first mapping begins and its last one ends.
modules_by_proc() { # PID
	awk '{ path = substr($0, index($0, $6)); if ($6 !~ "^/|vdso") next
		sub(/ \(deleted\)$/, "", path); split($1, at, "-")
		if (!(path in base)) { base[path] = at[1]; order[++n] = path }
		end[path] = at[2]; if ($2 ~ /x/) runs[path] = 1 }
		END { for (i = 1; i <= n; i++) if (runs[order[i]]) printf "%s 0x%s 0x%s\n", order[i], base[order[i]], end[order[i]] }' "/proc/$1/maps"
}

build_id() { # FILE
	readelf -n "$1" | sed -n 's/.*Build ID: //p'
}

@test "modules: where each file is loaded, by /proc/PID/maps, and the same from a core file" {
	local program="$PWD/lib dir/heart (1)"
	mkdir 'lib dir'
	cp "$targets/heartbeat" "$program"
	start "$program" beats 2
	eventually [ -s beats ]
	st-collect -p "$pid" >live
	modules_by_proc "$pid" | sort >expected
	jq -r '.modules[] | "\(.path) \(.base) \(.end)"' live | sort | diff expected -
	[ "$(jq -r --arg p "$program" '.modules[] | select(.path == $p).build_id' live)" = "$(build_id "$program")" ]
	[ "$(jq -r '.modules[] | select(.path | endswith("/libc.so.6")).build_id' live)" = "$(build_id "$(awk '/libc.so.6/ { print $6; exit }' "/proc/$pid/maps")")" ]
	gcore -o core "$pid" >/dev/null 2>&1
	st-collect -c "core.$pid" >core
	diff <(jq .modules live) <(jq .modules core)
	# a deleted file keeps its path and build id
	rm -r 'lib dir'
	st-collect -p "$pid" >gone
	diff <(jq .modules live) <(jq .modules gone)
}

# For each frame in FRAMES with an offset in the program and no name: `ADDRESS NAME`, by the copy that has symbols.
names_by_offset() { # FRAMES COPY
	local first address offset level name
	first=$(readelf -lW "$2" | awk '$1 == "LOAD" { print $3; exit }')
	jq -r '.frames[] | select(.module_offset and (.module | endswith("/heart (1)"))) | "\(.address) \(.module_offset) \(.level)"' "$1" |
		while read -r address offset level; do
			# a caller's address is that of the instruction after the call
			name=$(addr2line -f -e "$2" "$(printf '0x%x' $((first + offset - (level > 0))))" | head -n 1)
			printf '%s %s\n' "$address" "$name"
		done | sort -u
}

@test "frames without a name: module and offset lead to the function that gdb names if it has symbols" {
	local kind
	mkdir 'lib dir'
	for kind in pie no-pie; do
		"${CC:-cc}" -g -O0 -pthread -f$kind -$kind -o with "$BATS_TEST_DIRNAME/targets/heartbeat.c"
		strip -s -o 'lib dir/heart (1)' with
		rm -f beats
		start 'lib dir/heart (1)' beats 2
		eventually [ -s beats ]
		st-collect -p "$pid" >capture
		st-parse-gdb capture >without
		st-collect -p "$pid" -e with | st-parse-gdb | jq -r '.frames[] | select(.file // "" | endswith("/heartbeat.c")) | "\(.address) \(.function)"' | sort -u >named
		names_by_offset without with | grep -v ' _start$' >found
		has "$(cat found)" beat
		has "$(cat found)" main
		diff named found
		is "$(jq -r '.frames[] | select(.module_offset and (.module | endswith("/heart (1)"))) | .build_id' without | sort -u)" "$(build_id with)"
		st-collect --tool eu-stack -p "$pid" | st-parse-gdb >without
		names_by_offset without with | grep -v ' _start$' >found
		diff named found
		kill -KILL "$pid"
		rm 'lib dir/heart (1)'
	done
}

@test "odd names of threads" {
	start_heartbeat 1 $'a") (b\377\001c'
	run -0 st-collect -p "$pid" --fast
	printf '%s\n' "$output" >capture
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <capture
	# it may be running just then
	is "$(jq -c '.threads[0] | [.comm, (.kernel_state | IN("R", "S"))]' capture)" "$(jq -nc '["a\") (b�\u0001c", true]')"
}

@test "a core file: it says itself where its executable is" {
	make_core core
	kill -KILL "$pid"
	run -0 --separate-stderr st-collect -c core
	is "$stderr" ''
	printf '%s\n' "$output" >capture
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <capture
	is "$(jq -c ".process | del(.title)" capture)" "$(jq -nc --arg exe "$(readlink -f "$targets/heartbeat")" '{exe: $exe, core: "core"}' | jq -c "{pid: $pid} + .")"
	is "$(jq -c '[.stopped_ms, (.threads | map(keys) | unique)]' capture)" '[null,[["lwp"]]]' # nobody waits for a lock
	is "$(st-parse-gdb capture | jq -r 'select(.frames | any(.function == "beat")).lwp' | wc -l)" 3
	run -0 st-collect --tool eu-stack -c core
	is "$(st-parse-gdb <<<"$output" | jq -r 'select(.frames | any(.function == "beat")).lwp' | wc -l)" 3
}

@test "the core file of a crash: the thread that took the signal is marked" {
	gdb -nx -batch -ex 'run crash' -ex 'generate-core-file core' "$targets/odd" >gcore.log 2>&1
	run -0 st-collect --corefile=core
	st-parse-gdb <<<"$output" >threads
	is "$(jq -c 'select(.crashed) | [.signal, .frames[0:2][].function]' threads)" '["SIGSEGV","inner","outer"]'
	is "$(wc -l <threads)" 2
}

@test "-l writes the debugger's text to a private file, under a line for each process" {
	start_heartbeat 2
	one=$pid
	start_heartbeat 2
	run -0 --separate-stderr st-collect -p "$one,$pid" --samples 2 --interval 0 --fast -l log
	is "$output$stderr" ''
	is "$(stat -c %a log)" 600
	is "$(grep -c '^REM st-collect [0-9.]* TOOL=gdb ' log)" 4
	is "$(ls -A | grep -c st-collect)" 0
	st-parse-gdb log >threads
	is "$(jq -c '[.process.pid, .process.exe]' threads | uniq -c | awk '{ print $1, $2 }')" "$(for number in "$one" "$pid" "$one" "$pid"; do
		echo "2 $(jq -nc --arg exe "$(readlink "/proc/$one/exe")" "[$number, \$exe]")"
	done)"
	run -0 --separate-stderr st-collect -p "$one" --fast -l -
	has "${lines[0]}" "--pid=$one"
	has "$(st-parse-gdb <<<"$output" | jq -r '.frames[].function')" beat
}

@test "-l: the file gets its name only when it is complete" {
	start_heartbeat 2
	echo old >log
	RUDE=stays PATH="$targets/rude-gdb:$PATH" st-collect -p "$pid" -l log 3>&- &
	collect=$!
	eventually grep -q '^TracerPid:.[1-9]' "/proc/$pid/status"
	is "$(cat log)" old
	kill -TERM "$collect"
	status=0
	wait "$collect" || status=$?
	is "$status" 143
	is "$(cat log)" old
	is "$(ls -A | grep -c st-collect)" 0
	eventually is_well "$pid"
	st-collect -p "$pid" -l log --fast
	has "$(head -n 1 log)" 'REM st-collect '
	is "$(stat -c %a log)" 600
}

@test "-l: links, pipes and folders are refused and left as they are" {
	start_heartbeat 1
	echo mine >somebodys
	ln -s somebodys link
	ln -s nowhere dangling
	mkfifo pipe
	mkdir folder
	for name in link dangling; do
		run -2 --separate-stderr st-collect -p "$pid" -l "$name"
		is "$stderr" "st-collect: $name: is a symbolic link, which is not followed: name the file itself"
	done
	run -2 --separate-stderr st-collect -p "$pid" -l pipe
	is "$stderr" 'st-collect: pipe: is not a regular file: use -l - and redirect the output'
	run -2 --separate-stderr st-collect -p "$pid" -l nosuch/log
	is "$stderr" 'st-collect: nosuch/log: No such file or directory'
	is "$(cat somebodys)" mine
	[ -L link ]
	[ -L dangling ]
	[ ! -e nowhere ]
	[ -p pipe ]
	is "$(ls -A | grep -c st-collect)" 0
}

@test "gdb is given only the commands and options that its version knows" {
	start_heartbeat 1
	for row in '6.8|thread apply all bt 256|' '7.2|thread apply all bt 256|' '7.12.1|thread apply all bt 256|auto-load' \
		'8.2-20.el8|thread apply all bt 256|auto-load' '8.3|thread apply all -s bt 256|style' \
		'9.1|thread apply all -s -- bt 256|style' '13.1|thread apply all -s -- bt 256|debuginfod'; do
		IFS='|' read -r version backtrace knows <<<"$row"
		stand_in gdb "$(printf 'Thread 1 (LWP 7):\n#0  f () at a.c:1')" "GNU gdb (Some Distribution 99.1-3) $version"
		PATH=$PWD/stand-in:$PATH run -0 st-collect -p "$pid"
		is "$(jq -r .tool_version <<<"$output")" "$version"
		grep -qFx -- "$backtrace" gdb.arguments
		is "$(head -n 2 gdb.arguments | paste -sd ' ')" '-nx -batch'
		[ -z "$knows" ] || grep -q "$knows" gdb.arguments
		case $version in
		6.8 | 7.2) not grep -qE -- '^-iex$|auto-load|style|debuginfod|max-value' gdb.arguments ;;
		13.1) grep -qx 'add-symbol-file .*/libc.so.6' gdb.arguments ;;
		*) not grep -qE 'debuginfod|inferior|add-symbol-file' gdb.arguments ;;
		esac
		lacks "$(cat gdb.arguments)" 'backtrace limit'
	done
	is "$(tail -n 3 gdb.arguments | paste -sd ' ')" "-p $pid /proc/$pid/exe"
	stand_in gdb 'Thread 1 (LWP 7):' 'GNU gdb Red Hat Linux (6.0post-0.20040223.17rh)'
	PATH=$PWD/stand-in:$PATH run -0 st-collect -p "$pid"
	is "$(jq -r .tool_version <<<"$output")" 6.0post-0.20040223.17rh
}

@test "the debugger gets no environment, input or descriptors of the caller" {
	start_heartbeat 1
	stand_in gdb 'Thread 1 (LWP 7):' 'GNU gdb (GDB) 13.1'
	DEBUGINFOD_URLS=http://127.0.0.1:9 PYTHONPATH=/x LC_ALL=C.UTF-8 LANG=C.UTF-8 PATH=$PWD/stand-in:$PATH \
		run -0 st-collect -p "$pid" 7</dev/null
	grep -qx LC_ALL=C gdb.environment
	not grep -qE '^(LANG|DEBUGINFOD_URLS|PYTHONPATH)=' gdb.environment
	# besides 0, 1 and 2 only the script itself is open
	is "$(awk '/ -> / && $(NF - 2) > 2 && $NF !~ "/stand-in/gdb$"' gdb.descriptors)" ''
	grep -q ' 0 -> /dev/null' gdb.descriptors
}

@test "gdb runs no script from the current folder or HOME" {
	make_core core
	for name in .gdbinit core-gdb.py heartbeat-gdb.py heartbeat-gdb.gdb; do
		case $name in
		*.py) echo 'open("oops", "w")' >"$name" ;;
		*) echo 'shell touch oops' >"$name" ;;
		esac
	done
	cp "$targets/heartbeat" .
	export HOME=$PWD
	run -0 st-collect -c core -e ./heartbeat
	is "$(jq -r .process.exe <<<"$output")" "$(realpath heartbeat)"
	run -0 st-collect -p "$pid"
	[ ! -e oops ]
}

@test "pstack: its text and those of pldd and pflags, each under a line with its name" {
	start_heartbeat 1
	stand_in pstack "$(printf '%s:\toven -d\n-----------------  lwp# 1 / thread# 1  --------------------\n fed44f95 _read    (7, 804700f, 1, fe77b07c) + 15\n fe777c1d child_main (0, fe774094) + 26d\n-----------------  lwp# 2 / thread# 2  --------------------\n fed44f95 _lwp_wait (6) + 5' "$pid")" ''
	stand_in pldd "$(printf '%s:\toven -d\n/lib/libc.so.1\n/usr/lib/libgrain.so.1' "$pid")" ''
	stand_in pflags "$(printf '%s:\toven -d\n\tdata model = _ILP32  flags = ORPHAN|MSACCT|MSFORK\n /1:\tflags = ASLEEP  read(0x7,0x804700f,0x1)\n\tsigmask = 0xffbee007,0x0000fff7\n /2:\tflags = ASLEEP  lwp_wait(0x6,0xffff)' "$pid")" ''
	PATH=$PWD/stand-in:$PATH run -0 st-collect --tool pstack -p "$pid"
	printf '%s\n' "$output" >capture
	is "$(jq -r .text capture | grep '^REM ')" "REM $PWD/stand-in/pstack
REM $PWD/stand-in/pldd
REM $PWD/stand-in/pflags"
	is "$(cat pstack.arguments pldd.arguments pflags.arguments | uniq)" "$pid"
	is "$(st-parse-gdb capture | jq -c '[.process.pid, .tool, .lwp, .frames[].function]')" "[$pid,\"pstack\",1,\"_read\",\"child_main\"]
[$pid,\"pstack\",2,\"_lwp_wait\"]"
	PATH=$PWD/stand-in:$PATH run -0 st-collect --tool pstack -p "$pid" -l log
	is "$(st-parse-gdb log | jq -c '[.process.pid, .lwp]')" "[$pid,1]
[$pid,2]"
	rm stand-in/pldd stand-in/pflags
	mkdir only
	ln -s "$(command -v cat)" "$(command -v env)" "$(command -v ls)" "$BUILD/bin/st-collect" only/
	PATH=$PWD/stand-in:$PWD/only run -0 st-collect --tool pstack -p "$pid"
	is "$(jq -r .text <<<"$output" | grep '^REM ')" "REM $PWD/stand-in/pstack"
}

@test "pstack: a program without threads, a core file, and what pstack refuses" {
	make_core core
	stand_in pstack "$(printf '%s:\toven -d\n fed44f95 _read    (7) + 15\n fe777c1d main (0, fe774094) + 26d' "$pid")" ''
	PATH=$PWD/stand-in:$PATH run -0 st-collect --tool pstack -p "$pid"
	is "$(st-parse-gdb <<<"$output" | jq -c '[.frames[].function]')" '["_read","main"]'
	PATH=$PWD/stand-in:$PATH run -0 st-collect --tool pstack -c core
	[[ $(cat pstack.arguments) = /proc/self/fd/[0-9]* ]]
	stand_in pstack "pstack: cannot examine $pid: permission denied" ''
	PATH=$PWD/stand-in:$PATH run -2 --separate-stderr st-collect --tool pstack -p "$pid"
	has "$stderr" "st-collect: $pid: not permitted"
	is "${#stderr_lines[@]}" 1
	stand_in pstack 'pstack: unanticipated system error' ''
	PATH=$PWD/stand-in:$PATH run -2 --separate-stderr st-collect --tool pstack -p "$pid"
	is "$stderr" "st-collect: $pid: pstack shows no threads; it says: pstack: unanticipated system error"
}

# --- nothing is left stopped ---

@test "a debugger that dies or ends right after it attached leaves nothing stopped" {
	start_heartbeat 4
	for how in dies exits; do
		RUDE=$how PATH="$targets/rude-gdb:$PATH" run -2 --separate-stderr st-collect -p "$pid"
		has "$stderr" "st-collect: $pid: had been left stopped, continued with SIGCONT"
		is_well "$pid"
	done
	has "$stderr" "st-collect: $pid: gdb shows no threads (exit status 0): try another --tool"
}

@test "--timeout ends the debugger and keeps what it had printed" {
	start_heartbeat 4
	RUDE=mute PATH="$targets/rude-gdb:$PATH" run -2 --separate-stderr st-collect -p "$pid" --timeout 1
	has "$stderr" "st-collect: $pid: no thread in the time that --timeout gives: raise it, or use --fast"
	is_well "$pid"
	RUDE=stays PATH="$targets/rude-gdb:$PATH" run -1 --separate-stderr st-collect -p "$pid" --timeout 5
	has "$stderr" "st-collect: $pid: not done in the time that --timeout gives: what the debugger had shown is there, and may be cut"
	is "$(jq -r .status <<<"$output")" SIGKILL
	[ "$(jq .stopped_ms <<<"$output")" -ge 500 ]
	is "$(st-parse-gdb <<<"$output" | jq -r '.frames[].function')" main
	is_well "$pid"
}

# Runs st-collect on $pid with a debugger that never ends; $collect, $keeper, $guard and $debugger are its processes.
start_collect() { # [OPTION ...]
	RUDE=stays PATH="$targets/rude-gdb:$PATH" st-collect -p "$pid" "$@" >out 2>err 3>&- &
	collect=$!
	eventually grep -q '^TracerPid:.[1-9]' "/proc/$pid/status"
	debugger=$(sed -n 's/^TracerPid:.//p' "/proc/$pid/status")
	guard=$(sed -n 's/^PPid:.//p' "/proc/$debugger/status")
	keeper=$(sed -n 's/^PPid:.//p' "/proc/$guard/status")
	is "$(sed -n 's/^PPid:.//p' "/proc/$keeper/status")" "$collect"
	is "$(cat "/proc/$collect/comm" "/proc/$keeper/comm" "/proc/$guard/comm" | paste -sd ' ')" 'st-collect st-guard st-guard'
	not is_well "$pid"
}

@test "signals: st-collect ends the debugger, lets the process run, and dies of the signal" {
	start_heartbeat 4
	for signal in TERM:143 HUP:129 PIPE:141; do
		start_collect
		kill -"${signal%:*}" "$collect"
		status=0
		wait "$collect" || status=$?
		is "$status" "${signal#*:}"
		is "$(cat out)" ''
		has_ended "$debugger"
		has_ended "$guard"
		is_well "$pid"
	done
	# a shell has what it starts in the background ignore SIGINT, and st-collect leaves it so
	start_collect
	kill -INT "$collect"
	sleep 0.3
	[ ! -s out ]
	kill -TERM "$collect"
	status=0
	wait "$collect" || status=$?
	is "$status" 143
	RUDE=stays PATH="$targets/rude-gdb:$PATH" run -130 timeout --foreground -s INT --preserve-status 2 st-collect -p "$pid"
	is_well "$pid"
}

@test "SIGKILL to any of the processes, and to two of them at once" {
	start_heartbeat 4
	for victims in collect keeper guard debugger 'collect guard' 'collect keeper' 'keeper guard' 'guard debugger'; do
		start_collect --timeout 5
		numbers=$(for victim in $victims; do echo "${!victim}"; done)
		kill -KILL $numbers
		status=0
		wait "$collect" || status=$?
		case $victims in
		collect*) is "$status" 137 ;;
		keeper)
			# the guard goes on as before
			is "$status" 1
			has "$(cat err)" 'not done in the time that --timeout gives'
			;;
		*)
			is "$status" 1
			is "$(jq -r .status out)" SIGKILL
			has "$(cat err)" 'the debugger was killed: what the debugger had shown is there, and may be cut'
			;;
		esac
		for process in "$collect" "$keeper" "$guard" "$debugger"; do eventually has_ended "$process"; done
		eventually is_well "$pid"
	done
}

@test "SIGKILL to all who watch over a debugger: it ends itself some seconds after --timeout" {
	start_heartbeat 1
	start_collect --timeout 5
	kill -KILL "$collect" "$keeper" "$guard"
	eventually has_ended "$debugger"
	kill -CONT "$pid"
	eventually is_well "$pid"
}

# A debugger that is a script: it runs COMMANDS, where $rude is the debugger that never ends.
wrap_rude() { # COMMANDS
	mkdir -p wrapped
	printf '#!/bin/sh\nrude=%s\ncase $* in\n*--version*) exec $rude --version ;;\nesac\n%s\n' "$targets/rude-gdb/gdb" "$1" >wrapped/gdb
	chmod +x wrapped/gdb
}

@test "a debugger that a script started, even in a group or session of its own, is ended with the script" {
	start_heartbeat 4
	for commands in '$rude "$@"; exit' 'set -m; $rude "$@" & wait' 'setsid $rude "$@"; exit' '(setsid $rude "$@" &); sleep 100'; do
		wrap_rude "$commands"
		for victims in guard collect 'collect guard' 'keeper guard' script; do
			RUDE=stays PATH="$PWD/wrapped:$PATH" st-collect -p "$pid" --timeout 100 >out 2>err 3>&- &
			collect=$!
			eventually grep -q '^TracerPid:.[1-9]' "/proc/$pid/status"
			debugger=$(sed -n 's/^TracerPid:.//p' "/proc/$pid/status")
			keeper=$(pgrep -P "$collect")
			guard=$(pgrep -P "$keeper")
			script=$(pgrep -o -P "$guard")
			numbers=$(for victim in $victims; do echo "${!victim}"; done)
			kill -KILL $numbers
			wait "$collect" || :
			for process in "$keeper" "$guard" "$script" "$debugger"; do eventually has_ended "$process"; done
			eventually is_well "$pid"
		done
	done
}

@test "a script that closes the core file before it starts the debugger: a message says so" {
	make_core core
	mkdir scripts
	for tool in gdb eu-stack; do
		printf '#!/bin/bash\nexec 63<&-\nexec %s "$@"\n' "$(command -v $tool)" >scripts/$tool
		chmod +x scripts/$tool
		PATH=$PWD/scripts:$PATH refused "core: $tool could not open it: a script that starts $tool has to leave descriptors open" \
			st-collect -c core --tool $tool
	done
}

@test "processes that a debugger leaves behind are ended" {
	start_heartbeat 4
	wrap_rude 'setsid $rude "$@" & until grep -q "^TracerPid:.[1-9]" /proc/$(cat pid)/status; do sleep 0.01; done'
	sed -i "s|cat pid|cat '$PWD/pid'|" wrapped/gdb
	echo "$pid" >pid
	RUDE=stays PATH="$PWD/wrapped:$PATH" run -0 st-collect -p "$pid"
	is "$(st-parse-gdb <<<"$output" | jq -r '.frames[].function')" main
	is_well "$pid"
	is "$(pgrep -fc "rude-gdb/gdb.*-p $pid" || :)" 0
}

@test "children that a shell had before it called exec st-collect are left alone" {
	start_heartbeat 2
	RUDE=stays PATH="$targets/rude-gdb:$PATH" bash -c 'sleep 300 & echo $! >child
		setsid sleep 300 & echo $! >apart
		(until [ -e attached ]; do sleep 0.05; done; setsid sleep 300 & echo $! >orphan)&
		exec st-collect -p "$1"' bash "$pid" >out 2>err 3>&- &
	collect=$!
	eventually grep -q '^TracerPid:.[1-9]' "/proc/$pid/status"
	debugger=$(sed -n 's/^TracerPid:.//p' "/proc/$pid/status")
	guard=$(sed -n 's/^PPid:.//p' "/proc/$debugger/status")
	keeper=$(sed -n 's/^PPid:.//p' "/proc/$guard/status")
	touch attached
	eventually [ -s orphan ]
	cat child apart orphan >>pids
	eventually grep -qx "PPid:.$collect" "/proc/$(cat orphan)/status"
	kill -KILL "$keeper" "$guard"
	status=0
	wait "$collect" || status=$?
	is "$status" 1
	has_ended "$debugger"
	is_well "$pid"
	for name in child apart orphan; do not has_ended "$(cat $name)"; done
}

@test "it works under a parent that ignores SIGCHLD" {
	start_heartbeat 2
	run -0 python3 -c 'import os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
os.execvp(sys.argv[1], sys.argv[1:])' st-collect -p "$pid" --timeout 30 --fast
	is "$(jq -c '[.process.pid, .status]' <<<"$output")" "[$pid,0]"
}

@test "a reader of the output sees its end even if st-collect is killed" {
	start_heartbeat 1
	mkfifo pipe
	RUDE=stays PATH="$targets/rude-gdb:$PATH" st-collect -p "$pid" >pipe 3>&- &
	collect=$!
	timeout 60 cat pipe >read 3>&- &
	reader=$!
	eventually grep -q '^TracerPid:.[1-9]' "/proc/$pid/status"
	kill -KILL "$collect"
	wait "$reader"
	eventually is_well "$pid"
}

@test "no process is stopped while st-collect waits for a slow reader" {
	start_heartbeat 200
	mkfifo pipe
	exec 9<>pipe
	# the pipe is full from the beginning, and as large as st-collect wants it (1031: F_SETPIPE_SZ)
	python3 -c 'import fcntl, os
fcntl.fcntl(9, 1031, 256 * 1024)
pipe = os.open("pipe", os.O_WRONLY | os.O_NONBLOCK)
try:
    while True: os.write(pipe, bytes(4096))
except BlockingIOError: pass'
	st-collect -p "$pid" >pipe 9>&- 3>&- &
	collect=$!
	echo "$collect" >>pids
	eventually grep -q '^TracerPid:.[1-9]' "/proc/$pid/status"
	eventually is_well "$pid"
	not has_ended "$collect"
	kill -TERM "$collect"
	status=0
	wait "$collect" || status=$?
	is "$status" 143
	exec 9>&-
}

@test "a reader that goes away: st-collect dies of SIGPIPE, and the process runs" {
	start_heartbeat 60
	run bash -c 'st-collect -p "$1" --samples 3 --interval 0 | head -c 10; exit "${PIPESTATUS[0]}"' bash "$pid"
	is "$status" 141
	is_well "$pid"
}

@test "a process that was already stopped stays stopped" {
	start_heartbeat 2
	kill -STOP "$pid"
	eventually is_in_state "$pid" T
	run -0 --separate-stderr st-collect -p "$pid"
	is "$stderr" ''
	is "$(jq -r '.threads[].kernel_state' <<<"$output" | uniq)" T
	is "$(state "$pid")" T
	for how in dies exits; do
		RUDE=$how PATH="$targets/rude-gdb:$PATH" run -2 --separate-stderr st-collect -p "$pid"
		lacks "$stderr" SIGCONT
		is "$(state "$pid")" T
	done
	kill -CONT "$pid"
	eventually is_well "$pid"
}

@test "no process and no file is left behind" {
	start_heartbeat 2
	mkdir tmp
	ls -A /tmp | sort >before
	TMPDIR=$PWD/tmp st-collect -p "$pid" >out
	is "$(ls -A tmp)" ''
	is "$(comm -13 before <(ls -A /tmp | sort) | grep -c st-collect)" 0
	is "$(ls -A | grep -c '^\.\|core')" 0
	is "$(pgrep -fc "gdb.*-p $pid" || :)" 0
}

# --- wrong use: status 2 and one line that says what to do ---

refused() { # LINE COMMAND ...
	run -2 --separate-stderr "${@:2}"
	is "$output" ''
	is "$stderr" "st-collect: $1"
}

misused() { # LINE COMMAND ...
	run -2 --separate-stderr "${@:2}"
	is "$output" ''
	is "$stderr" "st-collect: $1
try: st-collect --help"
}

@test "without a debugger: what to install or to use instead" {
	mkdir empty
	start_heartbeat 1
	refused 'gdb: not in PATH: install it, or use another --tool (gdb, eu-stack, pstack, none)' \
		env PATH="$PWD/empty" "$BUILD/bin/st-collect" -p "$pid"
	refused 'pstack: not in PATH: install it, or use another --tool (gdb, eu-stack, pstack, none)' \
		env PATH="$PWD/empty" "$BUILD/bin/st-collect" -p "$pid" --tool pstack
	echo 'no program' >empty/gdb
	chmod +x empty/gdb
	refused "gdb: $PWD/empty/gdb cannot be run: Exec format error" env PATH="$PWD/empty" "$BUILD/bin/st-collect" -p "$pid"
}

@test "a number that is no process, a thread, or a kernel thread is refused" {
	refused '99999999: no such process (see ps -e)' st-collect -p 99999999
	start_heartbeat 2
	thread=$(ls "/proc/$pid/task" | sort -n | tail -n 1)
	refused "$thread: a thread of process $pid: use -p $pid" st-collect -p "$thread"
	for number in /proc/[0-9]*; do
		number=${number#/proc/}
		grep -q '^VmSize' "/proc/$number/status" || [ "$(state "$number")" = Z ] || break
		number=''
	done
	[ -z "$number" ] || refused "$number: a kernel thread: no debugger can show it, /proc/$number/stack does" st-collect -p "$number"
}

@test "a process of somebody else: not permitted" {
	start_heartbeat 1
	place=$(mktemp -d)
	chmod 755 "$place"
	cp "$BUILD/bin/st-collect" "$place"
	cd /
	if [ "$(id -u)" -eq 0 ]; then
		refused "$pid: not permitted: run st-collect as root" \
			setpriv --reuid=65534 --regid=65534 --clear-groups "$place/st-collect" -p "$pid" --tool gdb
	else
		refused '1: not permitted: run st-collect as root' "$place/st-collect" -p 1 --tool gdb
	fi
	rm -r "$place"
	cd "$BATS_TEST_TMPDIR"
	is_well "$pid"
}

@test "a zombie is refused" {
	start "$targets/odd" zombie
	eventually [ -s started ]
	zombie=$(cat started)
	refused "$zombie: a zombie: it has ended, and its parent $pid has not noticed" st-collect -p "$zombie"
}

@test "a process that is already traced is refused, with the tracer's name" {
	start_heartbeat 1
	traced=$pid
	start "$targets/odd" tracer "$traced"
	eventually [ -s started ]
	for tool in gdb eu-stack; do
		refused "$traced: already traced by $pid (odd): end that first" st-collect -p "$traced" --tool "$tool"
	done
}

@test "a core file of another program, or a file that is no core file, is refused" {
	make_core core
	kill -KILL "$pid"
	refused "core: not a core of this $targets/odd but of $(readlink -f "$targets/heartbeat"): name that with --exe" \
		st-collect -c core -e "$targets/odd"
	refused 'beats: not a core file' st-collect -c beats
	: >empty
	refused 'empty: not a core file' st-collect -c empty
	refused "$targets/odd: not a core file" st-collect -c "$targets/odd"
	refused 'beats: not a core file that gdb can read' st-collect -c beats -e "$targets/odd"
	refused 'nosuch: No such file or directory' st-collect -c nosuch
	refused '.: Is a directory' st-collect -c .
	refused 'nosuch: No such file or directory' st-collect -c core -e nosuch
	echo '#!/bin/sh' >script
	refused "core: its executable $PWD/script is not a program: name the right one with --exe" st-collect -c core -e script
	for tool in gzip zstd; do
		$tool -c core >compressed
		refused "compressed: is compressed: put it through \`$tool -dc\` first" st-collect -c compressed -e "$targets/heartbeat"
	done
}

@test "without build ids, gdb's warning about the wrong executable is passed on" {
	"${CC:-cc}" -g -pthread -Wl,--build-id=none -o plain "$checkout/tests/targets/odd.c"
	cp plain renamed
	gdb -nx -batch -ex 'run crash' -ex 'generate-core-file core' ./plain >gcore.log 2>&1
	run -0 --separate-stderr st-collect -c core
	is "$stderr" ''
	run -0 --separate-stderr st-collect -c core -e ./renamed
	is "$stderr" 'st-collect: core: perhaps not a core of this program, gdb says: name the right one with --exe'
}

@test "a core file whose executable is gone or replaced: a copy has to be named" {
	cp "$targets/heartbeat" here
	start ./here beats 2
	eventually [ -s beats ]
	gdb -nx -batch -p "$pid" -ex 'generate-core-file core' >gcore.log 2>&1
	mv here there
	refused "core: its executable $PWD/here cannot be read (No such file or directory): name a copy with --exe" st-collect -c core
	run -0 st-collect -c core -e ./there
	has "$(st-parse-gdb <<<"$output" | jq -r '.frames[].function')" beat
	cp "$targets/odd" here
	refused "core: its executable $PWD/here has been replaced since: name a copy of the old one with --exe" st-collect -c core
	run -0 st-collect -c core -e ./there
}

@test "cut or corrupt core files crash nothing" {
	make_core core
	run -0 --separate-stderr st-collect -c core
	is "$stderr" ''
	size=$(stat -c %s core)
	head -c $((size / 2)) core >cut
	run --separate-stderr st-collect -c cut -e "$targets/heartbeat" --samples 2 --interval 0
	is "$(grep -c "^st-collect: cut: is cut: it has $((size / 2)) bytes, not [0-9]*, and stacks may be missing$" <<<"$stderr")" 1
	for length in 16 51 52 63 64 100 1000 5000 $((size / 2)); do
		head -c "$length" core >cut
		run timeout 60 st-collect -c cut -e "$targets/heartbeat"
		[ "$status" -le 2 ]
	done
	for seed in 1 2 3 4 5 6 7 8 9 10; do
		cp core bad
		awk -v seed="$seed" 'BEGIN { srand(seed); for (i = 0; i < 4096; i++) printf "%c", rand() * 256 }' |
			dd of=bad bs=1 seek=$((seed * 32)) count=400 conv=notrunc 2>/dev/null
		run timeout 60 env PATH=/nonexistent "$BUILD/bin/st-collect" -c bad
		[ "$status" -eq 2 ]
		run timeout 60 st-collect --tool eu-stack -c bad
		[ "$status" -le 2 ]
	done
}

@test "a cut core file that has stacks has not been looked at to its end: status 1" {
	make_core core
	head -c $(($(stat -c %s core) / 2)) core >cut
	stand_in gdb "$(printf 'Thread 1 (LWP 7):\n#0  f () at a.c:1')" 'GNU gdb (GDB) 13.1'
	run -1 --separate-stderr env PATH="$PWD/stand-in:$PATH" st-collect -c cut -e "$targets/heartbeat"
	is "$(st-parse-gdb <<<"$output" | jq -r '.frames[].function')" f
	has "$stderr" 'st-collect: cut: is cut: it has '
}

@test "a full disk is reported" {
	start_heartbeat 2
	refused 'standard output: No space left on device' sh -c 'exec "$@" >/dev/full' sh st-collect -p "$pid" --fast
	refused 'standard output: No space left on device' sh -c 'exec "$@" >/dev/full' sh st-collect --help
	is_well "$pid"
	stand_in gdb "$(printf 'Thread 1 (LWP 7):\n%s' "$(seq 10000)")" 'GNU gdb (GDB) 13.1'
	mkdir disk
	make_core core
	run -2 --separate-stderr env PATH="$PWD/stand-in:$PATH" unshare -rm sh -c \
		'mount -t tmpfs -o size=8k none disk && cd disk && { st-collect -c ../core -e "$1" -l log; status=$?; ls -A; exit "$status"; }' sh "$targets/heartbeat"
	is "$stderr" 'st-collect: log: No space left on device'
	is "$output" ''
}

@test "an output file that is a directory is refused" {
	start_heartbeat 1
	mkdir folder
	refused 'folder: is a directory: name a file in it' st-collect -p "$pid" -l folder
	refused 'folder/: is a directory: name a file in it' st-collect -p "$pid" -l folder/
	is "$(ls -A folder)" ''
}

@test "a number that a process has only inside its pid namespace: the number outside is named" {
	command -v unshare
	# find a number that no process has outside; /proc is still that of the outer namespace
	start unshare -r --pid --fork sh -c 'while :; do
			"$0" beats 2 & number=$!
			[ -e "/proc/$number" ] || break
			kill "$number"
		done
		echo "$number"; wait' "$targets/heartbeat"
	eventually [ -s started ]
	inner=$(cat started)
	for status in /proc/[0-9]*/status; do
		[ "$(awk '/^NSpid/ { print $NF }' "$status" 2>/dev/null)" = "$inner" ] || continue
		outer=${status#/proc/}
		outer=${outer%/status}
		[ "$outer" = "$inner" ] || break
	done
	echo "$outer" >>pids
	refused "$inner: no such process here; in another pid namespace it is the number of $outer: use -p $outer" st-collect -p "$inner"
	run -0 st-collect -p "$outer" --fast
	is "$(st-parse-gdb <<<"$output" | jq -r 'select(.frames | any(.function == "beat")).tid' | wc -l)" 2
	run -2 --separate-stderr unshare -r --pid --fork st-collect -p 1
	is "$stderr" 'st-collect: 1: /proc is of another pid namespace: run st-collect in that one, or mount /proc here'
}

@test "if some of several processes are refused: status 1, and captures of the others" {
	start_heartbeat 2
	run -1 --separate-stderr st-collect -p "99999999,$pid,99999998" --fast
	is "$(jq .process.pid <<<"$output")" "$pid"
	is "${#stderr_lines[@]}" 2
	run -1 --separate-stderr st-collect -p "$pid" --name no-such-name --fast
	is "$(jq .process.pid <<<"$output")" "$pid"
	run -2 --separate-stderr st-collect -p 99999999,99999998
	is "${#stderr_lines[@]}" 2
	run -1 --separate-stderr st-collect -p "99999999,$pid" --samples 3 --interval 0 --fast
	is "${#stderr_lines[@]}" 1
	is "${#lines[@]}" 3
}

@test "wrong usage" {
	misused 'nothing to look at: use --pid, --name or --corefile' st-collect
	misused '7: not an option; --pid, --name and --corefile say what to look at' st-collect 7
	misused '--follow: needs --pid or --name' st-collect -f -c core
	for number in x 1x -1 0 1.5 '' ', '; do
		misused "--pid: $number: not the number of a process" st-collect -p "$number"
	done
	for arguments in '--samples 0' '--timeout 0' '--interval -1' '--max-frames -1' '--tool lldb' '--fast=1' '--samples'; do
		run -2 --separate-stderr st-collect -p 1 $arguments
		is "$output" ''
		has "$stderr" 'st-collect: --'
		has "$stderr" 'try: st-collect --help'
	done
}

@test "control characters of names are escaped in messages" {
	refused "a\\x1b[2J\\xff\\x0ab: No such file or directory" st-collect -c "$(printf 'a\033[2J\377\nb')"
}

@test "no locale changes a byte" {
	make_core core
	st-collect --tool eu-stack -c core | jq 'del(.time)' >wanted
	for name in C POSIX C.UTF-8 tr_TR.UTF-8 nosuch; do
		LC_ALL=$name LANG=$name st-collect --tool eu-stack -c core | jq 'del(.time)' >out
		same out wanted
	done
}

@test "standard input, output and error closed" {
	start_heartbeat 1
	st-collect -p "$pid" --fast <&- >out
	is "$(jq .process.pid out)" "$pid"
	st-collect -p "$pid" --fast 2>&- >out
	is "$(jq .process.pid out)" "$pid"
	run -2 --separate-stderr sh -c 'exec "$@" >&-' sh st-collect -p "$pid" --fast
	is "$stderr" 'st-collect: standard output: Bad file descriptor'
}

@test "st-collect needs no library but libc" {
	is "$(ldd "$BUILD/bin/st-collect" | grep -Ev 'linux-vdso|/ld-|libc\.so|lib(asan|ubsan|m|gcc_s|stdc..)\.so' | grep -c '=>')" 0
}

@test "make static: one file, less than a megabyte, that works without anything else" {
	# objects built with sanitizers cannot be linked statically
	base=${BUILD#"$checkout"/} # relative, since make cannot build in a path with blanks
	! sanitized || base=$BATS_TEST_TMPDIR/plain
	make -s -C "$checkout" BUILD="$base" SANITIZE= static
	file=$(cd "$checkout" && realpath "$base/static/bin/st-collect")
	[ "$(stat -c %s "$file")" -lt 1000000 ]
	run ldd "$file"
	has "$output" 'not a dynamic executable'
	start_heartbeat 2
	mkdir only
	cp "$file" only/
	ln -s "$(command -v gdb)" only/
	run -0 --separate-stderr env -i PATH="$PWD/only" st-collect -p "$pid"
	is "$stderr" ''
	has "$(st-parse-gdb <<<"$output" | jq -r '.frames[].function')" beat
}

@test "st-describe on a process, its children, a core file" {
	start_heartbeat 3
	run -0 --separate-stderr st-describe -p "$pid"
	is "$stderr" ''
	is "${lines[0]}" "Pid $pid Executable $(readlink "/proc/$pid/exe") "
	is "$(grep -c 'nanosleep, beat, ' <<<"$output")" 2 # further names depend on whether libc has symbols
	has "$output" 'beat, main, '
	run -0 st-describe --pid="$pid" -i 3
	has "$output" 'beat(argument='
	run -0 st-describe -p "$pid" --format raw
	is "$(jq -r '.processes[].pid' <<<"$output")" "$pid"
	gdb -nx -batch -p "$pid" -ex 'generate-core-file core' >gcore.log 2>&1
	run -0 --separate-stderr st-describe -c core
	is "$stderr" ''
	is "${lines[0]}" "Executable $(readlink "/proc/$pid/exe") "
	has "$output" 'beat, main, '
	run -0 st-describe --corefile core --exe "$targets/heartbeat"
	is "${lines[0]}" "Executable $targets/heartbeat "
	run -2 --separate-stderr st-describe -p 99999999
	is "$stderr" 'st-collect: 99999999: no such process (see ps -e)'
	start sh -c '"$0" more-beats 2; :' "$targets/heartbeat"
	eventually [ -s more-beats ]
	run -0 st-describe -f -p "$pid"
	is "$(grep -c '^Pid ' <<<"$output")" 2
	for child in $(pgrep -P "$pid"); do echo "$child" >>pids; done
}
