#include "native/gdb/gdb.h"

#include "check.h"

enum { CEILING = 1 << 20 };

/*
 * `lines` are the log's. `threads` has, for each that comes of it, its number (?: none), `*` where it is the current one,
 * `!` where it took the signal, its functions, `+` where there are more frames.
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
feed(struct dialect *dialect, struct bytes lines)
{
	struct bytes text;

	while (bytes_next(&lines, '\n', &text)) {
		dialect->line++;
		gdb_debugger.feed(dialect, &(struct line){ .text = text });
	}
	gdb_debugger.end(dialect);
}

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

/* A warning between the two lines of a frame is no part of it, nor is a line of source. */
static void
wrapped_around_others(void)
{
	struct dialect dialect = { .drafts = drafts_new(CEILING),
		.snapshot = snapshot_new(CEILING) };
	struct draft *draft;

	dialect.gdb = gdb_new(&dialect);
	if (!CHECK(dialect.drafts != NULL && dialect.snapshot != NULL && dialect.gdb != NULL))
		return;
	feed(&dialect, BYTES("#0  f (x=1,\nwarning: no such file\n9\tx();\n    y=2) at a.c:7\n"));
	draft = drafts_take(dialect.drafts);
	if (CHECK(draft != NULL))
		CHECK_TEXT(draft->thread.frames->args, BYTES("(x=1, y=2)"));
	gdb_free(dialect.gdb);
	drafts_free(dialect.drafts);
	owners_free(&dialect.owners);
	samples_free(&dialect.samples);
	snapshot_free(dialect.snapshot);
}

static void
check_case(size_t n)
{
	struct dialect dialect = { .drafts = drafts_new(CEILING),
		.snapshot = snapshot_new(CEILING) };
	struct buffer got = { .ceiling = CEILING };
	struct draft *draft;

	dialect.gdb = gdb_new(&dialect);
	if (!CHECK(dialect.drafts != NULL && dialect.snapshot != NULL && dialect.gdb != NULL))
		return;
	feed(&dialect, bytes_of(cases[n].lines));
	while ((draft = drafts_take(dialect.drafts)) != NULL)
		show(&got, &draft->thread);
	if (!CHECK_TEXT(buffer_bytes(&got), bytes_of(cases[n].threads)))
		printf("   %s\n", cases[n].name);
	buffer_free(&got);
	gdb_free(dialect.gdb);
	drafts_free(dialect.drafts);
	owners_free(&dialect.owners);
	samples_free(&dialect.samples);
	snapshot_free(dialect.snapshot);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(n);
	wrapped_around_others();
	return check_end();
}
