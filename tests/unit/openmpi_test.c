#include "native/printed/openmpi.h"

#include "debugger.h"

/*
 * Lines, and for each thread that comes of them: `host:pid signal`, `+` where its innermost frames are missing, and
 * ` level:module+offset` or ` level:function` for each frame; a `-` in place of host and pid of a thread whose process
 * nobody knows.
 */
static const struct {
	const char *name, *lines, *threads;
} cases[] = {
	{ "two processes, line by line",
	    "[n1:8] *** Process received signal ***\n[n1:8] Signal: Segmentation fault (11)\n"
	    "[n2:8] *** Process received signal ***\n[n1:8] Signal code:  (1)\n"
	    "[n2:8] Signal: Aborted (6)\n[n1:8] [ 0] a.so(+0x3c)[0x7f1]\n"
	    "[n2:8] [ 0] b(f+0x1)[0x7f2]\n[n1:8] [ 1] a(g+0x2)[0x7f3]\n"
	    "[n2:8] *** End of error message ***\n[n1:8] [ 2] a(main+0x3)[0x7f4]\n"
	    "[n1:8] *** End of error message ***\n",
	    "n2:8 SIGABRT 0:f\nn1:8 SIGSEGV 0:a.so+60 1:g 2:main\n" },
	{ "no end",
	    "[n1:8] *** Process received signal ***\n[n1:8] [ 0] a(f+0x1)[0x7f1]\n"
	    "[n1:9] *** Process received signal ***\n[n1:9] [ 0] a(g+0x1)[0x7f1]\n",
	    "n1:8  0:f\nn1:9  0:g\n" },
	{ "the same process crashes once more",
	    "[n1:8] *** Process received signal ***\n[n1:8] [ 0] a(f+0x1)[0x7f1]\n"
	    "[n1:8] *** Process received signal ***\n[n1:8] Signal: Aborted (6)\n"
	    "[n1:8] [ 0] a(g+0x1)[0x7f1]\n",
	    "n1:8  0:f\nn1:8 SIGABRT 0:g\n" },
	{ "its beginning is missing", "[n1:8] [ 1] a(f+0x1)[0x7f1]\n[n1:8] [ 2] a(g+0x1)[0x7f1]\n",
	    "n1:8 + 1:f 2:g\n" },
	{ "no frames", "[n1:8] *** Process received signal ***\n[n1:8] Signal: Aborted (6)\n", "" },
	{ "the one in the middle ends first",
	    "[n1:1] [ 0] a(f+0x1)[0x7f1]\n[n1:2] [ 0] a(g+0x1)[0x7f1]\n"
	    "[n1:3] [ 0] a(h+0x1)[0x7f1]\n[n1:2] *** End of error message ***\n"
	    "[n1:3] *** End of error message ***\n[n1:4] [ 0] a(i+0x1)[0x7f1]\n",
	    "n1:2  0:g\nn1:3  0:h\nn1:1  0:f\nn1:4  0:i\n" },
	{ "the one in the middle ends, and another begins",
	    "[n1:1] [ 0] a(f+0x1)[0x7f1]\n[n1:2] [ 0] a(g+0x1)[0x7f1]\n"
	    "[n1:3] [ 0] a(h+0x1)[0x7f1]\n[n1:2] *** End of error message ***\n"
	    "[n1:4] [ 0] a(i+0x1)[0x7f1]\n",
	    "n1:2  0:g\nn1:1  0:f\nn1:3  0:h\nn1:4  0:i\n" },
	{ "a signal of macOS, and one that has no name",
	    "[n1:1] *** Process received signal ***\n[n1:1] Signal: Bus error: 10 (7)\n"
	    "[n1:1] [ 0] a(f+0x1)[0x7f1]\n[n1:2] *** Process received signal ***\n"
	    "[n1:2] Signal: Real-time signal 0 (34)\n[n1:2] [ 0] a(g+0x1)[0x7f1]\n",
	    "n1:1 SIGBUS 0:f\nn1:2  0:g\n" },
	{ "a frame in a line of its own",
	    "[n1:8] [ 0] \n[n1:9] [ 0] a(g+0x1)[0x7f1]\na(f+0x1)[0x7f2]\n", "-  0:f\nn1:9  0:g\n" },
	{ "a frame in a line of its own, of the one process that waits for it",
	    "[n1:8] *** Process received signal ***\n[n1:8] [ 0] a(f+0x1)[0x7f1]\n"
	    "[n1:8] [ 1] \na(g+0x1)[0x7f2]\na(h+0x1)[0x7f3]\n",
	    "-  0:h\nn1:8  0:f 1:g\n" },
	{ "of two that wait, nobody knows whose it is; then of the one alone",
	    "[n1:8] [ 0] a(f+0x1)[0x7f1]\n[n1:9] [ 0] a(g+0x1)[0x7f1]\n[n1:8] [ 1] \n"
	    "[n1:9] [ 1] \na(h+0x1)[0x7f2]\n[n1:8] [ 2] a(i+0x1)[0x7f3]\na(j+0x1)[0x7f4]\n"
	    "[n1:9] [ 2] a(k+0x1)[0x7f5]\n[n1:9] [ 3]\na(l+0x1)[0x7f6]\n",
	    "-  0:h\n-  0:j\nn1:8  0:f 2:i\nn1:9  0:g 2:k 3:l\n" },
	{ "the process that waits crashes once more",
	    "[n1:8] [ 0] a(f+0x1)[0x7f1]\n[n1:8] [ 1] \n[n1:8] *** Process received signal ***\n"
	    "a(h+0x1)[0x7f2]\n[n1:8] [ 0] a(g+0x1)[0x7f1]\n",
	    "n1:8  0:f\n-  0:h\nn1:8  0:g\n" },
	{ "one process begins in another one's line",
	    "[n1:8] [ 0] a(f+0x1)[0x7f1]\n[n1:8] *** End of error message ***[n2:9] *** Process "
	    "received signal ***\n[n2:9] [ 0] a(g+0x1)[0x7f1]\n",
	    "n1:8  0:f\nn2:9  0:g\n" },
	{ "other lines between",
	    "[n1:8] [ 0] a(f+0x1)[0x7f1]\nrow 7 of 9\n[n1:9] row 8 of 9\n"
	    "[n1:8] [ 1] a(g+0x1)[0x7f1]\n",
	    "n1:8  0:f 1:g\n" },
};

