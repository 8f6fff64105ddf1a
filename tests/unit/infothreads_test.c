#include "native/gdb/infothreads.h"

#include "threadtext.h"

static const struct threadtext_case cases[] = {
	{ "a table",
	    "  Id   Target Id         Frame \n"
	    "* 1    Thread 0x7f1 (LWP 9) \"a\" 0x1 in f (x=1) at a.c:7\n"
	    "  2.3    Thread 0x7f2 (LWP 10) \"b\" (running)\n"
	    "  3    Thread 0x7f3 (LWP 11) \"c\" 0x3 in h () from /lib/l.so\n",
	    " tid 1 lwp 9 pthread 0x7f1 comm a tool gdb current truncated | 0:f(x=1) 0x1 a.c:7;\n"
	    " inferior 2 tid 3 lwp 10 pthread 0x7f2 comm b tool gdb truncated |\n"
	    " tid 3 lwp 11 pthread 0x7f3 comm c tool gdb truncated | 0:h() 0x3 /lib/l.so;\n" },
	{ "a backtrace of nobody knows which thread, and then a table of two threads in one place",
	    "#0  f () at a.c:7\n"
	    "#1  m () at a.c:9\n"
	    "Program received signal SIGINT, Interrupt.\n"
	    "  1    Thread 0x7f1 (LWP 9) 0x1 in g () at a.c:8\n"
	    "  2    Thread 0x7f2 (LWP 10) 0x1 in g () at a.c:8\n"
	    "Thread 2 (Thread 0x7f2 (LWP 10)):\n"
	    "#0  0x1 in g () at a.c:8\n",
	    " tool gdb current | 0:f() a.c:7; 1:m() a.c:9;\n"
	    " tid 2 lwp 10 pthread 0x7f2 tool gdb | 0:g() 0x1 a.c:8;\n"
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb truncated | 0:g() 0x1 a.c:8;\n" },
	{ "places that a warning or a terminal put into the next line",
	    "  Id   Target Id         Frame \n"
	    "  1    Thread 0x7f1 (LWP 9) warning: no\n"
	    "0x1 in f () at a.c:7\n"
	    "0x2 in g () at a.c:8\n"
	    "  2    Thread 0x7f2 (LWP 10) 0x2 in\n"
	    "    g () at a.c:8\n",
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb truncated | 0:f() 0x1 a.c:7;\n"
	    " tid 2 lwp 10 pthread 0x7f2 tool gdb truncated | 0:g() 0x2 a.c:8;\n" },
	{ "a backtrace of one of them",
	    "  1    Thread 0x7f1 (LWP 9) 0x1 in f () at a.c:7\n"
	    "  2    Thread 0x7f2 (LWP 10) 0x2 in g () at a.c:8\n"
	    "Thread 2 (Thread 0x7f2 (LWP 10)):\n"
	    "#0  0x2 in g () at a.c:8\n"
	    "#1  0x3 in h () at a.c:9\n",
	    " tid 2 lwp 10 pthread 0x7f2 tool gdb | 0:g() 0x2 a.c:8; 1:h() 0x3 a.c:9;\n"
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb truncated | 0:f() 0x1 a.c:7;\n" },
	{ "a row amid a backtrace ends it",
	    "Thread 2 (Thread 0x7f2 (LWP 10)):\n"
	    "#0  0x2 in g () at a.c:8\n"
	    "  1    Thread 0x7f1 (LWP 9) 0x1 in f () at a.c:7\n"
	    "#1  0x3 in h () at a.c:9\n",
	    " tid 2 lwp 10 pthread 0x7f2 tool gdb | 0:g() 0x2 a.c:8;\n"
	    " tool gdb current truncated | 1:h() 0x3 a.c:9;\n"
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb truncated | 0:f() 0x1 a.c:7;\n" },
	{ "where a signal stopped the process",
	    "Thread 7 \"a\" received signal SIGSEGV, Segmentation fault.\n"
	    "[Switching to Thread 0x7f1 (LWP 9)]\n"
	    "0x1 in f (x=1) at a.c:7\n"
	    "7\t  x();\n",
	    " tid 7 lwp 9 pthread 0x7f1 comm a tool gdb current crashed truncated signal SIGSEGV | "
	    "0:f(x=1) 0x1 a.c:7;\n" },
	{ "the same in a library",
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "0x1 in f () from /lib/l.so\n",
	    " tool gdb current crashed truncated signal SIGSEGV | 0:f() 0x1 /lib/l.so;\n" },
	{ "the same, wrapped",
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "f (x=1,\n"
	    "    y=2) at a.c:7\n",
	    " tool gdb current crashed truncated signal SIGSEGV | 0:f(x=1, y=2) a.c:7;\n" },
	{ "words in brackets",
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "f (see below)\n",
	    "" },
	{ "the same with a value, and without a place",
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "f (y=2)\n",
	    "" },
	{ "a thread of another inferior",
	    "Thread 2.7 \"a\" received signal SIGSEGV, Segmentation fault.\n"
	    "f () at a.c:7\n",
	    " inferior 2 tid 7 comm a tool gdb current crashed truncated signal SIGSEGV | 0:f() "
	    "a.c:7;\n" },
	{ "a stop, and a row of the same thread",
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "0x1 in f () at a.c:7\n"
	    "  1    Thread 0x7f1 (LWP 9) 0x1 in f () at a.c:7\n",
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb current crashed truncated signal SIGSEGV | 0:f() "
	    "0x1 a.c:7;\n" },
	{ "a row without a place, and then a stop",
	    "  1    Thread 0x7f1 (LWP 9)\n"
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "0x1 in f () at a.c:7\n"
	    "0x2 in g () at a.c:8\n",
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb truncated |\n"
	    " tool gdb current crashed truncated signal SIGSEGV | 0:f() 0x1 a.c:7;\n" },
	{ "a row behind a header, wrapped",
	    "Thread 2 (Thread 0x7f2 (LWP 10)):\n"
	    "#0  0x2 in g () at a.c:8\n"
	    "* 1    Thread 0x7f1 (LWP 9) 0x1 in f (a=1,\n"
	    "    b=2) at a.c:7\n",
	    " tid 2 lwp 10 pthread 0x7f2 tool gdb | 0:g() 0x2 a.c:8;\n"
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb current truncated | 0:f(a=1, b=2) 0x1 a.c:7;\n" },
	{ "no place below a warning",
	    "  1    Thread 0x7f1 (LWP 9) warning: no\n"
	    "0x1 and words\n"
	    "  2    Thread 0x7f2 (LWP 10)\n"
	    "    0x2 in g () at a.c:8\n",
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb truncated |\n"
	    " tid 2 lwp 10 pthread 0x7f2 tool gdb truncated | 0:g() 0x2 a.c:8;\n" },
	{ "a table again",
	    "  1    Thread 0x7f1 (LWP 9) 0x1 in f () at a.c:7\n"
	    "  2    Thread 0x7f2 (LWP 10) 0x2 in g () at a.c:8\n"
	    "  1    Thread 0x7f1 (LWP 9) 0x3 in h () at a.c:9\n",
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb truncated | 0:f() 0x1 a.c:7;\n"
	    " tid 2 lwp 10 pthread 0x7f2 tool gdb truncated | 0:g() 0x2 a.c:8;\n"
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb truncated | 0:h() 0x3 a.c:9;\n" },
	{ "gdb says more before the place",
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "[New LWP 9]\n"
	    "0x1 in f () at a.c:7\n",
	    " tool gdb current crashed truncated signal SIGSEGV | 0:f() 0x1 a.c:7;\n" },
	{ "other words come before it",
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "words\n"
	    "0x1 in f () at a.c:7\n",
	    "" },
	{ "two stops",
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "0x1 in f () at a.c:7\n"
	    "Program received signal SIGTRAP, Trace/breakpoint trap.\n"
	    "0x2 in g () at a.c:8\n",
	    " tool gdb current crashed truncated signal SIGSEGV | 0:f() 0x1 a.c:7;\n"
	    " tool gdb current crashed truncated signal SIGTRAP | 0:g() 0x2 a.c:8;\n" },
	{ "a stop and its backtrace",
	    "Program received signal SIGSEGV, Segmentation fault.\n"
	    "0x1 in f () at a.c:7\n"
	    "#0  0x1 in f () at a.c:7\n"
	    "#1  0x2 in m () at a.c:9\n",
	    " tool gdb current crashed signal SIGSEGV | 0:f() 0x1 a.c:7; 1:m() 0x2 a.c:9;\n" },
};

int
main(void)
{
	threadtext_cases(&gdb_debugger, cases, COUNT_OF(cases));
	/* stacktraces.py makes no threads of rows and stops */
	threadtext_as_original(
	    "  1    Thread 0x7f1 (LWP 9) 0x1 in f () at a.c:7\n"
	    "Program received signal SIGSEGV, Segmentation fault.\n0x1 in f () at a.c:7\n",
	    "");
	CHECK(infothreads_is_row(BYTES("* 1    Thread 0x7f1 (LWP 9) \"a\" 0x1 in f () at a.c:7")));
	CHECK(!infothreads_is_row(BYTES("    a=1) at a.c:7")));
	return check_end();
}
