#include "native/printed/glibc.h"

#include "debugger.h"

static const struct debugger_log logs[] = {
	{ "frames alone", "./loomd(weave+0x1fe)[0x59e1]\n./loomd(main+0x1)[0x59e2]\n",
	    "glibc: weave @0x59e1 in ./loomd; main @0x59e2 in ./loomd\n" },
	{ "a line that may be a frame is one among frames",
	    "[0x7f42]\n./loomd(weave+0x1fe)[0x59e1]\n[0x7f43]\n",
	    "glibc: weave @0x59e1 in ./loomd; @0x7f43\n" },
	{ "or below a heading", "Backtrace:\n[0x7f42]\n", "glibc: @0x7f42\n" },
	{ "an empty line ends a stack", "./loomd(f+0x1)[0x1]\n\n./loomd(g+0x1)[0x2]\n",
	    "glibc: f @0x1 in ./loomd\nglibc: g @0x2 in ./loomd\n" },
	{ "two lines of others do not", "./loomd(f+0x1)[0x1]\nred\nred\n./loomd(g+0x1)[0x2]\n",
	    "glibc: f @0x1 in ./loomd; g @0x2 in ./loomd\n" },
	{ "three do", "./loomd(f+0x1)[0x1]\nred\nred\nred\n./loomd(g+0x1)[0x2]\n",
	    "glibc: f @0x1 in ./loomd\nglibc: g @0x2 in ./loomd\n" },
	{ "in a row, and not in all",
	    "./loomd(f+0x1)[0x1]\nred\nred\n./loomd(g+0x1)[0x2]\nred\nred\n./loomd(h+0x1)[0x3]\n",
	    "glibc: f @0x1 in ./loomd; g @0x2 in ./loomd; h @0x3 in ./loomd\n" },
	{ "mysqld says the signal",
	    "10:00:00 UTC - mysqld got signal 11 ;\nstack_bottom = 0 thread_stack 0x1\n"
	    "./mysqld(f+0x1)[0x1]\n",
	    "glibc signal=SIGSEGV crashed current: f @0x1 in ./mysqld\n" },
	{ "the second stack is not of the one that died",
	    "Error: signal 6:\n./loomd(f+0x1)[0x1]\n\nBacktrace:\n./loomd(g+0x1)[0x2]\n",
	    "glibc signal=SIGABRT crashed current: f @0x1 in ./loomd\n"
	    "glibc: g @0x2 in ./loomd\n" },
	{ "glibc says the reason, and of which program",
	    "*** Error in `/usr/bin/loomd': double free or corruption (out): 0x55 ***\n"
	    "======= Backtrace: =========\n./loomd(f+0x1)[0x1]\n======= Memory map: ========\n",
	    "glibc exe=/usr/bin/loomd reason=double free or corruption (out): 0x55 crashed "
	    "current: f @0x1 in ./loomd\n" },
	{ "in its older form",
	    "*** glibc detected *** /usr/bin/loomd: double free: 0x55 ***\n./loomd(f+0x1)[0x1]\n",
	    "glibc exe=/usr/bin/loomd reason=double free: 0x55 crashed current: "
	    "f @0x1 in ./loomd\n" },
	{ "without the program", "*** stack smashing detected ***: terminated\n./l(f+0x1)[0x1]\n",
	    "glibc reason=stack smashing detected crashed current: f @0x1 in "
	    "./l\n" },
	{ "Dovecot's",
	    "loom(811): Panic: file weave.c: line 7: assertion failed: (x)\n"
	    "loom: Error: Raw backtrace: /l/libloom.so.0(weave+0x46) [0x7f1] -> loomd(+0x192) "
	    "[0x552] -> loomd(ma\n",
	    "glibc reason=file weave.c: line 7: assertion failed: (x) crashed current: "
	    "weave @0x7f1 in /l/libloom.so.0; @0x552 in loomd\n" },
	{ "redis says the place first, which is a frame of the stack",
	    "811:M 01 May 2026 10:00:00 # Redis crashed by signal: 11, si_code: 1\n"
	    "------ STACK TRACE ------\nEIP:\n./redis(f+0x1)[0x1]\n\n"
	    "811 redis-server *\n./redis(h+0x1)[0x3]\n./redis(f+0x1)[0x1]\n\n"
	    "812 bio_close_file\n./redis(g+0x1)[0x2]\n------ INFO OUTPUT ------\n",
	    "glibc pid=811 lwp=811 comm=redis-server signal=SIGSEGV crashed current: "
	    "h @0x3 in ./redis; f @0x1 in ./redis\n"
	    "glibc pid=811 lwp=812 comm=bio_close_file: g @0x2 in ./redis\n" },
	{ "or of none",
	    "# Redis crashed by signal: 11\n------ STACK TRACE ------\nEIP:\n./r(f+0x1)[0x1]\n\n"
	    "812 bio_close_file\n./r(g+0x1)[0x2]\n------ INFO ------\n",
	    "glibc lwp=812 comm=bio_close_file: g @0x2 in ./r\n"
	    "glibc signal=SIGSEGV crashed current truncated: f @0x1 in ./r\n" },
	{ "one frame is the place, and no more", "EIP:\n./r(f+0x1)[0x1]\n./r(g+0x1)[0x2]\n",
	    "glibc: g @0x2 in ./r\nglibc crashed current truncated: f @0x1 in ./r\n" },
	{ "behind it all nothing is expected, and nobody died",
	    "Error: signal 6:\nBacktrace:\n======= Memory map: ========\n[0x7f42]\n"
	    "./l(f+0x1)[0x1]\n",
	    "glibc: f @0x1 in ./l\n" },
	{ "who wrote it is said in several ways",
	    "PID 811 received SIGSEGV for address: 0x3f\n./loomd(f+0x1)[0x1]\n",
	    "glibc pid=811 signal=SIGSEGV crashed current: f @0x1 in ./loomd\n" },
	{ "a time is no process", "10:00:00 loomd crashed by signal: 6\n./loomd(f+0x1)[0x1]\n",
	    "glibc signal=SIGABRT crashed current: f @0x1 in ./loomd\n" },
	{ "nor is a number before a word", "811 M loomd crashed by signal: 6\n./l(f+0x1)[0x1]\n",
	    "glibc signal=SIGABRT crashed current: f @0x1 in ./l\n" },
	{ "nor PID with more behind it",
	    "PID 811, which received SIGSEGV for address: 0x3f\n./l(f+0x1)[0x1]\n",
	    "glibc signal=SIGSEGV crashed current: f @0x1 in ./l\n" },
	{ "UCX says the host, the process and the thread",
	    "[loom1:811  :0:813] Caught signal 11 (Segmentation fault: address not mapped)\n"
	    "==== backtrace (tid:    813) ====\n"
	    " 0 0x00000000000345c0 weave()  /opt/weave.c:12\n",
	    "glibc pid=811 lwp=813 host=loom1 signal=SIGSEGV crashed current: "
	    "weave at /opt/weave.c:12\n" },
	{ "a host has a letter",
	    "[10:811:0:813] Caught signal 11 (Segmentation fault)\n./l(f+0x1)[0x1]\n",
	    "glibc signal=SIGSEGV crashed current: f @0x1 in ./l\n" },
	{ "Ceph says the thread",
	    "*** Caught signal (Aborted) **\n in thread 7f37b2d01a40 thread_name:loomd\n"
	    " 1: (f()+0x1) [0x1]\n",
	    "glibc pthread=7f37b2d01a40 comm=loomd signal=SIGABRT crashed current: f @0x1\n" },
	{ "what it says of the thread is its own",
	    "Aborting on shard 0\n in thread 7f37b2d01a40 thread_name:loomd\nred\nred\n"
	    "./l(f+0x1)[0x1]\n",
	    "glibc pthread=7f37b2d01a40 comm=loomd signal=SIGABRT crashed current: f @0x1 in "
	    "./l\n" },
	{ "where it died only", " in thread 7f37b2d01a40 thread_name:loomd\n./l(f+0x1)[0x1]\n",
	    "glibc: f @0x1 in ./l\n" },
	{ "HAProxy's threads; a star is before the one that was stuck",
	    "  Thread 1 : id=0x7f1 act=1\n             stuck=0 prof=0\n./h(f+0x1)[0x1]\n"
	    "*>Thread 2 : id=0x7f2 act=1\n./h(g+0x1)[0x2]\n  Thread 3 : id=0x7f3\n",
	    "glibc tid=1 pthread=0x7f1: f @0x1 in ./h\n"
	    "glibc tid=2 pthread=0x7f2 crashed current: g @0x2 in ./h\n"
	    "glibc tid=3 pthread=0x7f3:\n" },
	{ "glog's words begin the stack",
	    "*** SIGSEGV (@0x0) received by PID 811 (TID 0x7f) from PID 0; stack trace: ***\n"
	    "    @     0x55d0c1a3b740 f()\n",
	    "glibc pid=811 signal=SIGSEGV crashed current: f() @0x55d0c1a3b740\n" },
	{ "ClickHouse's, which names the thread",
	    "(from thread 812) (query_id: x) Received signal Segmentation fault (11)\n"
	    "one\ntwo\nthree\n3. ? @ 0x7f88c1a3b740 in ?\n",
	    "glibc lwp=812 signal=SIGSEGV crashed current: @0x7f88c1a3b740\n" },
	{ "the outermost first, by their numbers",
	    "2: [./dpdk(f+0x1) [0x1]]\n1: [./dpdk(g+0x1) [0x2]]\n",
	    "glibc: g @0x2 in ./dpdk; f @0x1 in ./dpdk\n" },
	{ "the numbers begin anew", "#0 ./l(f+0x1)[0x1]\n#1 ./l(g+0x1)[0x2]\n#0 ./l(h+0x1)[0x3]\n",
	    "glibc: f @0x1 in ./l; g @0x2 in ./l\nglibc: h @0x3 in ./l\n" },
	{ "Seastar has all in a line",
	    "Reactor stalled for 8 ms on shard 0. Backtrace: 0x3c53042 /l/libdye.so+0x281e1\n",
	    "glibc: @0x3c53042; in /l/libdye.so\n" },
	{ "it is a stack of its own", "Backtrace: 0x3c53042\n./l(f+0x1)[0x1]\n",
	    "glibc: @0x3c53042\nglibc: f @0x1 in ./l\n" },
	{ "nothing of it can be read", "Backtrace: red] -> blue\n[0x7f42]\n", "" },
	{ "what is no frame in it makes it none", "Backtrace: 0x3c53042 and more\n", "" },
	{ "gfortran's place is below the frame, set in",
	    "Backtrace for this error:\n#0  0x55d0c1a3b740 in weave_\n\tat loom.f90:12\n"
	    "#1  0x55d0c1a3b741 in main\n\tat /opt/my loom.f90:13\nat loom.f90:14\n",
	    "glibc: weave_ @0x55d0c1a3b740 at loom.f90:12; main @0x55d0c1a3b741\n" },
	{ "folly's, too", "./l(f+0x1)[0x1]\n    a.c:1\nred\nred\n./l(g+0x1)[0x2]\n",
	    "glibc: f @0x1 in ./l at a.c:1; g @0x2 in ./l\n" },
	{ "what is set in and no place is of others",
	    "./l(f+0x1)[0x1]\n    red:0\n    red\n    the red:1\n./l(g+0x1)[0x2]\n",
	    "glibc: f @0x1 in ./l\nglibc: g @0x2 in ./l\n" },
	{ "addr2line inlined it", "Backtrace:\nf() at a.cc:1\n (inlined by) g() at b.cc:2\n",
	    "glibc: f() at a.cc:1 inlined; g() at b.cc:2\n" },
	{ "of no such signal nobody died", "Error: signal reception: bad\n./l(f+0x1)[0x1]\n",
	    "glibc: f @0x1 in ./l\n" },
	{ "of one without a name somebody did", "Error: signal 99:\n./l(f+0x1)[0x1]\n",
	    "glibc crashed current: f @0x1 in ./l\n" },
	{ "no stack came of it", "Backtrace:\nred\n", "" },
};

