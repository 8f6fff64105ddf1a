# A stranger's core file, a name or a broken debugger cannot make st-collect run, read or stop what it should not.
# shellcheck disable=SC2012,SC2016,SC2030,SC2031,SC2034,SC2154 # set by bats and in common.bash

load common

teardown() {
	[ ! -s place ] || rm -rf "$(cat place)"
}

# Makes a core file of some 300 bytes, whose executable is PATH: by the list of mapped files, or by the name that the
# program was started with.
stranger() { # FILE PATH file|execfn
	python3 - "$@" <<-'END'
		import struct, sys
		path, how = sys.argv[2].encode() + b'\0', sys.argv[3]
		def note(kind, text):
		    return struct.pack('<III', 5, len(text), kind) + b'CORE\0\0\0\0' + text + b'\0' * (-len(text) % 4)
		if how == 'file':
		    text = note(6, struct.pack('<4Q', 9, 0x400000, 0, 0)) + note(
		        0x46494c45, struct.pack('<5Q', 1, 4096, 0x400000, 0x401000, 0) + path)
		    segments = [(4, 120, 0, len(text))]
		else:
		    text = note(6, struct.pack('<4Q', 31, 0x7000, 0, 0))
		    segments = [(4, 176, 0, len(text)), (1, 176 + len(text), 0x7000, len(path))]
		    text += path
		head = b'\x7fELF\2\1\1'.ljust(16, b'\0') + struct.pack('<HHIQQQIHHHHHH', 4, 62, 1, 0, 64, 0, 0, 64, 56, len(segments), 0, 0, 0)
		for kind, offset, address, size in segments:
		    head += struct.pack('<IIQQQQQQ', kind, 4, offset, address, 0, size, size, 1)
		open(sys.argv[1], 'wb').write(head + text)
	END
}

# Makes a debugger that prints its arguments and a thread, and runs MORE: a script in FOLDER.
recorder() { # FOLDER NAME [MORE]
	mkdir -p "$1"
	cat >"$1/$2" <<-END
		#!/bin/sh
		for argument; do
			[ "\$argument" != --version ] || { echo 'GNU gdb (GDB) 13.1'; exit; }
			printf '<%s>\n' "\$argument"
		done
		${3:-}
		printf 'Thread 1 (LWP 7):\n#0  main () at m.c:1\n'
	END
	chmod 755 "$1/$2"
}

# Makes a folder that everybody may enter; bats' own folders are private.
open_place() {
	mktemp -d >place
	chmod 755 "$(cat place)"
	cd "$(cat place)" || return
}

@test "a path in a core file is neither taken for an option nor looked for in the current folder" {
	name='-ex=shell touch owned'
	echo '#!/bin/sh' >"$name"
	cp -- "$name" gdbinit
	for tool in gdb eu-stack pstack; do recorder recorders $tool; done
	for path in "$name" gdbinit ./gdbinit ../gdbinit; do
		for how in file execfn; do
			stranger core "$path" $how
			for tool in gdb eu-stack; do
				run -2 --separate-stderr st-collect --tool $tool -c core
				is "$stderr" "st-collect: core: the path of its executable, $path, is not absolute: name the program with --exe"
				is "$output" ''
			done
			run -2 --separate-stderr st-describe -c core
			has "$stderr" "$path, is not absolute"
			# eu-stack finds the program itself, and gets the core file alone
			PATH=$PWD/recorders:$PATH run -0 st-collect --tool pstack -c core
			is "$(jq -r '.text' <<<"$output" | grep '^<' | cut -c 1-15)" '</proc/self/fd/'
			is "$(jq -c .process.exe <<<"$output")" null
		done
	done
	[ ! -e owned ] && [ ! -e /owned ]
}

