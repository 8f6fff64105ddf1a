#include "native/pythreads.h"

#include "threadtext.h"

/* As py-spy's src/dump.rs, pystack's traceback_formatter.py and CPython's faulthandler.c print them. */
static const struct threadtext_case cases[] = {
	{ "py-spy",
	    "Process 811: python3 a.py\nPython v3.11.2 (/usr/bin/python3.11)\n\n"
	    "Thread 811 (active+gil): \"MainThread\"\n    get (queue.py:210)\n"
	    "Thread 930 (idle): \"spooler\"\n    poll (libc.so.6)\n    run (a.py:7)\n",
	    " lwp 811 comm MainThread pid 811 command python3 a.py tool py-spy in python gil | "
	    ":get queue.py:210;\n"
	    " lwp 930 comm spooler pid 811 command python3 a.py tool py-spy | "
	    ":poll libc.so.6; :run a.py:7 in python;\n" },
	{ "py-spy, of two processes",
	    "Process 811: python3 a.py\nPython v3.11.2 (python)\n\nThread 811 (idle)\n    f "
	    "(a.py:1)\n"
	    "Process 812: python3 b.py\nPython v3.11.2 (python)\n\nThread 812 (idle)\n    g "
	    "(b.py:2)\n",
	    " lwp 811 pid 811 command python3 a.py tool py-spy in python | :f a.py:1;\n"
	    " lwp 812 pid 812 command python3 b.py tool py-spy in python | :g b.py:2;\n" },
	{ "faulthandler",
	    "Fatal Python error: Aborted \n\nThread 0x00007f3c (most recent call first):\n"
	    "  File \"a.py\", line 5 in f\n\nCurrent thread 0x00007f3d (most recent call first):\n"
	    "  File \"a.py\", line 4 in g\n",
	    " pthread 0x00007f3c tool faulthandler in python | :f a.py:5;\n"
	    " pthread 0x00007f3d tool faulthandler in python current crashed reason Fatal Python "
	    "error: Aborted | :g a.py:4;\n" },
	{ "faulthandler, of a program that goes on",
	    "Current thread 0x00007f3d (most recent call first):\n  File \"a.py\", line 4 in g\n",
	    " pthread 0x00007f3d tool faulthandler in python current | :g a.py:4;\n" },
	{ "an error behind a stack",
	    "Stack (most recent call first):\n  File \"a.py\", line 4 in g\n"
	    "Fatal Python error: Segmentation fault\n  File \"a.py\", line 5 in h\n",
	    " tool faulthandler in python current | :g a.py:4;\n" },
	{ "a program's own title, and one without a stack below it",
	    "Thread 7 (main):\n  File \"a.py\", line 4, in g\n  File \"a.py\", line 5, in f\n\n"
	    "Thread 8 (b):\nwords\n",
	    " pthread 0x7 comm main in python | :f a.py:5; :g a.py:4;\n" },
	{ "pystack, and other lines",
	    "Traceback for thread 8 (a) [] (most recent call last):\n"
	    "    (Python) File \"a.py\", line 1, in f\nsomething else\n"
	    "    (Python) File \"a.py\", line 2, in g\n"
	    "The frame stack for thread 9 is empty\n",
	    " lwp 8 comm a tool pystack in python | :f a.py:1;\n"
	    " lwp 9 tool pystack in python |\n" },
};

static void
begins(const char *line, enum begins wanted)
{
	struct dialect dialect = { .line = 0 };

	if (!CHECK(debugger_begins(&dialect, &pythreads_debugger, line, false) == wanted))
		printf("   %s\n", line);
}

/* Whether the last line is of no use, and whether what comes next may be another thread of the same process. */
static void
after(const char *lines, bool stray, bool process)
{
	struct dialect dialect;
	struct bytes rest = bytes_of(lines), text;

	if (!debugger_open(&dialect))
		return;
	while (bytes_next(&rest, '\n', &text))
		debugger_feed_line(&dialect, &pythreads_debugger, text);
	if (!CHECK(dialect.stray == stray && dialect.process_begun == process))
		printf("   %s\n", lines);
	pythreads_debugger.end(&dialect);
	debugger_close(&dialect);
}

int
main(void)
{
	threadtext_cases(&pythreads_debugger, cases, COUNT_OF(cases));
	begins("Process 811: python3 a.py", BEGINS_PERHAPS);
	begins("Process ForkPoolWorker-1:", BEGINS_NOTHING);
	begins("Fatal Python error: Aborted", BEGINS_THREAD);
	begins("Stack (most recent call first):", BEGINS_THREAD);
	begins("Thread 811 (idle): \"MainThread\"", BEGINS_THREAD);
	begins("Python v3.11.2 (/usr/bin/python3.11)", BEGINS_NOTHING);
	CHECK(pythreads_debugger.goes_on(BYTES("Process 811: a"), BYTES("Python v3.11.2 (a)")));
	CHECK(!pythreads_debugger.goes_on(BYTES("Process 811: a"), BYTES("Process 812: b")));
	after("Python v3.11.2 (a)\n", false, false);
	after("Thread 811 (idle)\n    f (a.py:1)\n", false, false);
	after("Thread 811 (idle)\n    f (a.py:1)\n \n", true, true);
	after("Thread 811 (idle)\n    f (a.py:1)\nwords\n", true, false);
	after("    f (a.py:1)\n", true, false);
	return check_end();
}
