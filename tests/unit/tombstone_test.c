#include "native/tombstone.h"

#include "threadtext.h"

/* As Android's debuggerd writes them (libdebuggerd/tombstone_proto_to_text.cpp), and logcat cut short. */
static const struct threadtext_case cases[] = {
	{ "two threads",
	    "Build fingerprint: 'a'\npid: 811, tid: 813, name: spool er  >>> com.a <<<\nuid: 1\n"
	    "signal 6 (SIGABRT), code -1 (SI_QUEUE), fault addr --------\n"
	    "Abort message: 'no bale (3)'\n    x0  0  x1  1\n\nbacktrace:\n"
	    "      #00 pc 00000000000004c6  /lib/libc.so (abort+164) (BuildId: 0869)\n"
	    "      #01 pc 0000000000000000  /a b/libd.so\n"
	    "--- --- ---\npid: 811, tid: 814, name: Jit  >>> com.a <<<\n\nbacktrace:\n"
	    "      #00 pc 00047  /lib/libc.so (syscall+24)\n",
	    " lwp 813 comm spool er pid 811 title com.a tool android current crashed signal "
	    "SIGABRT "
	    "reason no bale (3) | 0:abort @+164 /lib/libc.so+1222 id 0869; 1: /a b/libd.so+0;\n"
	    " lwp 814 comm Jit pid 811 title com.a tool android | 0:syscall @+24 "
	    "/lib/libc.so+71;\n" },
	{ "a crash without frames, and a thread without",
	    "pid: 811, tid: 813, name: a\nsignal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr "
	    "0x0\n"
	    "pid: 811, tid: 814, name: b  >>> com.a <<<\n",
	    " lwp 813 comm a pid 811 tool android current crashed signal SIGSEGV |\n" },
	{ "why, and stacks of the past",
	    "pid: 811, tid: 813, name: a\nsignal 11 (SIGSEGV), code 2 (SEGV_ACCERR), fault addr "
	    "0x7b\nCause: [GWP-ASan]: Use After Free\n\nbacktrace:\n#00 pc 1  a.so\n\n"
	    "deallocated by thread 831:\n#00 pc 2  a.so\n\nallocated by thread 830:\n"
	    "#00 pc 3  a.so\nallocated by thread 9\n\nallocated by threads\n",
	    " lwp 813 comm a pid 811 tool android current crashed signal SIGSEGV reason "
	    "[GWP-ASan]: Use After Free | 0: a.so+1;\n"
	    " lwp 831 pid 811 tool android stack deallocated by thread 831 | 0: a.so+2;\n"
	    " lwp 830 pid 811 tool android stack allocated by thread 830 | 0: a.so+3;\n" },
	{ "what is said behind the frames is of no death",
	    "pid: 811, tid: 813, name: a\n#00 pc 1  a.so\nsignal 6 (SIGABRT), code -6\n"
	    "Abort message: 'x'\n",
	    " lwp 813 comm a pid 811 tool android | 0: a.so+1;\n" },
	{ "three lines of others end a stack",
	    "#00 pc 1  a.so\none\n\ntwo\n#01 pc 2  a.so\none\ntwo\n#02 pc 3  "
	    "a.so\none\ntwo\nthree\n"
	    "#03 pc 4  a.so\n",
	    " tool android | 0: a.so+1; 1: a.so+2; 2: a.so+3;\n tool android | 3: a.so+4;\n" },
	{ "lines of others before the first frame",
	    "pid: 811, tid: 813, name: a\n\nRevision: '0'\nABI: 'arm'\nr0 0  r1 1\nr2 0  r3 1\n"
	    "#00 pc 1  a.so\n",
	    " lwp 813 comm a pid 811 tool android | 0: a.so+1;\n" },
	{ "the head of the next stack is missing",
	    "#00 pc 1  a.so\n#01 pc 2  a.so\n#01 pc 3  a.so\n",
	    " tool android | 0: a.so+1; 1: a.so+2;\n tool android | 1: a.so+3;\n" },
	{ "frames that were looked up",
	    "pid: 811, tid: 813, name: a\n#0 0x00084fe6 in tgkill /b/tgkill.S:20\n"
	    "#1 0x00081218 in w(int) w.cc:45:3\n",
	    " lwp 813 comm a pid 811 tool android | 0:tgkill 0x00084fe6 /b/tgkill.S:20; "
	    "1:w(int) 0x00081218 w.cc:45:3;\n" },
	{ "no head, and such frames", "#0 0x00084fe6 in tgkill /b/tgkill.S:20\n", "" },
};