static void
show(struct buffer *out, const struct thread *thread)
{
	char text[200];

	if (thread->process.pid < 0)
		buffer_append(out, BYTES("- "));
	else {
		snprintf(text, sizeof(text), "%.*s:%lld %.*s", (int)thread->process.host.len,
		    thread->process.host.at, thread->process.pid, (int)thread->signal.len,
		    thread->signal.at);
		buffer_append(out, bytes_of(text));
		CHECK(thread->crashed && thread->current);
	}
	if (thread->truncated)
		buffer_byte(out, '+');
	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		struct bytes name = frame->function.len > 0 ? frame->function : frame->module;

		snprintf(text, sizeof(text), " %lld:%.*s", frame->level, (int)name.len, name.at);
		buffer_append(out, bytes_of(text));
		if (frame->function.len == 0) {
			snprintf(text, sizeof(text), "+%lld", frame->module_offset);
			buffer_append(out, bytes_of(text));
		}
	}
	buffer_byte(out, '\n');
}

static void
check_log(struct dialect *dialect, size_t n)
{
	struct buffer got = { .ceiling = 1000 };
	struct draft *draft;

	debugger_feed(dialect, &openmpi_debugger, bytes_of(cases[n].lines));
	while ((draft = drafts_take(dialect->drafts)) != NULL)
		show(&got, &draft->thread);
	if (!CHECK_TEXT(buffer_bytes(&got), bytes_of(cases[n].threads)))
		printf("   %s\n", cases[n].name);
	CHECK(dialect->held.first == NULL);
	buffer_free(&got);
}

