# Live servers and programs through the whole pipe: no frame is raw, none is lost, and the labels are right.
# `make check-live` runs it; tests/setup live installs the servers.
# shellcheck disable=SC1091,SC2016,SC2034,SC2154 # set by bats and in common.bash

load ../common

setup_file() {
	. "$BATS_TEST_DIRNAME/servers.bash"
	open_site
	export site
}

teardown_file() {
	. "$BATS_TEST_DIRNAME/servers.bash"
	stop_all
}

setup() {
	checkout=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	BUILD=$(cd "$checkout" && cd "${BUILD:-build}" && pwd) || return
	PATH=$BUILD/bin:$PATH
	. "$BATS_TEST_DIRNAME/servers.bash"
	cd "$BATS_TEST_TMPDIR" || return
}

teardown() {
	local pid
	for pid in $(tac "$site/pids"); do
		stop "$pid"
	done
	: >"$site/pids"
}

# look OPTION ...: runs st-collect and all stages; their outputs are the files capture, records, annotated, groups, text
look() {
	st-collect "$@" >capture &&
		st-parse-gdb capture >records &&
		st-annotate records >annotated &&
		st-group annotated >groups &&
		st-render groups >text
}

# shows EXPRESSION OPTION ...: succeeds if the jq expression holds for the array of all records of a new look
shows() {
	look "${@:2}" && jq -se "$1" annotated >/dev/null
}

# come_to_show EXPRESSION OPTION ...: waits until it holds; then no frame of that look may be raw or lost
come_to_show() {
	eventually shows "$@" || { table; return 1; }
	sound
}

# Counts the frames in the debugger's text below the headings of threads, with awk.
frames_in_text() {
	jq -r '.text' capture | awk '/^Target:/ || /^Attaching/ { inside = 0 } /^Thread [0-9]/ { inside = 1 } inside && /^#[0-9]+ / { n++ } END { print n + 0 }'
}

# Counts the threads in the debugger's text; each heading is there twice, above the frames and above the instruction.
threads_in_text() {
	jq -r '.text' capture | grep -E '^Thread [0-9]+ \(.*\):$' | sort -u | wc -l
}

sound() {
	is "$(jq -s '[.[].frames[] | select(has("raw"))] | length' records)" 0
	is "$(jq -s '[.[].frames[]] | length' records)" "$(frames_in_text)"
	is "$(jq -s length records)" "$(threads_in_text)"
	is "$(jq -s '[.[] | .count] | add' groups)" "$(jq -s length records)"
	is "$(jq -s '[.[] | (.frames | length) + (.trimmed // 0)] | add' annotated)" "$(frames_in_text)"
	[ -s text ]
}

# table [EXE]: for programs whose executable matches, how many threads have each role and state.
table() {
	jq -r --arg exe "${1:-.}" 'select((.process.exe // "") | test($exe)) | "\(.role // "-"): \(.state // "-")"' annotated |
		sort | uniq -c | sed 's/^ *//'
}

idle_server='StartServers 1
ServerLimit 1
MaxRequestWorkers 10
ThreadsPerChild 10'