/* `NULL`: the line is no frame. */
static void
frame(const char *line, const char *wanted)
{
	struct buffer got = { .ceiling = 1000 };
	struct frame frame;

	if (CHECK(tombstone_parse(bytes_of(line), &frame) == (wanted != NULL)) && wanted != NULL) {
		threadtext_frame(&got, &frame);
		CHECK_TEXT(buffer_bytes(&got), bytes_of(wanted));
	} else if (wanted != NULL) {
		printf("   %s\n", line);
	}
	buffer_free(&got);
}

static void
frames(void)
{
	frame("  #00  pc 0x0000000000022988  /a/libc.so (abort+164)",
	    " 0:abort @+164 /a/libc.so+141704");
	frame("#01 pc 0000000000012345  a.apk!l.so (offset 0x1000) (w::x(int, void (*)(int))+1232) "
	      "(BuildId: 4c1e)",
	    " 1:w::x(int, void (*)(int)) @+1232 a.apk!l.so+74565 id 4c1e");
	frame("#04 pc 31338  /dev/ashmem/jit (deleted) (a.B.run+456)",
	    " 4:a.B.run @+456 /dev/ashmem/jit (deleted)+201528");
	frame("#05 pc 31338  /a (b).so (f(int))", " 5:f(int) /a (b).so+201528");
	frame("#05 pc 31338  /a.so (f+x)", " 5:f+x /a.so+201528");
	frame("#05 pc 31338  /a.so f)", " 5: /a.so f)+201528");
	frame("#05 pc 31338  /a.so(f)", " 5: /a.so(f)+201528");
	frame("#06 pc 000000000000abcd  <anonymous:7dd1a31000>", " 6: 000000000000abcd");
	frame("#07 pc 0000abcd", " 7: 0000abcd");
	frame("#07 pc 0xabcd", " 7: 0xabcd");
	frame("#07 pc 0000abcdx", NULL);
	frame("#07 pc ", NULL);
	frame("#07 pc 0x", NULL);
	frame("#07 abcd  /a.so", NULL);
	frame("#0x pc abcd  /a.so", NULL);
	frame("07 pc abcd  /a.so", NULL);
}

static void
begins(const char *line, bool current, enum begins wanted)
{
	struct dialect dialect = { .line = 0 };

	if (!CHECK(debugger_begins(&dialect, &tombstone_debugger, line, current) == wanted))
		printf("   %s\n", line);
}

/* Whether the line is of no use behind a head. */
static void
is_stray(const char *line, bool wanted)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	debugger_feed_line(&dialect, &tombstone_debugger, BYTES("pid: 8, tid: 9, name: a"));
	CHECK(!dialect.stray);
	debugger_feed_line(&dialect, &tombstone_debugger, bytes_of(line));
	if (!CHECK(dialect.stray == wanted))
		printf("   %s\n", line);
	tombstone_debugger.end(&dialect);
	debugger_close(&dialect);
}

int
main(void)
{
	threadtext_cases(&tombstone_debugger, cases, COUNT_OF(cases));
	frames();
	begins("Build fingerprint: 'a'", false, BEGINS_PROCESS);
	begins("Build fingerprint: 'a'", true, BEGINS_NOTHING);
	begins("      #00 pc 00000000000004c6  /lib/libc.so", true, BEGINS_THREAD);
	begins("pid: 811, tid: 813, name: a", true, BEGINS_THREAD);
	begins(
	    "    pid: 811, tid: 813, name: a", false, BEGINS_THREAD); /* as a tracker sets it in */
	begins("pid: 811, tid: 813", false, BEGINS_NOTHING);
	begins("pid: 811, tid: x, name: a", false, BEGINS_NOTHING);
	begins("pid: x, tid: 813, name: a", false, BEGINS_NOTHING);
	begins("#0 0x00084fe6 in tgkill /b/tgkill.S:20", false, BEGINS_NOTHING);
	is_stray("signal 6 (SIGABRT), code -6", false);
	is_stray("signal 6 SIGABRT", true);
	is_stray("signal x (SIGABRT)", true);
	is_stray("Abort message: 'x'", false);
	is_stray("uid: 1000", true);
	is_stray("#00 pc 1  a.so", false);
	return check_end();
}