@test "names on the command line are not taken for options of the debugger" {
	for tool in gdb eu-stack; do recorder recorders $tool; done
	for name in '-ex=shell touch owned' '-x' '--version' 'a b' $'a\nb' "it's" 'a"b' '$(touch owned)' '`touch owned`' '|touch owned' '~' -; do
		stranger "./$name" /bin/sh file
		for command in 'st-collect --tool gdb' 'st-collect --tool eu-stack' st-describe; do
			# shellcheck disable=SC2086 # its words
			PATH=$PWD/recorders:$PATH run -0 $command --exe "$name" -c "$name"
			# shellcheck disable=SC2086
			PATH=$PWD/recorders:$PATH run -0 $command --exe="./$name" --corefile="./$name"
		done
		PATH=$PWD/recorders:$PATH run -0 st-collect -e "$name" -c "$name"
		is "$(jq -r .process.core <<<"$output")" "$name"
		is "$(jq -r .process.exe <<<"$output")" "$PWD/$name"
		jq -r .text <<<"$output" >text
		has "$(cat text)" "<$PWD/$name>"
		is "$(grep -A 1 '^<-c>$' text | tail -n 1 | tr -d 0-9)" '</proc/self/fd/>'
		PATH=$PWD/recorders:$PATH run -0 st-collect -e "$name" -c "$name" --tool eu-stack
		jq -r .text <<<"$output" >text
		has "$(cat text)" "<-e>
<$PWD/$name>"
		is "$(grep -A 1 '^<--core>$' text | tail -n 1 | tr -d 0-9)" '</proc/self/fd/>'
		# with the real gdb
		run st-collect -e "$name" -c "$name"
		run st-describe -e "$name" -c "$name"
	done
	[ ! -e owned ] && [ ! -e /owned ]
}

@test "a process: the debugger gets --exe as an absolute path" {
	recorder recorders gdb
	cp "$(command -v sleep)" -- '-ex=shell touch owned'
	"$PWD/-ex=shell touch owned" 600 3>&- &
	sleeper=$!
	run -0 st-collect -p $sleeper --exe='-ex=shell touch owned' --fast
	is "$(jq -r .process.exe <<<"$output")" "$PWD/-ex=shell touch owned"
	PATH=$PWD/recorders:$PATH run -0 st-collect -p $sleeper
	is "$(jq -r .text <<<"$output" | grep '^<' | tail -n 1)" "</proc/$sleeper/exe>"
	is "$(jq -r .process.exe <<<"$output")" "$PWD/-ex=shell touch owned"
	kill $sleeper
	[ ! -e owned ] && [ ! -e /owned ]
}

@test "the debugger runs in /, so that a relative name in a core file leads to no file of the user" {
	recorder recorders gdb pwd
	stranger core /bin/sh file
	PATH=$PWD/recorders:$PATH run -0 st-collect -c core
	has "$(jq -r .text <<<"$output")" '
/
Thread 1'
	PATH=$PWD/recorders:$PATH run -0 st-collect -p $$
	has "$(jq -r .text <<<"$output")" '
/
Thread 1'
	# gdb opens the mapped files by name: a FIFO would keep it waiting until --timeout
	mkfifo library
	stranger core library file
	run st-collect -c core -e /bin/sh --timeout 20
	lacks "$output" 'not done in the time'
	lacks "$output" --timeout
}

@test "relative folders in PATH are not searched for a debugger" {
	recorder bin gdb 'touch ../owned; touch owned'
	for folder in bin ./bin .; do
		PATH=$folder:$PATH run st-collect -p $$ --fast
		lacks "$output" '<-nx>'
		(cd bin && PATH=$folder:$PATH st-collect -p $$ --fast) >out
		lacks "$(cat out)" '<-nx>'
	done
	run -2 --separate-stderr env PATH=bin "$BUILD/bin/st-collect" -p $$
	is "$stderr" 'st-collect: gdb: not in PATH: install it, or use another --tool (gdb, eu-stack, pstack, none)'
	is "$(ls -d owned bin/owned 2>/dev/null)" ''
}