/* After a heading of a thread, fifteen other lines are skipped, and the sixteenth ends the stack. */
static void
check_details(size_t others, const char *threads)
{
	struct buffer lines = { .len = 0 };

	buffer_append(&lines, BYTES("  Thread 0 : id=0x7f1 act=1\n"));
	for (size_t i = 0; i < others; i++)
		buffer_append(&lines, BYTES("red\n\n"));
	buffer_append(&lines, BYTES("./h(f+0x1)[0x1]\n"));
	buffer_byte(&lines, '\0');
	debugger_check_log(&glibc_debugger, &(struct debugger_log){ "details", lines.at, threads });
	buffer_free(&lines);
}

static const struct debugger_beginning beginnings[] = {
	{ "./loomd(weave+0x1fe)[0x59e1]", BEGINS_THREAD },
	{ "[0x7f42]", BEGINS_NOTHING },
	{ "mysqld got signal 11 ;", BEGINS_PROCESS },
	{ "mysqld got signal of life ;", BEGINS_NOTHING },
	{ "*** SIGSEGV (@0x0) received by PID 811", BEGINS_PROCESS },
	{ "it was received by PID 811", BEGINS_NOTHING },
	{ "Segmentation fault on shard 0", BEGINS_PROCESS },
	{ "Aborting on shard 0", BEGINS_PROCESS },
	{ "*** stack smashing detected ***: terminated", BEGINS_PROCESS },
	{ "Backtrace:", BEGINS_THREAD },
	{ "Backtrace for this error:", BEGINS_THREAD },
	{ "------ STACK TRACE ------", BEGINS_THREAD },
	{ "  Thread 1 : id=0x7f1 act=1", BEGINS_THREAD },
	{ "  Threads : id=0x7f1", BEGINS_NOTHING },
	{ "EIP:", BEGINS_NOTHING },
	{ "red", BEGINS_NOTHING },
};

