# Why a process died: what is said of core files of programs that die in known ways, held against what they printed.
# shellcheck disable=SC2030,SC2031,SC2154 # set by bats and in common.bash

load common

setup_file() {
	"${CC:-cc}" -g -O0 -w -o "$BATS_FILE_TMPDIR/dies" "$BATS_TEST_DIRNAME/targets/dies.c"
	strip -s -o "$BATS_FILE_TMPDIR/stripped" "$BATS_FILE_TMPDIR/dies"
	"${CXX:-c++}" -g -O0 -w -o "$BATS_FILE_TMPDIR/throws" "$BATS_TEST_DIRNAME/targets/throws.cpp"
}

# The core file that a program leaves, `core`, and what it printed, `said`.
die() { # PROGRAM [HOW]
	rm -f core
	# gdb lets it run without a shell, and takes its core where it stops
	gdb -nx -batch -iex 'set startup-with-shell off' -ex "run ${2:-}" -ex 'generate-core-file core' \
		"$BATS_FILE_TMPDIR/$1" >gdb.log 2>&1
	"$BATS_FILE_TMPDIR/$1" ${2:+"$2"} 2>said || :
	[ -s core ]
}

# Of the one thread that crashed.
reason() {
	st-collect -c core | st-parse-gdb | jq -c 'select(.crashed) | .reason'
}

@test "what the C library printed: the same, with symbols and without" {
	for program in dies stripped; do
		for how in double-free overrun assert; do
			die $program $how
			[ -s said ]
			is "$(reason | jq -r .)" "$(cat said)"
		done
	done
	die dies abort
	is "$(reason)" null
}

@test "an exception of C++ that nothing catches, and who threw it" {
	die throws
	is "$(reason)" '"a C++ exception that nothing catches, thrown by shop::pay"'
}

@test "a null pointer that is called, a stack that is at its end" {
	die dies call-null
	is "$(reason)" '"a null pointer was called (fault at 0x0)"'
	is "$(st-collect -c core | jq 'del(.reason)' -c | st-parse-gdb | jq -c 'select(.crashed) | .reason')" '"a null pointer was called"'
	die dies null
	is "$(reason)" '"null pointer (fault at 0x10)"'
	die dies wild
	is "$(reason)" '"invalid pointer (fault at 0x4141414140)"'
	for program in dies stripped; do
		die $program deep
		[[ $(reason) =~ ^'"stack overflow (fault at 0x'[0-9a-f]*')"'$ ]]
	done
	die dies deep
	is "$(st-collect -c core | jq 'del(.reason)' -c | st-parse-gdb | jq -c 'select(.crashed) | .reason')" '"stack overflow (recursion of deep)"'
}

@test "a live process, to which nothing has happened, has no reason; nor has a log what only records are for" {
	"$BATS_FILE_TMPDIR/dies" waits 3>&- &
	pid=$!
	is "$(st-collect -p "$pid" | st-parse-gdb | jq -c .reason)" null
	st-collect -p "$pid" -l log
	lacks "$(cat log)" abort_msg
	kill -KILL "$pid"
}

@test "a core file: the number of the process, and its command line" {
	"$BATS_FILE_TMPDIR/dies" waits 3>&- &
	pid=$!
	eventually grep -q pause "/proc/$pid/wchan"
	gcore -o core "$pid" >gcore.log 2>&1
	kill -KILL "$pid"
	is "$(st-collect -c "core.$pid" | jq -c '[.process.pid, .process.title, .reason]')" "[$pid,\"$(eu-readelf -n "core.$pid" | sed -n 's/.*psargs: *//p')\",null]"
}

@test "the text shows it beside the signal" {
	die stripped double-free
	has "$(st-collect -c core | st-parse-gdb | st-render | grep SIGABRT)" 'free(): double free detected in tcache 2'
}
