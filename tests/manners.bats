# What all programs do alike on a terminal and with options: colours, signals, help, shortened and mistyped options.
# shellcheck disable=SC2154,SC2034,SC2086 # set by bats and in common.bash

load common

commands() {
	(cd "$checkout/bin" && printf '%s\n' st-*) | sed 's/\.c$//'
}

@test "-h is --help and -V is --version, in every program" {
	for command in $(commands); do
		same <("$command" -h) <("$command" --help)
		same <("$command" -V) <("$command" --version)
		has "$("$command" -h)" '  -h, --help '
		has "$("$command" -h)" '  -V, --version '
		run -0 --separate-stderr "$command" -h
		is "$stderr" ''
	done
}

@test "the name of an option may be shortened as long as it is unambiguous, in every program" {
	for command in $(commands); do
		same <("$command" --he) <("$command" --help)
		same <("$command" --vers) <("$command" --version)
	done
	same <(st-render --form json </dev/null) <(st-render --format json </dev/null)
	same <(st-render --max=1M </dev/null) <(st-render --max-record 1M </dev/null)
	same <(st-describe --deb="$checkout/examples/healthy.gdb" --inf 3) <(st-describe --debuglog "$checkout/examples/healthy.gdb" -i 3)
	same <(st-describe-python-log --for json "$checkout/examples/orders.log") <(st-describe-python-log --format json "$checkout/examples/orders.log")
	run -2 --separate-stderr st-group --me 3
	is "$stderr" 'st-group: --me: --members or --messages?
try: st-group --help'
	run -2 --separate-stderr st-describe --f text
	is "$stderr" 'st-describe: --f: --follow or --format?
try: st-describe --help'
	# a whole name is unambiguous, even if it is the beginning of another one
	run -0 st-parse-pylog --raw /dev/null
}

@test "a mistyped option, value or name: the message suggests the nearest one" {
	meant() { # WORD PROGRAM ARGUMENTS ...
		run -2 --separate-stderr "${@:2}"
		is "$output" ''
		has "${stderr_lines[0]}" "; did you mean $1?"
		is "${stderr_lines[1]}" "try: $2 --help"
		is "${#stderr_lines[@]}" 2
	}
	meant --format st-render --fromat text
	meant --format st-render --formats=text
	meant --format st-render -format text
	meant --keep st-group --kepe
	meant --corefile st-collect --core-file x
	meant text st-render --format txt
	meant traceback st-render --of tracebak
	meant always st-render --color=allways
	meant eu-stack st-collect --tool eustack
	meant process st-group --by functions,proces
	meant httpd st-annotate --pack htpd
	# without a suggestion, if nothing is near
	for arguments in 'st-render --nosuch' 'st-render --format svg' 'st-group --by x' 'st-annotate --pack whatever' 'st-render -x'; do
		run -2 --separate-stderr $arguments
		lacks "$stderr" 'did you mean'
		is "${stderr_lines[-1]}" "try: ${arguments%% *} --help"
	done
}

@test "--color goes before the environment, and the environment before the terminal" {
	thread '{"tid":1,"crashed":true,"signal":"SIGSEGV"}' f main >stream
	make_terminal
	escape=$(printf '\033')
	unset NO_COLOR CLICOLOR_FORCE
	export TERM=xterm
	coloured() {
		has "$("$@" stream </dev/null)" "$escape"
	}
	plain() {
		lacks "$("$@" stream </dev/null)" "$escape"
		has "$("$@" stream </dev/null)" SIGSEGV
	}
	plain st-render
	plain st-render --color=auto
	plain env TERM=xterm CLICOLOR_FORCE=0 st-render
	plain env CLICOLOR_FORCE= st-render
	coloured env CLICOLOR_FORCE=1 st-render
	coloured env CLICOLOR_FORCE=1 TERM=dumb st-render
	plain env CLICOLOR_FORCE=1 NO_COLOR=1 st-render
	coloured env CLICOLOR_FORCE=1 NO_COLOR= st-render
	coloured st-render --color=always
	coloured env NO_COLOR=1 TERM=dumb st-render --color=always
	plain env CLICOLOR_FORCE=1 st-render --color=never
	coloured python3 terminal st-render
	plain env TERM=dumb python3 terminal st-render
	plain env NO_COLOR=1 python3 terminal st-render
	plain python3 terminal st-render --color never
}

@test "Ctrl-C on a pipeline that follows a log shows the groups" {
	make_press
	for i in 1 2 3; do
		printf '%s\n' 'Traceback (most recent call last):' '  File "m.py", line 2, in main' "KeyError: $i"
	done >log
	# no line shows yet where the last traceback ends
	printf '%s\n' 'Traceback (most recent call last):' '  File "n.py", line 2, in last' >>log
	run -0 python3 press 'tail -n +1 -F log | st-parse-pylog --idle 0 | st-annotate | st-group | st-render --color=never'
	has "$output" 'KeyError'
	has "$output" '3 times KeyError'
	has "$output" 'last at n.py:2'
}

@test "Ctrl-C ends the reading of a file at once" {
	make_press
	# the file is the terminal, which never ends by itself
	run -0 python3 press 'st-group /dev/tty | st-render --color=never'
	has "$output" 'status -2'
}

@test "after Ctrl-C a stage reads on to the end of its input; a second one ends it" {
	cat >twice <<-'END'
		import os, signal, subprocess, sys, time
		ours, its = os.pipe()
		child = subprocess.Popen(sys.argv[1:], stdin=ours, stdout=subprocess.DEVNULL)

		def wait_until_it_waits():
		    for i in range(1200):
		        said = dict(line.split(":", 1) for line in open("/proc/%d/status" % child.pid))
		        if said["State"].split()[0] in "SZ" and int(said["ShdPnd"], 16) == 0:
		            break
		        time.sleep(0.05)

		wait_until_it_waits()
		child.send_signal(signal.SIGINT)
		wait_until_it_waits()
		assert child.poll() is None
		child.send_signal(signal.SIGINT)
		assert child.wait(120) == -signal.SIGINT
	END
	for stage in $stages; do
		python3 twice "$stage"
	done
}
