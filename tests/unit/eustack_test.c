#include "native/eustack.h"

#include "debugger.h"

static const struct debugger_case cases[] = {
	{ "PID 9 - process\nTID 9:\n"
	  "#0  0x00007f1 __poll@GLIBC_2.2.5 - /lib/libc.so.6\n"
	  "#1  0x0000551 - 1 main - /bin/a\n"
	  "TID 10:\n"
	  "#0  0x00007f2     f(int) - [vdso: 9]\n",
	    { "-1 9\n__poll||/lib/libc.so.6|-1|:-1\nmain||/bin/a|-1|:-1\n",
		"-1 10\nf(int)||[vdso: 9]|-1|:-1\n" } },
	/* an inlined function has the address of the one that it is inlined into */
	{ "TID 9:\n#0  0x1     f - a\n#1  0x1     g - a\n#2  0x1     g - a\n#3  0x2     main - a\n",
	    { "-1 9\nf||a|-1|:-1 inlined\ng||a|-1|:-1\ng||a|-1|:-1\nmain||a|-1|:-1\n" } },
	/* lines below a frame that belong to it, and others */
	{ "TID 9:\n#0  0x1     f - a\n    [ab12]@0x400000+0x118d\n    /src/a.c:7:3\n"
	  "#1  0x2     g - a\n    no place\n/src/b.c:7\n",
	    { "-1 9\nf||a|-1|/src/a.c:7\ng||a|-1|:-1\n" } },
	/* a source line after the module */
	{ "TID 9:\n#0  0x1     f - /bin/a   /src/a.c:7\n#1  0x2     g(x - y) - b\n#2  0x3\n#3  0x "
	  "f - a\n",
	    { "-1 9\nf||/bin/a|-1|/src/a.c:7\ng(x - y)||b|-1|:-1\n|||-1|:-1\nraw: #3  0x f - "
	      "a\n" } },
	{ "TID 9:\n#0  no address\n#1  0x1     - 12 f - a\n",
	    { "-1 9\nraw: #0  no address\n- 12 f||a|-1|:-1\n" } },
	/* the address is that after a call, also for a frame without a name; the file is gone */
	{ "TID 9:\n#0  0x1 - 1\n#1  0x2 - 1     f - /bin/a (deleted)\n#2  0x3 - 1x f - a\n",
	    { "-1 9\n|||-1|:-1\nf||/bin/a|-1|:-1\n- 1x f||a|-1|:-1\n" } },
	/* without addresses no frame is known to be inlined */
	{ "TID 9:\n#0  f\n#1  g\n", { "-1 9\nraw: #0  f\nraw: #1  g\n" } },
	{ "#0  0x1     f - a\n", { NULL } },
};

/* Other lines are offered to other debuggers, and a new process ends the thread before. */
static void
strays(struct dialect *dialect)
{
	static const char *const lines[] = { "red", "TID 9:", "#0  0x1     f - a", "    a.c:7",
		"eu-stack: red", "PID 9 - process" };

	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		dialect->stray = false;
		eustack_debugger.feed(dialect, &(struct line){ .text = bytes_of(lines[i]) });
		CHECK(dialect->stray == (i == 0 || i == 4));
	}
	CHECK(dialect->open == NULL && drafts_take(dialect->drafts) != NULL);
}

static void
whose_lines(struct dialect *dialect)
{
	const struct debugger *eustack = &eustack_debugger;

	CHECK(debugger_begins(dialect, eustack, "PID 9 - process", false) == BEGINS_PROCESS);
	CHECK(debugger_begins(dialect, eustack, "PID 9: a", false) == BEGINS_NOTHING);
	CHECK(debugger_begins(dialect, eustack, "PID x - process", false) == BEGINS_NOTHING);
	CHECK(debugger_begins(dialect, eustack, "TID 9:", false) == BEGINS_THREAD);
	CHECK(debugger_begins(dialect, eustack, "TID 9: ", false) == BEGINS_THREAD);
	CHECK(debugger_begins(dialect, eustack, "TID 9", false) == BEGINS_NOTHING);
	CHECK(debugger_begins(dialect, eustack, "TID 9: x", false) == BEGINS_NOTHING);
	CHECK(debugger_begins(dialect, eustack, "Thread 1 (LWP 9):", false) == BEGINS_NOTHING);
}

/* eu-stack's messages at the end of a thread. */
static void
messages(struct dialect *dialect)
{
	struct draft *draft;

	debugger_feed(dialect, &eustack_debugger,
	    BYTES("PID 9 - process\nTID 9:\n#0  0x1     f - a\n    [ab12]@0x400000+0x118d\n"
		  "eu-stack: tid 9: shown max number of frames (1, use -n 0 for unlimited)\n"
		  "TID 10:\n#0  0x1     f - a\neu-stack: dwfl_thread_getframes tid 10: no more\n"));
	CHECK(snapshot_process(dialect->snapshot)->pid == 9);
	draft = drafts_take(dialect->drafts);
	if (!CHECK(draft != NULL))
		return;
	CHECK(draft->thread.truncated && draft->thread.stopped.len == 0);
	CHECK_TEXT(draft->thread.frames->build_id, BYTES("ab12"));
	CHECK_TEXT(draft->thread.frames->address, BYTES("0x1"));
	CHECK_TEXT(draft->thread.tool, BYTES("eu-stack"));
	draft = drafts_take(dialect->drafts);
	if (!CHECK(draft != NULL))
		return;
	CHECK(!draft->thread.truncated);
	CHECK_TEXT(draft->thread.stopped, BYTES("dwfl_thread_getframes tid 10: no more"));
}

int
main(void)
{
	struct dialect dialect;

	if (!debugger_check(&eustack_debugger, cases, COUNT_OF(cases)) || !debugger_open(&dialect))
		return check_end();
	whose_lines(&dialect);
	messages(&dialect);
	strays(&dialect);
	debugger_close(&dialect);
	return check_end();
}