@test "a FIFO or a device is refused as core file and as executable" {
	mkfifo fifo
	stranger core "$PWD/fifo" file
	run -2 --separate-stderr timeout 60 st-collect -c core
	is "$stderr" "st-collect: core: its executable $PWD/fifo cannot be read (is not a regular file): name a copy with --exe"
	stranger core /dev/zero execfn
	run -2 --separate-stderr timeout 60 st-collect -c core
	is "$stderr" 'st-collect: core: its executable /dev/zero cannot be read (is not a regular file): name a copy with --exe'
	for name in fifo /dev/zero; do
		run -2 --separate-stderr timeout 60 st-collect -c core -e $name
		is "$stderr" "st-collect: $name: is not a regular file"
		run -2 --separate-stderr timeout 60 st-collect -p $$ -e $name
		is "$stderr" "st-collect: $name: is not a regular file"
		run -2 --separate-stderr timeout 60 st-collect -c $name -e /bin/sh
		is "$stderr" "st-collect: $name: is not a regular file"
	done
}

@test "--max-core: a larger core file is refused, even one of holes" {
	stranger core /bin/sh file
	truncate -s 65G core
	run -2 --separate-stderr st-collect -c core
	is "$stderr" 'st-collect: core: larger than --max-core: it has 69793218560 bytes, not at most 68719476736'
	recorder recorders gdb
	PATH=$PWD/recorders:$PATH run -0 st-collect -c core --max-core 65G
	truncate -s 1025 core
	PATH=$PWD/recorders:$PATH run -0 st-collect -c core --max-core 1025
	run -2 --separate-stderr st-collect -c core --max-core 1K
	is "$stderr" 'st-collect: core: larger than --max-core: it has 1025 bytes, not at most 1024'
	run -2 --separate-stderr st-collect -c core --max-core 0
}

@test "the debugger's memory is limited, and a lower limit of the caller is kept" {
	recorder recorders gdb 'echo "$(ulimit -v) $(ulimit -Hv)"'
	stranger core /bin/sh file
	for target in "-c core" "-p $$"; do
		# shellcheck disable=SC2086 # two words
		PATH=$PWD/recorders:$PATH run -0 st-collect $target
		has "$(jq -r .text <<<"$output")" '
16777216 16777216
'
	done
	# a build with sanitizers reserves terabytes itself
	! sanitized || return 0
	PATH=$PWD/recorders:$PATH run -0 sh -c 'ulimit -v 4000000; exec st-collect -c core'
	has "$(jq -r .text <<<"$output")" '
4000000 4000000
'
}

@test "the debugger reads the core file that st-collect opened, even if its name is replaced meanwhile" {
	stranger core /bin/sh file
	cp core original
	recorder recorders gdb "rm '$PWD/core'; echo other >'$PWD/core'; while [ \"\$1\" != -c ]; do shift; done; cat \"\$2\" >'$PWD/read'"
	PATH=$PWD/recorders:$PATH run -0 st-collect -c core
	same read original
	is "$(cat core)" other
}

@test "out of memory is not reported as a core file without an executable" {
	! sanitized || return 0
	"${CC:-cc}" -shared -fPIC -o refuse.so "$checkout/tests/targets/nomemory.c"
	stranger core /bin/sh file
	recorder recorders gdb
	for at in $(seq 40); do
		run --separate-stderr env PATH="$PWD/recorders:$PATH" FAIL_AT="$at" FAIL_ON=1 LD_PRELOAD="$PWD/refuse.so" "$BUILD/bin/st-collect" -c core
		lacks "$stderr" 'does not tell its executable'
		[ "$status" -eq 0 ] || has "$stderr" memory
	done
}

