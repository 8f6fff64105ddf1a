# Why a process died: the reasons for core files of programs that die in known ways, compared with what they printed.
# shellcheck disable=SC2030,SC2031,SC2154 # set by bats and in common.bash

load common

setup_file() {
	"${CC:-cc}" -g -O0 -w -o "$BATS_FILE_TMPDIR/dies" "$BATS_TEST_DIRNAME/targets/dies.c"
	strip -s -o "$BATS_FILE_TMPDIR/stripped" "$BATS_FILE_TMPDIR/dies"
	"${CXX:-c++}" -g -O0 -w -o "$BATS_FILE_TMPDIR/throws" "$BATS_TEST_DIRNAME/targets/throws.cpp"
}

# Lets a program die: `core` is its core file, and `said` what it printed.
die() { # PROGRAM [HOW]
	rm -f core
	# under gdb it runs without a shell, and gdb writes its core file where it stops
	gdb -nx -batch -iex 'set startup-with-shell off' -ex "run ${2:-}" -ex 'generate-core-file core' \
		"$BATS_FILE_TMPDIR/$1" >gdb.log 2>&1
	"$BATS_FILE_TMPDIR/$1" ${2:+"$2"} 2>said || :
	[ -s core ]
}

# The reason of the one thread that crashed.
reason() {
	st-collect -c core | st-parse-gdb | jq -c 'select(.crashed) | .reason'
}

@test "the reason is what the C library printed, with symbols and without" {
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

@test "an uncaught C++ exception: its type, and the function that threw it" {
	die throws
	is "$(reason)" '"a C++ exception that nothing catches, thrown by shop::pay"'
}

@test "faults: a call through a null pointer, null and invalid pointers, a stack overflow" {
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

@test "a live process has no reason, and a log of -l has no output that only captures need" {
	"$BATS_FILE_TMPDIR/dies" waits 3>&- &
	pid=$!
	is "$(st-collect -p "$pid" | st-parse-gdb | jq -c .reason)" null
	st-collect -p "$pid" -l log
	lacks "$(cat log)" abort_msg
	kill -KILL "$pid"
}

@test "a core file gives the number of the process and its command line" {
	"$BATS_FILE_TMPDIR/dies" waits 3>&- &
	pid=$!
	eventually grep -q pause "/proc/$pid/wchan"
	gcore -o core "$pid" >gcore.log 2>&1
	kill -KILL "$pid"
	is "$(st-collect -c "core.$pid" | jq -c '[.process.pid, .process.title, .reason]')" "[$pid,\"$(eu-readelf -n "core.$pid" | sed -n 's/.*psargs: *//p')\",null]"
}

@test "text shows the reason beside the signal" {
	die stripped double-free
	has "$(st-collect -c core | st-parse-gdb | st-render | grep SIGABRT)" 'free(): double free detected in tcache 2'
}

# By gdb 13 of a program of rustc 1.95 that panics in a callback from C; some frames are left out.
@test "a Rust panic: the reason is the panic's message, not that of the abort that followed" {
	cat >log <<'END'
thread 'main' (25709) panicked at p.rs:24:28:
assertion `left == right` failed: totals
  left: 42
 right: 5
stack backtrace:
   0: __rustc::rust_begin_unwind
             at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/std/src/panicking.rs:689:5
note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.

thread 'main' (25709) panicked at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/panicking.rs:225:5:
panic in a function that cannot unwind
stack backtrace:
thread caused non-unwinding panic. aborting.

Program received signal SIGABRT, Aborted.
__pthread_kill_implementation (threadid=<optimized out>, signo=signo@entry=6, no_tid=no_tid@entry=0) at ./nptl/pthread_kill.c:44
44	./nptl/pthread_kill.c: No such file or directory.

Thread 1 (Thread 0x7ffff7dae7c0 (LWP 25709) "pu"):
#0  __pthread_kill_implementation (threadid=<optimized out>, signo=signo@entry=6, no_tid=no_tid@entry=0) at ./nptl/pthread_kill.c:44
#1  0x00007ffff7dd7472 in __GI_abort () at ./stdlib/abort.c:79
#2  0x000055555559fbdd in std::panicking::panic_with_hook () at library/std/src/rt.rs:44
#3  0x00005555555b5b67 in core::panicking::panic_cannot_unwind () at library/core/src/panicking.rs:337
#4  0x0000555555573804 in p::cb (n=42) at p.rs:24
#5  0x0000555555574709 in p::main () at p.rs:31
END
	st-parse-gdb log | jq -c 'select(.crashed)' >records
	is "$(jq -r .reason records)" 'a Rust panic: "'"$(sed -n 2,4p log)"'"'
	is "$(sed 1,14d log | st-parse-gdb | jq -r .reason)" 'a Rust panic'
	# two panics with different messages have the same fingerprint
	is "$({ sed 1,14d log | st-parse-gdb; cat records; } | st-annotate | jq -r .fingerprint | sort -u | wc -l)" 1
}

# Written by hand, after gdb 13: `handle SIGUSR1 nostop print`, and a stop that is followed by the program's own output.
@test "the place of a signal is in the line behind it, not in output of the program that looks like one" {
	signal='Program received signal SIGUSR1, User defined signal 1.'
	for words in $'hello world\nresult (x=3)' 'parse (mode=fast)' 'result (x=3' $'hello\nresult (x=3) at the end'; do
		run -1 --separate-stderr st-parse-gdb <<<"$signal"$'\n'"$words"$'\n[Inferior 1 (process 7) exited normally]'
		is "$output" ''
		has "$stderr" 'no threads found'
	done
	for words in 'weave (k=3) at weave.c:40' $'weave (k=3)\n    at weave.c:40' $'[Switching to Thread 0x7f (LWP 9)]\nweave () at weave.c:40' \
		$'warning: no such file\n0x1 in weave (k=3)' 'weave (k=3) from libweave.so'; do
		is "$(st-parse-gdb <<<"$signal"$'\n'"$words" | jq -r '.frames[].function')" weave
	done
}

@test "a fatal error of Python behind another dump of faulthandler is a crash, and a dump behind it is none" {
	stack() { # HEADING LINE
		printf '%s\n' "$1 thread 0x00007ff53e64db80 (most recent call first):" "  File \"/srv/b.py\", line $2 in <module>"
	}
	other() {
		printf '%s\n' 'Thread 0x00007ff53cf0c6c0 (most recent call first):' '  File "/srv/b.py", line 7 in waiter' ''
	}
	{
		echo 'Timeout (0:00:00.500000)!'
		other
		stack Current 12 | sed 's/Current t/T/'
		printf '%s\n' 'Fatal Python error: Segmentation fault' 'Python runtime state: initialized' ''
		other
		stack Current 13
		echo
		stack Current 14
	} >log
	run -0 --separate-stderr st-parse-gdb log
	is "$(jq -c '[.frames[0].line, .crashed, .reason]' <<<"$output")" '[7,null,null]
[12,null,null]
[7,null,null]
[13,true,"Fatal Python error: Segmentation fault"]
[14,null,null]'
}
