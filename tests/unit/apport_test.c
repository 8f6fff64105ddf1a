#include "native/apport.h"

#include "threadtext.h"

static const struct threadtext_case cases[] = {
	{ "fewer frames than there may be",
	    "StacktraceTop:\n weave (n=4) at loom.c:40\n ?? () from /usr/lib/libloom.so.0\n"
	    " <signal handler called>\nTitle: loomd crashed with SIGSEGV in weave()\n wind () at "
	    "x.c:1\n",
	    " tool gdb current crashed | 0:weave(n=4) loom.c:40; 1:?\?() /usr/lib/libloom.so.0; "
	    "2:<signal handler called> signal;\n" },
	{ "as many as there may be, without their blank",
	    "StacktraceTop:\na () at a.c:1\nb () at a.c:2\nc () at a.c:3\nd () at a.c:4\ne () at "
	    "a.c:5\nf () at a.c:6\n",
	    " tool gdb current crashed truncated | 0:a() a.c:1; 1:b() a.c:2; 2:c() a.c:3; 3:d() "
	    "a.c:4; 4:e() a.c:5;\n" },
	{ "as many as there may be, and the last one is the outermost",
	    "StacktraceTop:\na () at a.c:1\nb () at a.c:2\nc () at a.c:3\nd () at a.c:4\n"
	    "main (argc=1) at a.c:5\n",
	    " tool gdb current crashed | 0:a() a.c:1; 1:b() a.c:2; 2:c() a.c:3; 3:d() a.c:4; "
	    "4:main(argc=1) a.c:5;\n" },
	{ "no frames", "StacktraceTop:\nTitle: loomd crashed\n 0x10 in a () at a.c:1\n", "" },
};

int
main(void)
{
	struct dialect dialect;

	threadtext_cases(&apport_debugger, cases, COUNT_OF(cases));
	/* the whole stack came before */
	if (!debugger_open(&dialect))
		return 1;
	dialect.threads_seen = true;
	debugger_feed(&dialect, &apport_debugger, BYTES("StacktraceTop:\n a () at a.c:1\n"));
	threadtext_check(&dialect, "behind a stack", "");
	debugger_close(&dialect);
	return check_end();
}
