# What st-collect tells about a Python by default, and with --no-python or -l. tests/pythons compares the stacks with
# those that the interpreter itself reports.
# shellcheck disable=SC2154 # set by bats and in common.bash

load common

teardown() {
	stop_started
}

# A program with two threads that wait for each other's lock.
locks='import threading
stock, books = threading.Lock(), threading.Lock()
both = threading.Barrier(3)
def pay():
    with stock:
        both.wait()
        with books: pass
def audit():
    with books:
        both.wait()
        with stock: pass
for function in pay, audit: threading.Thread(target=function, name=function.__name__).start()
both.wait()
open("ready", "w").close()
threading.Event().wait()'

start_locks() {
	printf '%s\n' "$locks" >locks.py
	start python3 locks.py
	eventually test -e ready
	waits() { [ "$(grep -l '^202 ' "/proc/$pid/task/"*/syscall | wc -l)" = 3 ]; }
	eventually waits
}

# For each thread in the captures on standard input: its name in Python, and its place in locks.py.
places() {
	jq -r '.threads[] | select(.python) | "\(.python.name // "-") \(.python.frames[] | select(.file == "locks.py" or .file == "'"$PWD"'/locks.py") | "\(.function):\(.line)")"' | sort
}

@test "two threads that wait for each other's Lock: the place of each, by function and line" {
	start_locks
	for way in '' '--tool none' '--fast --no-locals'; do
		# shellcheck disable=SC2086 # several options
		run -0 --separate-stderr st-collect $way -p "$pid"
		is "$stderr" ''
		is "$(places <<<"$output")" '- <module>:15
audit audit:11
pay pay:7'
		is "$(jq -c '[.threads[] | .gil, .waits_for] | unique' <<<"$output")" '[null]'
		python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <<<"$output"
	done
}

@test "--no-python and -l leave Python out; with eu-stack, which stops one thread at a time, a message says so" {
	start_locks
	run -0 --separate-stderr st-collect --no-python --tool none -p "$pid"
	is "$stderr" ''
	is "$(jq -c '[.threads[].python] | unique' <<<"$output")" '[null]'
	run -0 --separate-stderr st-collect -l log -p "$pid"
	is "$stderr" ''
	lacks "$(cat log)" 'locks.py:7'
	run -0 --separate-stderr st-collect --tool eu-stack -p "$pid"
	is "$stderr" "st-collect: $pid: no Python functions: its threads were not all stopped at one time"
	is "$(jq -c '[.threads[].python] | unique' <<<"$output")" '[null]'
}

@test "Python frames are also read from a core file, with the help of the interpreter's file" {
	start_locks
	gcore -o core "$pid" >/dev/null 2>&1
	run -0 --separate-stderr st-collect --fast -c "core.$pid"
	is "$(places <<<"$output")" '- <module>:15
audit audit:11
pay pay:7'
	run -0 st-collect --no-python --fast -c "core.$pid"
	lacks "$output" '"python"'
}

# Locks are read before the debugger attaches, and the GIL after it: for the deadlock both have to hold at one time.
@test "a deadlock of a mutex and the GIL is found, without a debugger and with gdb" {
	start python3 "$checkout/tests/targets/gil.py" deadlock
	named() { # OPTION ...
		is "$(st-collect "$@" -p "$pid" | st-parse-gdb | jq -c 'select(.lwp == '"$pid"') | .deadlock')" "$wanted"
	}
	eventually grep -q ready started
	wanted=$(awk '$1 == "deadlock" { print "[" $2 "," $3 "]" }' started)
	eventually grep -q '^202 ' "/proc/$pid/syscall"
	# the thread sleeps before it asks for the GIL
	eventually named --tool none
	eventually named
}

@test "a version that can be read is reported as unknown; otherwise the message says that it could not be read" {
	cat >symbols.c <<-'END'
		#include <unistd.h>
		char _PyRuntime[1 << 20];
		MORE;
		int main(void)
		{
			return pause();
		}
	END
	local -A said=(
		['void Py_Main_of_none(void); void Py_Main_of_none(void) {}']='its version could not be read'
		['unsigned long Py_Version']='its version could not be read'
		['void _PyMainInterpreterConfig_Read(void); void _PyMainInterpreterConfig_Read(void) {}']='Python 3.7 is not known'
		['unsigned long Py_Version = 0x03630000']='Python 3.99 is not known'
		['unsigned long Py_Version = 0x030d0000']='its memory could not be read as that of Python 3.13'
	)
	for more in "${!said[@]}"; do
		sed "s/MORE;/$more;/" symbols.c >program.c
		cc -O2 -rdynamic -o program program.c
		start ./program
		eventually grep -q '^34 ' "/proc/$pid/syscall"
		run -0 --separate-stderr st-collect --tool none -p "$pid"
		is "$stderr" "st-collect: $pid: no Python functions: ${said[$more]}"
	done
}
