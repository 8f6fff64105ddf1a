#include "native/gdb/pybt.h"

#include "threadtext.h"

#define SELECTED "[Switching to thread 3 (LWP 7)]\n"
#define BACKTRACE SELECTED "#0  f () at a.c:7\n#1  main () at a.c:9\n"
#define PY_BT "Traceback (most recent call first):\n  File \"a.py\", line 3, in g\n"

/* What py-bt showed in the thread of the backtrace before it, and in a thread of its own, which a backtrace may complete. */
#define VIEW " tid 3 lwp 7 tool gdb in python current | :g a.py:3 in python; beside f beside main\n"
#define OWN " tid 3 lwp 7 tool gdb in python current | :g a.py:3;\n"
#define WHOLE " tid 3 lwp 7 tool gdb current | 0:f() a.c:7; 1:main() a.c:9;\n"

static const struct threadtext_case cases[] = {
	{ "behind a backtrace", BACKTRACE PY_BT "words\n", VIEW },
	{ "it ends where other lines come",
	    BACKTRACE PY_BT
	    "    x()\n  <built-in method poll of x>\nwords\n  File \"b.py\", line 4, "
	    "in h\n",
	    " tid 3 lwp 7 tool gdb in python current | :g a.py:3 text x() in python; :<built-in "
	    "method poll of x>; beside f beside main\n" },
	{ "before a backtrace with locals, which stay",
	    "Thread 2 (LWP 6):\n" PY_BT "\nThread 2 (LWP 6):\n#0  f () at a.c:7\n        x = 1\n"
	    "#1  _PyEval_EvalFrameDefault () at e.c:9\n        y = 2\n        z = {a = 3}\n",
	    " tid 2 lwp 6 tool gdb | 0:f() a.c:7 x=1; :g a.py:3 in python; "
	    "1:_PyEval_EvalFrameDefault() e.c:9 y=2 z={a = 3};\n" },
	{ "twice behind a backtrace", BACKTRACE PY_BT PY_BT,
	    "apart tid 3 lwp 7 tool gdb in python current repeats | :g a.py:3;\n" VIEW },
	{ "no frames", PY_BT "Traceback (most recent call first):\nwords\n",
	    " tool gdb in python current | :g a.py:3;\n" },
	{ "under headers", "Thread 2 (LWP 6):\n" PY_BT "\nThread 1 (LWP 5):\n" PY_BT,
	    " tid 2 lwp 6 tool gdb in python | :g a.py:3;\n"
	    " tid 1 lwp 5 tool gdb in python | :g a.py:3;\n" },
	{ "behind all threads",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\nThread 1 (LWP 5):\n#0  g () at a.c:8\n" PY_BT,
	    " tid 2 lwp 6 tool gdb | 0:f() a.c:7;\n"
	    "apart tool gdb in python current repeats | :g a.py:3;\n"
	    " tid 1 lwp 5 tool gdb | 0:g() a.c:8;\n" },
	{ "alone", PY_BT, " tool gdb in python current | :g a.py:3;\n" },
	{ "behind a place", SELECTED "#0  f () at a.c:7\n7\tx();\n" PY_BT,
	    " tid 3 lwp 7 tool gdb in python current | :g a.py:3 in python; beside f\n" },
	{ "the process went on", BACKTRACE "Continuing.\n" PY_BT, "apart" OWN WHOLE },
	{ "a signal came", BACKTRACE "words\nProgram received signal SIGINT, Interrupt.\n" PY_BT,
	    WHOLE " tool gdb in python current crashed signal SIGINT | :g a.py:3;\n" },
	{ "the process may have gone on", BACKTRACE "words\n" PY_BT, "apart" OWN WHOLE },
	{ "a line of source", BACKTRACE "7\tx();\n" PY_BT, "apart" OWN WHOLE },
	{ "another line of source", SELECTED "#0  f () at a.c:7\n7\tx();\n8\ty();\n" PY_BT,
	    "apart" OWN " tid 3 lwp 7 tool gdb current | 0:f() a.c:7;\n" },
	{ "the process is not there", BACKTRACE "The program is not being run.\n" PY_BT,
	    "apart" OWN WHOLE },
	{ "lines that leave the process where it is",
	    BACKTRACE "py-list\nReading symbols from a.so...\nwarning: no a.so\n" PY_BT, VIEW },
	{ "the table of threads",
	    BACKTRACE "  1    Thread 0x7f1 (LWP 9) 0x1 in f () at a.c:7\n" PY_BT,
	    OWN WHOLE " tid 1 lwp 9 pthread 0x7f1 tool gdb truncated | 0:f() 0x1 a.c:7;\n" },
	{ "the same thread is selected once more", BACKTRACE SELECTED PY_BT, OWN WHOLE },
	{ "a backtrace behind another line", "words\n" BACKTRACE PY_BT, VIEW },
};

int
main(void)
{
	threadtext_cases(&gdb_debugger, cases, COUNT_OF(cases));
	/* as stacktraces.py has it, what py-bt shows without a header is of no thread */
	threadtext_as_original(PY_BT, "");
	return check_end();
}