# Waits until so many of Apache's threads have each state; its clients keep them there.
apache_shows() { # MPM STATE COUNT ...
	local parent expression=true
	parent=$(pid_of "apache-$1")
	shift
	while [ $# -gt 0 ]; do
		expression+=" and ([.[] | select(.state == \"$1\" and .pack == \"httpd\")] | length == $2)"
		shift 2
	done
	come_to_show "$expression" -f -p "$parent"
}

@test "apache2, event: a worker in each of its states" {
	start_backend
	start_apache event "$idle_server"
	start_clients states "$port" cgi slow-cgi slow body backend headers request-line keepalive
	apache_shows event 'sending the response' 2 'waiting for the output of a CGI program' 1 \
		'waiting for a connection to handle' 3
	is "$(table /apache2)" "1 CGI daemon: waiting for a request to run a program
1 listener: waiting for connections
1 main thread of a child: waiting for the order to end
1 parent: watching its children
1 worker: reading the body of a request
1 worker: reading the headers of a request
2 worker: sending the response
3 worker: waiting for a connection to handle
1 worker: waiting for a request, or for the rest of its first line
1 worker: waiting for the output of a CGI program
1 worker: waiting for the response of a backend"
	# CGI programs have the states that any program has
	is "$(table /sleep)" '1 -: sleeping'
	is "$(table /cat)" '1 -: reading'
	has "$(<text)" 'worker: sending the response'
}

@test "apache2, worker: a thread for each client, also for those that send nothing" {
	start_backend
	start_apache worker "$idle_server"
	start_clients states "$port" cgi slow body headers keepalive linger
	apache_shows worker 'sending the response' 1 'waiting for the output of a CGI program' 1 \
		'waiting for the client to close' 1
	is "$(table /apache2)" "1 CGI daemon: waiting for a request to run a program
1 listener: waiting for connections
1 main thread of a child: waiting for the order to end
1 parent: watching its children
1 worker: reading the body of a request
1 worker: reading the headers of a request
1 worker: sending the response
4 worker: waiting for a connection to handle
1 worker: waiting for a request, or for the rest of its first line
1 worker: waiting for the client to close
1 worker: waiting for the output of a CGI program"
}

@test "apache2, prefork: a process for each client" {
	start_backend
	start_apache prefork 'StartServers 6' 'MinSpareServers 1' 'MaxSpareServers 20' 'MaxRequestWorkers 6'
	start_clients states "$port" cgi slow headers
	apache_shows prefork 'sending the response' 1 'waiting for the output of a CGI program' 1 \
		'waiting for connections' 3
	is "$(table /apache2)" "1 parent: watching its children
1 prefork child: reading the headers of a request
1 prefork child: sending the response
3 prefork child: waiting for connections
1 prefork child: waiting for the output of a CGI program"
}

@test "nginx: the master waits for signals, its workers for events" {
	start_nginx
	come_to_show '[.[] | select(.state == "waiting for events")] | length == 2' -f -p "$(pid_of nginx)"
	is "$(table)" "1 master: waiting for a signal or for a child
2 worker: waiting for events"
	is "$(jq -r 'select(.process.pid == '"$(pid_of nginx)"') | .role' annotated)" master
}

@test "redis: the main thread waits for events, its helpers for work" {
	start_redis
	come_to_show '[.[] | select(.state == "waiting for a job")] | length == 3' -p "$(pid_of redis)"
	is "$(jq -r 'select(any(.frames[]; .function == "aeMain")) | .state' annotated)" 'waiting for events'
	is "$(jq -r 'select(any(.frames[]; .function == "bioProcessBackgroundJobs")) | .state' annotated | sort | uniq -c | sed 's/^ *//')" \
		'3 waiting for a job'
	is "$(jq -r 'select(any(.frames[]; .function == "aeMain")) | .role' annotated)" 'main thread'
}

@test "PostgreSQL: every process has a role and state, also those forked in a signal handler" {
	start_postgres
	sql_of_postgres 'create table t (n int); insert into t values (1)'
	run_as locker root psql -h 127.0.0.1 -p "$port" -U postgres -d postgres -c 'begin; lock table t; select pg_sleep(3000)'
	eventually sql_of_postgres_is t "select count(*) > 0 from pg_stat_activity where wait_event = 'PgSleep'"
	run_as blocked root psql -h 127.0.0.1 -p "$port" -U postgres -d postgres -c 'select n from t'
	come_to_show '[.[] | [.frames[].function]] as $f |
		all("CheckpointerMain", "WalWriterMain", "BackgroundWriterMain", "pg_sleep", "ProcSleep"; . as $x | any($f[]; index($x) != null))' \
		-f -p "$(pid_of postgres)"
	while IFS='|' read -r function wanted; do
		is "$function: $(jq -r --arg f "$function" 'select(any(.frames[]; .function == $f)) | "\(.role): \(.state)"' annotated)" \
			"$function: $wanted"
	done <<-END
		CheckpointerMain|checkpointer: idle
		WalWriterMain|walwriter: idle
		BackgroundWriterMain|background writer: idle
		pg_sleep|backend: in pg_sleep()
		ProcSleep|backend: waiting for a table lock
	END
	is "$(jq -r 'select(.process.pid == '"$(pid_of postgres)"') | .role' annotated)" postmaster
}

@test "mariadbd: connections, helpers and the main thread" {
	start_mariadb
	run_as sleeping root mariadb --no-defaults -h 127.0.0.1 -P "$port" -u root -e 'select sleep(3000)'
	come_to_show 'any(.[]; any(.frames[]; (.function // "") | startswith("Item_func_sleep::val_int")))' -p "$(pid_of mariadb)"
	is "$(jq -r 'select(any(.frames[]; (.function // "") | startswith("handle_connections_sockets"))) | .state' annotated)" \
		'waiting for connections'
	is "$(jq -r 'select(any(.frames[]; (.function // "") | startswith("Item_func_sleep::val_int"))) | .state' annotated)" \
		'in SLEEP()'
}

@test "CPython: the states of its threads" {
	run_as python root /usr/bin/python3 "$here/threads.py" "$site/python.ready"
	eventually test -e "$site/python.ready"
	# from the names of its C functions
	come_to_show '[.[] | select(.state == "sleeping" or .state == "reading" or .state == "waiting for a child process")] | length == 3' \
		-p "$(pid_of python)" --no-python
	# only with its debug symbols a Lock is told from an RLock
	is "$(table | sed 's/ (its owner is not recorded)$//; s/ or RLock$//')" "1 Python thread: reading
1 Python thread: sleeping
1 Python thread: waiting for a child process
1 Python thread: waiting for a connection to accept
1 Python thread: waiting for an item of a queue
1 main thread: waiting for a Lock"
}

# How many threads of a capture are in which functions of threads.py.
python_lines() {
	jq -r --arg file "$here/threads.py" '.threads[].python.frames // [] |
		[.[] | select(.file == $file).function] | join(" ")' | sort | uniq -c | awk '{ $1 = $1; print }'
}

@test "CPython: its Python functions, for another user and in another pid namespace" {
	run_as python www-data /usr/bin/python3 "$here/threads.py" /dev/null
	pid=$(pid_of python)
	# shellcheck disable=SC2012 # the names are numbers
	five() { [ "$(ls "/proc/$pid/task" | wc -l)" = 6 ]; }
	eventually five
	st-collect -p "$pid" >capture
	st-collect --tool none -p "$pid" >moving
	# SimpleQueue.get is no Python function, and those of accept and wait are in other files
	is "$(python_lines <capture)" '3
2 <lambda>
1 <module>'
	same <(python_lines <capture) <(python_lines <moving)
	[ "$(id -u)" -eq 0 ] || return 0
	run_as inside root unshare --pid --fork --mount-proc /usr/bin/python3 "$here/threads.py" /dev/null
	child() { inside=$(pgrep -P "$(pid_of inside)"); }
	eventually child
	pid=$inside
	eventually five
	is "$(st-collect --tool none -p "$pid" | python_lines)" "$(python_lines <capture)"
	is "$(st-collect -p "$pid" | python_lines)" "$(python_lines <capture)"
}

@test "a deadlock, and a queue without work" {
	cc -g -O1 -pthread -o lockup "$here/lockup.c"
	run_as lockup root "$PWD/lockup" "$PWD/ready"
	eventually test -e ready
	come_to_show '[.[] | select(.state == "waiting for a mutex")] | length == 2' -p "$(pid_of lockup)"
	is "$(table)" "1 -: joining a thread
2 -: waiting for a mutex
3 -: waiting on a condition variable"
	has "$(<text)" 'deadlock: 2 threads wait for each other'
	has "$(<text)" '3 threads "lockup" 2-4  waiting on a condition variable'
}

# Makes a root folder with a program, its library, and the C library.
make_root() {
	local library root=$site/root
	mkdir -p "$root/own" "$root/old"
	echo '#include <unistd.h>
	void wait_here(void) { for (;;) pause(); }' >library.c
	echo 'void wait_here(void); int main(void) { wait_here(); return 0; }' >program.c
	cc -shared -fPIC -o "$root/own/libwaits.so" library.c
	cc -o "$root/own/waits" program.c -L"$root/own" -lwaits -Wl,-rpath,/own
	for library in $(ldd /bin/true | grep -o '/[^ ]*'); do
		mkdir -p "$root${library%/*}"
		cp "$library" "$root$library"
	done
}

# Counts the frames in a function of a library whose path exists only in that root.
named_in_root() { # OPTION ...
	st-collect "$@" 2>said | st-parse-gdb | jq -r '.frames[].function' | grep -c '^wait_here$'
	is "$(<said)" ''
}

@test "libraries are found after chroot(2) and in another mount namespace" {
	[ "$(id -u)" -eq 0 ] || return 0
	make_root
	waits() { grep -q '^34 ' "/proc/$1/syscall"; }
	run_as root root chroot "$site/root" /own/waits
	pid=$(pid_of root)
	eventually waits "$pid"
	is "$(named_in_root -p "$pid")" 1
	is "$(named_in_root --tool eu-stack -p "$pid")" 1
	stop "$pid"
	run_as inner www-data unshare --user --map-root-user --mount sh -c \
		'mount --bind "$0" "$0" && cd "$0" && pivot_root . old && exec /own/waits' "$site/root"
	pid=$(pid_of inner)
	eventually waits "$pid"
	is "$(named_in_root -p "$pid")" 1
	cp "$BUILD/bin/st-collect" "$site/"
	setpriv --reuid=www-data --regid=www-data --init-groups "$site/st-collect" -p "$pid" >capture
	is "$(st-parse-gdb capture | jq -r '.frames[].function' | grep -c '^wait_here$')" 1
}

# Lets the program crash, and makes ARGUMENT.core: by the kernel, or by gdb if the kernel passes core files to a program.
core_of() { # PROGRAM ARGUMENT
	local pattern
	pattern=$(cat /proc/sys/kernel/core_pattern)
	case $pattern in
	'|'* | */*)
		gdb -nx -batch -ex run -ex "generate-core-file core" --args "$@" >/dev/null 2>&1
		;;
	*)
		(ulimit -c unlimited && "$@") >/dev/null 2>&1
		;;
	esac
	mv core* "$2.core"
}

@test "core files: a crash, an abort, a call through NULL, a stack overflow" {
	local kind
	c++ -g -O1 -D_FORTIFY_SOURCE=2 -w -o aborts "$checkout/tests/fixtures/packs/aborts.cpp"
	while IFS='|' read -r kind wanted signal; do
		core_of "$PWD/aborts" "$kind" || :
		look -e "$PWD/aborts" -c "$kind.core"
		sound
		is "$kind: $(jq -r '"\(.state) \(.signal)"' annotated)" "$kind: $wanted $signal"
		rm -f "$kind.core"
	done <<-END
		fault|crashed|SIGSEGV
		abort|aborting|SIGABRT
		assert|aborting: an assertion failed|SIGABRT
		null|crashed: called a null pointer|SIGSEGV
		deep|crashed: stack overflow|SIGSEGV
		twice|crashed in a signal handler|SIGSEGV
	END
}