# Only root can give up rights: run as root, on a core file of user 65534.
@test "root reads another user's core file with the rights of that user" {
	open_place
	recorder recorders gdb 'echo "$(id -u) $(id -g) $(id -G) $HOME"; env; head -c 4 /proc/self/fd/63 >/dev/null && echo opened'
	stranger core /bin/sh file
	chmod 600 core
	export A_SECRET=1 PATH=$PWD/recorders:$PATH
	if [ "$(id -u)" -ne 0 ]; then
		run -0 --separate-stderr st-collect -c core
		is "$stderr" ''
		return
	fi
	run -0 --separate-stderr st-collect -c core
	is "$stderr" ''
	has "$(jq -r .text <<<"$output")" A_SECRET
	group=$(awk -F : '$3 == 65534 { print $4; exit }' /etc/passwd)
	chown 65534 core
	mkdir closed
	chmod 700 closed
	mv core closed
	run -0 --separate-stderr st-collect -c closed/core
	is "$stderr" 'st-collect: closed/core: owned by user 65534: the debugger runs with the rights of that user (--as-root: with those of root)'
	has "$(jq -r .text <<<"$output")" "
65534 ${group:-65534} ${group:-65534} /
"
	has "$(jq -r .text <<<"$output")" '
opened
'
	lacks "$(jq -r .text <<<"$output")" A_SECRET
	run -0 --separate-stderr st-collect -c closed/core --as-root
	is "$stderr" ''
	has "$(jq -r .text <<<"$output")" '
0 0 0 '
	chown 4242 closed/core
	run -0 --separate-stderr st-collect -c closed/core
	has "$(jq -r .text <<<"$output")" '
4242 65534 65534 /
'
	# with the real gdb and eu-stack
	PATH=${PATH#*:}
	run -0 --separate-stderr st-collect -c closed/core
	run --separate-stderr st-collect --tool eu-stack -c closed/core
	lacks "$stderr" 'Permission denied'
}

@test "root keeps its rights if the owner of the core file could not read it" {
	open_place
	recorder recorders gdb 'echo "$(id -u)"'
	cp /bin/sh private
	chmod 700 private
	chmod 755 recorders
	stranger core "$PWD/private" file
	chmod 644 core
	export PATH=$PWD/recorders:$PATH
	if [ "$(id -u)" -ne 0 ]; then
		run -0 --separate-stderr st-collect -c core --as-root
		is "$stderr" ''
		return
	fi
	said='st-collect: core: owned by user 65534, who may not read it or its executable or run the debugger: the debugger runs with the rights of root'
	chown 65534 core
	run -0 --separate-stderr st-collect -c core --samples 2 --interval 0
	is "$stderr" "$said"
	is "$(jq -r .text <<<"$output" | grep -c '^0$')" 2
	run -0 --separate-stderr st-collect -c core -e /bin/sh
	has "$stderr" 'with the rights of that user'
	chmod 700 recorders
	run -0 --separate-stderr st-collect -c core -e /bin/sh
	is "$stderr" "$said"
	chmod 755 recorders
	chmod 0 core
	run -0 --separate-stderr st-collect -c core -e /bin/sh
	is "$stderr" "$said"
}

@test "no variable of Python or debuginfod reaches the debugger, and no code through one" {
	recorder recorders gdb env
	stranger core /bin/sh file
	PATH=$PWD/recorders:$PATH PYTHONUSERBASE=/x PYTHONWARNINGS=x DEBUGINFOD_CACHE_PATH=/x APYTHON=kept run -0 st-collect -c core
	jq -r .text <<<"$output" >text
	is "$(grep -E '^(PYTHON|DEBUGINFOD_)' text)" ''
	has "$(cat text)" APYTHON=kept
	# with the real gdb
	version=$(gdb -nx -batch -ex 'python import sys; print("%d.%d" % sys.version_info[:2])') || skip 'this gdb has no Python'
	mkdir -p "base/lib/python$version/site-packages"
	echo "open('$PWD/owned', 'w')" >"base/lib/python$version/site-packages/usercustomize.py"
	PYTHONUSERBASE=$PWD/base run -0 st-collect -p $$ --fast
	[ ! -e owned ]
}

# --- a debugger that misbehaves ---

# Makes a gdb that runs COMMANDS for --version.
answering() { # COMMANDS
	mkdir -p answering
	printf '#!/bin/sh\ncase $* in\n*--version*) %s; exit ;;\nesac\nprintf "<%%s>\\n" "$@"\necho "Thread 1 (LWP 7):"\n' "$1" >answering/gdb
	chmod +x answering/gdb
}

@test "a gdb whose version is not understood is treated like a new one" {
	protections='<set auto-load no>
<set debuginfod enabled off>
<set max-value-size 65536>
<thread apply all -s -- x/i $pc>'
	while IFS='|' read -r version note commands; do
		answering "$commands"
		PATH=$PWD/answering:$PATH run -0 --separate-stderr st-collect -p $$
		is "$stderr" "${note:+st-collect: gdb: does not tell its version: taken for a new one}"
		is "$(jq -r '.tool_version // ""' <<<"$output")" "$version"
		jq -r .text <<<"$output" >text
		is "$(grep -Fx "$protections" text)" "$protections"
		is "$(grep -c '^<set ' text)" 10
	done <<-'END'
		13.1||echo Site wrapper 6.0; echo; echo "GNU gdb (GDB) 13.1"
		14.2|| echo "loading module 4.2" >&2; echo "GNU gdb (GDB) Fedora Linux 14.2-1.fc39" | sed s/-1.*//
		|note|echo Site wrapper 6.0
		|note|:
	END
}

@test "a gdb that does not answer --version is not run" {
	answering 'sleep 300'
	PATH=$PWD/answering:$PATH run -2 --separate-stderr timeout 60 st-collect -p $$ --timeout 1
	is "$stderr" "st-collect: gdb: $PWD/answering/gdb does not tell its --version in the time that --timeout gives"
	answering 'echo "GNU gdb (GDB) 13.1"; exit 3'
	PATH=$PWD/answering:$PATH run -2 --separate-stderr st-collect -p $$
	is "$stderr" "st-collect: gdb: $PWD/answering/gdb --version fails (exit status 3)"
	answering 'kill -SEGV $$'
	PATH=$PWD/answering:$PATH run -2 --separate-stderr st-collect -p $$
	is "$stderr" "st-collect: gdb: $PWD/answering/gdb --version was killed by signal 11"
	is "$output" ''
}

@test "st-collect ends even if the debugger stops the processes that watch over it" {
	stranger core /bin/sh file
	guard='ps -o ppid= -p $$'
	keeper='ps -o ppid= -p $(ps -o ppid= -p $$)'
	for stopped in "\$($guard)" "\$($keeper)" "\$($keeper) \$($guard)"; do
		recorder recorders gdb "kill -STOP $stopped"
		PATH=$PWD/recorders:$PATH run -0 --separate-stderr timeout -k 1 30 st-collect -c core
		is "$stderr" ''
		recorder recorders gdb "kill -STOP $stopped; sleep 300"
		PATH=$PWD/recorders:$PATH run -2 --separate-stderr timeout -k 1 30 st-collect -c core --timeout 1
		is "$stderr" 'st-collect: core: no thread in the time that --timeout gives: raise it, or use --fast'
	done
}

@test "a process that opened the debugger's output cannot cut it while it is read" {
	stranger core /bin/sh file
	# a process of the same user, but no child of the debugger
	cat >meddle <<-'END'
		import mmap, os, sys, time
		while not os.path.exists('number'):
		    time.sleep(0.01)
		output = os.open('/proc/%s/fd/1' % open('number').read().strip(), os.O_RDWR)
		mapped = mmap.mmap(output, 10) if sys.argv[1] == 'map' else None
		open('meddled', 'w')
		while not os.path.exists('done'):
		    time.sleep(0.01)
		try:
		    os.ftruncate(output, 0)
		    print('cut off')
		except PermissionError:
		    print('not cut off')
	END
	recorder recorders gdb "echo \$\$ >'$PWD/name'; mv '$PWD/name' '$PWD/number'; until [ -e '$PWD/meddled' ]; do sleep 0.01; done"
	PATH=$PWD/recorders:$PATH
	for how in open map; do
		rm -f number meddled 'done'
		python3 meddle $how >said 3>&- &
		helper=$!
		status=0
		timeout 60 st-collect -c core >out 2>err || status=$?
		touch 'done'
		wait $helper
		case $how in
		open)
			is "$status" 0
			has "$(jq -r .text out)" '#0  main () at m.c:1'
			is "$(cat said)" 'not cut off'
			;;
		map)
			is "$status" 2
			is "$(cat err)" "st-collect: core: the output of $PWD/recorders/gdb cannot be read: Device or resource busy"
			;;
		esac
	done
}