/* Nothing is kept from one log to the next: the same log once more gives the same. */
static void
check_case(size_t n)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	check_log(&dialect, n);
	CHECK(dialect.bare_reports == (cases[n].threads[0] == '\0'));
	check_log(&dialect, n);
	debugger_close(&dialect);
}

/* What the line begins of those that come before any of Open MPI's, or among its own. */
static void
begins(const char *line, bool wanted)
{
	struct dialect dialect = { .line = 0 };

	if (!CHECK(debugger_begins(&dialect, &openmpi_debugger, line, false) ==
		(wanted ? BEGINS_PROCESS : BEGINS_NOTHING)))
		printf("   %s\n", line);
	CHECK(debugger_begins(&dialect, &openmpi_debugger, line, true) == BEGINS_NOTHING);
}

/* mpirun --tag-output and a log put so many bytes before the line's own. */
static void
carried(size_t before, bool wanted)
{
	char line[400];

	memset(line, '.', before);
	strcpy(line + before, "[n1:8] [ 0] a(f+0x1)[0x7f1]");
	begins(line, wanted);
}

/* Whether the line is of use to it, where one report is open. */
static void
is_stray(const char *line, bool wanted)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	debugger_feed_line(&dialect, &openmpi_debugger, BYTES("[n1:8] [ 0] a(f+0x1)[0x7f1]"));
	CHECK(!dialect.stray);
	debugger_feed_line(&dialect, &openmpi_debugger, bytes_of(line));
	if (!CHECK(dialect.stray == wanted))
		printf("   %s\n", line);
	openmpi_debugger.end(&dialect);
	debugger_close(&dialect);
}

/* Of 1,024 processes reports are open; what comes of one more is lost, and that is known. */
static void
many(void)
{
	struct dialect dialect;
	char line[100];

	if (!debugger_open(&dialect))
		return;
	for (int i = 0; i < 1025; i++) {
		CHECK(!dialect.snapshot->lost);
		snprintf(line, sizeof(line), "[n1:%d] [ 0] a(f+0x1)[0x7f1]", 1000 + i);
		debugger_feed_line(&dialect, &openmpi_debugger, bytes_of(line));
	}
	CHECK(dialect.snapshot->lost);
	openmpi_debugger.end(&dialect);
	for (int i = 0; i < 1024; i++)
		CHECK(drafts_take(dialect.drafts) != NULL);
	CHECK(drafts_take(dialect.drafts) == NULL);
	debugger_close(&dialect);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(n);
	begins("[node1:811] *** Process received signal ***", true);
	begins("[node-1.example:811] [ 0] /lib/libc.so.6(+0x3c050)[0x7f4ab2b6f050]", true);
	begins("[mac:8] [ 0] 0   loom.dylib      0x00000001038a3fb0 weave + 1088", true);
	begins("[1,1]<stderr>:[node2:811] *** Process received signal ***", true);
	begins("[node1:811] Signal: Segmentation fault (11)", false);
	begins("[node1:811] [ 0] ", false);
	begins("[node1:811] a(f+0x1)[0x7f1]", false);
	begins("[node1:811] [ x] a(f+0x1)[0x7f1]", false);
	begins("[node1:811] [ 0 a(f+0x1)[0x7f1]", false);
	begins("[node1:811]*** Process received signal ***", false);
	begins("[10:20] *** Process received signal ***", false); /* a time */
	begins("[a b:20] *** Process received signal ***", false);
	begins("[node1:x] *** Process received signal ***", false);
	begins("*** Process received signal ***", false);
	carried(249, true);
	carried(250, false);
	is_stray("row 7 of 9", true);
	is_stray("[n1:9] row 8 of 9", true);
	is_stray("[n1:8] row 8 of 9", false);
	is_stray("a(f+0x1)[0x7f1]", false);
	many();
	return check_end();
}
