#include "native/gdb/gdb.h"

#include "threadtext.h"

/*
 * `lines` is a log. `threads` has its threads: the number (?: none), `*` if it is the current one,
 * `!` if it took the signal, its functions, and `+` if there are more frames.
 */
static const struct {
	const char *name, *lines, *threads;
} cases[] = {
	{ "a plain backtrace", "#0  f () at a.c:7\n#1  main () at a.c:9\n", "?* f main\n" },
	{ "its first frame is wrapped",
	    "#7  0x1 in f (a=1,\n    b=2) at a.c:7\n#8  main () at a.c:9\n", "?* f main +\n" },
	{ "a frame alone, wrapped", "#7  f (a=1,\n    b=2) at a.c:7\n7\tx();\n", "?* f +\n" },
	{ "a frame that is never whole", "#7  0x1 in f (a=1,\nwords\n", "?* f +\n" },
	{ "the innermost cannot be taken apart", "#0  0x1 in some day\n#1  0x2 in f () at a.c:7\n",
	    "?*  f\n" },
	{ "prose", "#7  Workaround (see below)\nwords\n#8  0x1 in f () at a.c:7\n", "?* f +\n" },
	{ "prose, then a header",
	    "#7  Workaround (see below\nThread 1 (LWP 5):\n#0  f () at a.c:7\n", "1 f\n" },
	{ "prose behind it",
	    "#0  f () at a.c:7\n#1  main () at a.c:9\n\n#2 Workaround\n#4 (see #5)\n#3 Do so (if\n",
	    "?* f main\n" },
	{ "bt 1, bt",
	    "#0  f () at a.c:7\n(More stack frames follow...)\n"
	    "#0  f () at a.c:7\n#1  main () at a.c:9\n",
	    "?* f main\n" },
	{ "bt, other lines, bt",
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n#1  main () at a.c:9\n$1 = 0\n"
	    "#0  f () at a.c:7\n#1  main () at a.c:9\n$2 = 0\n#0  f () at a.c:7\n#1  w () at "
	    "a.c:8\n",
	    "3* f main\n3* f main\n? f w\n" },
	{ "a step, after which the same thread is selected",
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n#1  main () at a.c:9\nnext\n"
	    "8\tx();\n#0  g () at a.c:8\n#1  main () at a.c:9\n",
	    "3* f main\n3* g main\n" },
	{ "bt, all of them as a person asked",
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n#1  main () at a.c:9\n"
	    "thread apply all -q bt\n#0  f () at a.c:7\n#1  main () at a.c:9\n",
	    "3* f main\n? f main\n" },
	{ "a level again, of another frame",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#5  0x0 in ?? ()\n#5  g () at a.c:8\n"
	    "#6  main () at a.c:9\n",
	    "2 f ?? g main +\n" },
	{ "a frame again",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#1  g (a=1, b=2) at a.c:8\n#2  main () at "
	    "a.c:9\n"
	    "#1  g (a=1, \n    b=2) at a.c:8\n8\tx();\n",
	    "2 f g main\n" },
	{ "a frame again, its arguments changed",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#1  g (a=1) at a.c:8\n#2  main () at a.c:9\n"
	    "#1  g (a=2) at a.c:8\n8\tx();\n",
	    "2 f g main\n" },
	{ "a second backtrace without #0",
	    "Thread 2 (LWP 6):\n#1  f () at a.c:7\n#2  main () at a.c:9\n"
	    "#1  g () at b.c:7\n#2  work () at b.c:9\n",
	    "2 f main +\n? g work +\n" },
	{ "gdb 6.8 shows the selected thread's place once more",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#1  main () at a.c:9\n#0  g () at b.c:7\n",
	    "2 f main\n" },
	{ "a place between threads",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#0  g () at b.c:7\nThread 1 (LWP 5):\n"
	    "#0  h () at b.c:8\n",
	    "2 f\n1 h\n?* g\n" },
	{ "systemd's text begins within a thread",
	    "#1  0x2 n/a (liba.so + 0x2)\nStack trace of thread 5:\n#0  0x1 f (a + 0x1)\n",
	    "?  +\n? f\n" },
	{ "two of them", "#0  f () at a.c:7\n#1  main () at a.c:9\n#0  g () at a.c:8\n",
	    "?* f main\n? g\n" },
	{ "a core's place, then its backtrace",
	    "#0  f () at a.c:7\n7\tx();\n[Current thread is 1 (LWP 5)]\n"
	    "#0  f () at a.c:7\n#1  main () at a.c:9\n",
	    "1* f main\n" },
	{ "a core's place alone", "#0  f () at a.c:7\n7\tx();\n[Current thread is 1 (LWP 5)]\n",
	    "1* f\n" },
	{ "a core's place, then its thread",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\nThread 1 (LWP 5):\n#0  o () at "
	    "a.c:3\n",
	    "1* o\n" },
	{ "a core's place, then another thread",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\nThread 2 (LWP 6):\n#0  o () at "
	    "a.c:3\n",
	    "2 o\n1* f\n" },
	{ "a thread is selected",
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n7\tx();\n"
	    "#0  f () at a.c:7\n#1  main () at a.c:9\n#0  g () at a.c:8\n",
	    "3* f main\n? g\n" },
	{ "two are selected",
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n7\tx();\n"
	    "[Switching to thread 2 (LWP 6)]\n#0  g () at a.c:8\n8\ty();\n",
	    "3* f\n2* g\n" },
	{ "bt, bt full",
	    "#0  f () at a.c:7\n#1  m () at a.c:9\n"
	    "#0  f () at a.c:7\n\tv = 1\n#1  m () at a.c:9\nNo locals.\n",
	    "?* f m\n?* f m\n" },
	{ "a core's place, then all",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\n"
	    "#0  g () at a.c:8\n#1  m () at a.c:9\n#0  f () at a.c:7\n#1  m () at a.c:9\n",
	    "? g m\n1* f m\n" },
	{ "a core's place, then all, two at it",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\n#0  g () at a.c:8\n#1  m () at "
	    "a.c:9\n"
	    "#0  f () at a.c:7\n#1  w () at a.c:5\n#0  f () at a.c:7\n#1  m () at a.c:9\n",
	    "? g m\n? f w\n? f m\n1* f\n" },
	{ "a core's place, then all, and it is not the last",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\n#0  g () at a.c:8\n#1  m () at "
	    "a.c:9\n"
	    "#0  f () at a.c:7\n#1  m () at a.c:9\n#0  h () at a.c:4\n#1  m () at a.c:9\n",
	    "? g m\n? f m\n? h m\n1* f\n" },
	{ "bt, all full with its like",
	    "#0  f () at a.c:7\n#1  m () at a.c:9\n#0  f () at a.c:7\n\tv = 1\n#1  m () at a.c:9\n"
	    "#0  f () at a.c:7\n\tv = 2\n#1  m () at a.c:9\n",
	    "?* f m\n? f m\n? f m\n" },
	{ "bt, all full without its like",
	    "#0  f () at a.c:7\n#1  m () at a.c:9\n#0  g () at a.c:7\n\tv = 1\n#1  m () at a.c:9\n"
	    "#0  f () at a.c:7\n\tv = 2\n#1  m () at a.c:9\n",
	    "?* f m\n? g m\n?* f m\n" },
	{ "bt, bt full, and another is selected",
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n#1  m () at a.c:9\n"
	    "#0  f () at a.c:7\n\tv = 1\n#1  m () at a.c:9\n"
	    "[Switching to thread 2 (LWP 6)]\n#0  g () at a.c:8\n8\ty();\n",
	    "3* f m\n3* f m\n2* g\n" },
	{ "a frame far out", "#4  f () at a.c:7\n", "?* f +\n" },
	{ "a header, then another, and its like without frames",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#1  m () at a.c:9\nThread 1 (LWP 5):\n"
	    "#0  g () at a.c:8\nThread 2 (LWP 6):\n",
	    "2 f m\n1 g\n" },
	{ "a backtrace behind a header's",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#1  m () at a.c:9\n\n"
	    "#0  g () at a.c:8\n#1  m () at a.c:9\n",
	    "2 f m\n?* g m\n" },
	{ "the same #0 pasted again",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#0  f () at a.c:7\n"
	    "#1  m () at a.c:9\n",
	    "2 f m\n" },
	{ "a backtrace that was quit",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#1  m () at a.c:9\nQuit\n", "2 f m +\n" },
	{ "a blank line ends a backtrace that is whole",
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#1  m () at a.c:9\n\nQuit\n", "2 f m\n" },
	{ "another is selected after the signal",
	    "Program terminated with signal SIGSEGV, Segmentation fault.\n"
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n#1  m () at a.c:9\n",
	    "3* f m\n" },
	{ "the selected one took the signal",
	    "Program terminated with signal SIGSEGV, Segmentation fault.\n"
	    "[Current thread is 3 (LWP 7)]\n#0  f () at a.c:7\n#1  m () at a.c:9\n",
	    "3*! f m\n" },
	{ "an instruction under one header, nothing under the next",
	    "Thread 2 (LWP 6):\n=> 0x55 <f>: ret\nThread 1 (LWP 5):\n", "1\n" },
	{ "no frame", "#4  problems of ours\n", "" },
};

static void
show(struct buffer *out, const struct thread *thread)
{
	char number[32] = "?";

	if (thread->tid >= 0)
		snprintf(number, sizeof(number), "%lld", thread->tid);
	buffer_append(out, bytes_of(number));
	if (thread->current)
		buffer_byte(out, '*');
	if (thread->crashed)
		buffer_byte(out, '!');
	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		buffer_byte(out, ' ');
		buffer_append(out, frame->function);
	}
	if (thread->truncated)
		buffer_append(out, BYTES(" +"));
	buffer_byte(out, '\n');
}

/* The same, and all that is known of each thread (threadtext.h). */
static const struct threadtext_case facts[] = {
	{ "a warning or a line of source between the two lines of a frame",
	    "#0  f (x=1,\nwarning: no such file\n9\tx();\n    y=2) at a.c:7\n",
	    " tool gdb current | 0:f(x=1, y=2) a.c:7;\n" },
	{ "prose with a word of gdb's, and a frame",
	    "#7  Workaround in x\n"
	    "#8  0x1 in f () at a.c:7\n",
	    " tool gdb current truncated | 8:f() 0x1 a.c:7;\n" },
	{ "a frame in doubt, and then a header",
	    "#7  0x1 in f (a=1,\n"
	    "Thread 1 (LWP 5):\n"
	    "#0  g () at a.c:7\n",
	    " tid 1 lwp 5 tool gdb | 0:g() a.c:7;\n" },
	{ "a cut frame and the next one",
	    "#7  weave (a=1,\n"
	    "#8  0x2 in f () at a.c:7\n",
	    " tool gdb current truncated | 7:weave raw #7  weave (a=1,; 8:f() 0x2 a.c:7;\n" },
	{ "a cut line and another level",
	    "#7  weave (a=1,\n"
	    "#3  0x2 in f () at a.c:7\n",
	    " tool gdb current truncated | 3:f() 0x2 a.c:7;\n" },
	{ "a backtrace, and one of another thread in doubt",
	    "[Switching to thread 3 (LWP 7)]\n"
	    "#0  f () at a.c:7\n"
	    "#1  main () at a.c:9\n"
	    "[Switching to thread 2 (LWP 6)]\n"
	    "#7  0x1 in g (a=1,\n"
	    "    b=2) at a.c:7\n",
	    " tid 3 lwp 7 tool gdb current | 0:f() a.c:7; 1:main() a.c:9;\n"
	    " tid 2 lwp 6 tool gdb current truncated | 7:g(a=1, b=2) 0x1 a.c:7;\n" },
	{ "the same #0 pasted again, below a limit",
	    "REM st-collect --max-frames=3\n"
	    "Thread 2 (LWP 6):\n"
	    "#0  f () at a.c:7\n"
	    "Backtrace stopped: odd\n"
	    "#0  f () at a.c:7\n"
	    "#1  m () at a.c:9\n",
	    " tid 2 lwp 6 tool gdb | 0:f() a.c:7; 1:m() a.c:9;\n" },
	{ "a frame behind a value that has braces open",
	    "#0  f () at a.c:7\n"
	    "        v = {a = 1,\n"
	    "#1  m () at a.c:9\n",
	    " tool gdb current | 0:f() a.c:7 v={a = 1,; 1:m() a.c:9;\n" },
	{ "a line like a frame in a value",
	    "#0  f () at a.c:7\n"
	    "        v = {a = 1,\n"
	    "#5 see (b\n"
	    "  c = 2}\n"
	    "#1  m () at a.c:9\n",
	    " tool gdb current | 0:f() a.c:7 v={a = 1,\n"
	    "#5 see (b\n"
	    "  c = 2}; 1:m() a.c:9;\n" },
	{ "a frame behind such a value, wrapped",
	    "#0  f () at a.c:7\n"
	    "        v = {a = 1,\n"
	    "#1  m (x=1,\n"
	    "    y=2) at a.c:9\n",
	    " tool gdb current | 0:f() a.c:7 v={a = 1,; 1:m(x=1, y=2) a.c:9;\n" },
	{ "the same of another level: it is more of the value",
	    "#0  f () at a.c:7\n"
	    "        v = {a = 1,\n"
	    "#3  m (x=1,\n"
	    "    y=2) at a.c:9\n",
	    " tool gdb current | 0:f() a.c:7 v={a = 1,\n"
	    "#3  m (x=1,\n"
	    "    y=2) at a.c:9;\n" },
	{ "prose behind a blank line",
	    "#0  f () at a.c:7\n"
	    "#1  m () at a.c:9\n"
	    "\n"
	    "#2  Workaround\n",
	    " tool gdb current | 0:f() a.c:7; 1:m() a.c:9;\n" },
	{ "gdb went on with the next frame behind a value that it could not print",
	    "#0  f () at a.c:7\n"
	    "        v = 1\n"
	    "Python Exception <class 'x'> y: \n"
	    "        w = #1  0x1 in m () at a.c:9\n"
	    "        s = #2  0x1 in g () at a.c:9\n",
	    " tool gdb current | 0:f() a.c:7 v=1; 1:m() 0x1 a.c:9 s=#2  0x1 in g () at a.c:9;\n" },
	{ "the same, and it is no next frame",
	    "#0  f () at a.c:7\n"
	    "Python Exception <class 'x'> y: \n"
	    "        w = #2  0x1 in m () at a.c:9\n"
	    "        s = 3\n",
	    " tool gdb current | 0:f() a.c:7 w=#2  0x1 in m () at a.c:9 s=3;\n" },
	{ "a frame that was cut by a limit",
	    "#0  f (a=1,\n"
	    "Quit\n"
	    "    b=2) at a.c:7\n",
	    " tool gdb current truncated | 0:f raw #0  f (a=1,;\n" },
	{ "why it goes no further",
	    "#0  f () at a.c:7\n"
	    "Cannot access memory at address 0x8\n",
	    " tool gdb current stopped Cannot access memory at address 0x8 | 0:f() a.c:7;\n" },
	{ "a line that says so behind a blank one",
	    "#0  f () at a.c:7\n"
	    "\n"
	    "Cannot access memory at address 0x8\n",
	    " tool gdb current | 0:f() a.c:7;\n" },
	{ "process N in two looks",
	    "Thread 2 (process 9):\n"
	    "#0  f () at a.c:7\n"
	    "Thread 1 (process 9):\n"
	    "#0  f () at a.c:7\n"
	    "  Id   Target Id         Frame\n"
	    "Thread 2 (process 6):\n"
	    "#0  f () at a.c:7\n"
	    "Thread 1 (process 5):\n"
	    "#0  f () at a.c:7\n",
	    " tid 2 tool gdb | 0:f() a.c:7;\n"
	    " tid 1 tool gdb | 0:f() a.c:7;\n"
	    " tid 2 lwp 6 tool gdb | 0:f() a.c:7;\n"
	    " tid 1 lwp 5 tool gdb | 0:f() a.c:7;\n" },
	{ "bt once more, its last frame cut",
	    "[Switching to thread 3 (LWP 7)]\n"
	    "#0  f () at a.c:7\n"
	    "#1  0x1 raise (libc.s\n"
	    "$1 = 0\n"
	    "#0  f () at a.c:7\n"
	    "#1  0x1 raise (libc.s\n"
	    "$2 = 0\n"
	    "#0  f () at a.c:7\n"
	    "#1  0x1 raise (libc.s\n"
	    "#0  g () at a.c:7\n"
	    "#1  m () at a.c:8\n",
	    " tid 3 lwp 7 tool gdb current | 0:f() a.c:7; 1:raise 0x1 raw #1  0x1 raise (libc.s;\n"
	    " tid 3 lwp 7 tool gdb current repeats | 0:f() a.c:7; 1:raise 0x1 raw #1  0x1 raise "
	    "(libc.s;\n"
	    " tid 3 lwp 7 tool gdb current repeats | 0:f() a.c:7; 1:raise 0x1 raw #1  0x1 raise "
	    "(libc.s;\n"
	    " tool gdb | 0:g() a.c:7 inlined; 1:m() a.c:8;\n" },
	{ "a place, and systemd's text",
	    "#0  f () at a.c:7\n"
	    "Stack trace of thread 9:\n"
	    "#0  0x7f n/a (/bin/a + 0x12)\n",
	    " lwp 9 tool systemd-coredump current crashed | 0: 0x7f /bin/a+18;\n" },
	{ "the mark of KDE's crash handler",
	    "Application: loomd (loomd), signal: Segmentation fault\n"
	    "Thread 2 (Thread 0x7f2 (LWP 10)):\n"
	    "#0  g () at a.c:8\n"
	    "Thread 1 (Thread 0x7f1 (LWP 9)):\n"
	    "[KCrash Handler]\n"
	    "#4  f () at a.c:7\n",
	    " tid 2 lwp 10 pthread 0x7f2 tool gdb | 0:g() a.c:8;\n"
	    " tid 1 lwp 9 pthread 0x7f1 tool gdb crashed truncated signal SIGSEGV | 4:f() "
	    "a.c:7;\n" },
	{ "gdb 6.8 shows the selected thread's place behind each",
	    "Thread 2 (LWP 6):\n"
	    "#0  f () at a.c:7\n"
	    "#1  m () at a.c:8\n"
	    "#0  g () at a.c:8\n"
	    "Thread 1 (LWP 5):\n"
	    "#0  h () at a.c:8\n"
	    "#0  g () at a.c:8\n",
	    " tid 2 lwp 6 tool gdb | 0:f() a.c:7; 1:m() a.c:8;\n"
	    " tid 1 lwp 5 tool gdb | 0:h() a.c:8;\n" },
};

static void
check_case(size_t n)
{
	struct buffer got = { .ceiling = 1 << 20 };
	struct dialect dialect;
	struct draft *draft;

	if (!debugger_open(&dialect))
		return;
	debugger_feed(&dialect, &gdb_debugger, bytes_of(cases[n].lines));
	while ((draft = drafts_take(dialect.drafts)) != NULL)
		show(&got, &draft->thread);
	if (!CHECK_TEXT(buffer_bytes(&got), bytes_of(cases[n].threads)))
		printf("   %s\n", cases[n].name);
	buffer_free(&got);
	debugger_close(&dialect);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(n);
	threadtext_cases(&gdb_debugger, facts, COUNT_OF(facts));
	/* to stacktraces.py a `#0` or a level that is there already is a frame like any other */
	threadtext_as_original(
	    "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#0  g () at a.c:8\n#1  m () at a.c:9\n"
	    "#1  n () at a.c:9\n",
	    " tid 2 lwp 6 tool gdb | 0:f() a.c:7; 0:g() a.c:8; 1:m() a.c:9; 1:n() a.c:9;\n");
	return check_end();
}
