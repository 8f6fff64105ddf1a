# What a core file of a stranger, a name or a broken debugger cannot make st-collect do.
# shellcheck disable=SC2012,SC2016,SC2030,SC2031,SC2034,SC2154 # set by bats and in common.bash

load common

# A debugger that shows what it was given: a script in FOLDER that says MORE, and a thread.
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

@test "from a relative folder in PATH nothing is run" {
	recorder bin gdb 'touch ../owned; touch owned'
	for folder in bin ./bin .; do
		PATH=$folder:$PATH run st-collect -p $$ --fast
		lacks "$output" '<-nx>'
		(cd bin && PATH=$folder:$PATH st-collect -p $$ --fast) >out
		lacks "$(cat out)" '<-nx>'
	done
	run -2 --separate-stderr env PATH=bin "$BUILD/bin/st-collect" -p $$
	is "$stderr" 'st-collect: gdb: not in PATH: install it, or use another --tool (gdb, eu-stack, pstack)'
	is "$(ls -d owned bin/owned 2>/dev/null)" ''
}

# --- a debugger that is not as it should be ---

# A gdb that answers --version with COMMANDS.
answering() { # COMMANDS
	mkdir -p answering
	printf '#!/bin/sh\ncase $* in\n*--version*) %s; exit ;;\nesac\nprintf "<%%s>\\n" "$@"\necho "Thread 1 (LWP 7):"\n' "$1" >answering/gdb
	chmod +x answering/gdb
}

@test "a gdb whose version is not understood is taken for a new one" {
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
		is "$(grep -c '^<-iex>$' text)" 10
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