static void
feed(struct dialect *dialect, const char *line)
{
	dialect->stray = false;
	dialect->line++;
	glibc_debugger.feed(dialect, &(struct line){ .text = bytes_of(line) });
}

/* gfortran's frames look like gdb's, but are not; other lines are offered to others. */
static void
check_owns(void)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	CHECK(!glibc_debugger.owns(&dialect));
	feed(&dialect, "Backtrace for this error:");
	CHECK(glibc_debugger.owns(&dialect) && !dialect.stray);
	feed(&dialect, "#0  0x55d0c1a3b740 in weave_");
	CHECK(glibc_debugger.owns(&dialect) && !dialect.stray);
	feed(&dialect, "red");
	CHECK(dialect.stray);
	feed(&dialect, "");
	CHECK(!glibc_debugger.owns(&dialect) && !dialect.stray);
	glibc_debugger.end(&dialect);
	CHECK(!glibc_debugger.expects(&dialect) && !glibc_owns_frames(&dialect));
	debugger_close(&dialect);
}

/* A stack after a handler's words has its first frame's line number; a cut frame counts as a line that was not read. */
static void
check_places(void)
{
	struct dialect dialect;
	const struct draft *draft;

	if (!debugger_open(&dialect))
		return;
	feed(&dialect, "*** SIGSEGV (@0x0) received by PID 811 (TID 0x7f) from PID 0; ***");
	feed(&dialect, "red");
	feed(&dialect, "    @     0x55d0c1a3b740 f()");
	feed(&dialect, "    @     0x55d0c1a3b741 g()");
	feed(&dialect, "l: Error: Raw backtrace: ./l(+0x1) [0x551] -> ./l(+0x2) [0x552] -> ./l(");
	glibc_debugger.end(&dialect);
	if (CHECK((draft = drafts_take(dialect.drafts)) != NULL))
		CHECK(draft->thread.line == 3 && draft->thread.frames->level == 0 &&
		    draft->thread.last_frame->level == 1);
	if (CHECK((draft = drafts_take(dialect.drafts)) != NULL))
		CHECK(draft->thread.line == 5 && draft->thread.frame_count == 2);
	CHECK(dialect.unread == 1 && dialect.first_unread == 5);
	debugger_close(&dialect);
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(logs); i++)
		debugger_check_log(&glibc_debugger, &logs[i]);
	check_details(15, "glibc tid=0 pthread=0x7f1: f @0x1 in ./h\n");
	check_details(16, "glibc tid=0 pthread=0x7f1:\nglibc: f @0x1 in ./h\n");
	debugger_check_beginnings(&glibc_debugger, beginnings, COUNT_OF(beginnings));
	debugger_check_current(&glibc_debugger, beginnings, COUNT_OF(beginnings));
	check_owns();
	check_places();
	return check_end();
}
