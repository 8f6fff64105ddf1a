#include "native/kernel/ddb.h"

#include "debugger.h"

static const struct debugger_log logs[] = {
	{ "FreeBSD traces a thread",
	    "Tracing pid 811 tid 100431 td 0xfffff80003a5c000\nsched_switch() at sched_switch+0x1\n"
	    "Tracing command loom pid 9 pid 812 tid 100432 td 0xfffff80003a5c000\n"
	    "mi_switch() at mi_switch+0x2\n",
	    "kernel pid=811 lwp=100431: sched_switch\nkernel pid=812 lwp=100432 comm=loom pid 9: "
	    "mi_switch\n" },
	{ "no such thread", "Tracing tid 100431 td 0x1\npanic() at panic+0x43\n",
	    "kernel: panic\n" },
	{ "a heading without frames", "Tracing pid 811 tid 1 td 0x1\n", "" },
	{ "the first reason counts, and the panic of it is of the same stack",
	    "Fatal trap 12: page fault while in kernel mode\ncpuid = 1; apic id = 01\n"
	    "panic: page fault\nKDB: stack backtrace:\npanic() at panic+0x43\n",
	    "kernel reason=Fatal trap 12: page fault while in kernel mode: panic\n" },
	{ "NetBSD's trap",
	    "kernel: page fault trap, code=0\nStopped in pid 811.2 (loom d) at netbsd:f+0x1: x\n"
	    "f() at netbsd:f+0x1\n",
	    "kernel pid=811 comm=loom d reason=kernel: page fault trap, code=0: f in netbsd\n" },
	{ "a panic without words", "panic: \npanic() at panic+0x43\n", "kernel: panic\n" },
	{ "another panic behind frames", "panic: one\nf() at f+0x1\npanic: two\ng() at g+0x1\n",
	    "kernel reason=one: f\nkernel reason=two: g\n" },
	{ "who ran is said behind the frames, too",
	    "KDB: stack backtrace:\nf() at f+0x1\ncurrent process\t\t= 811 (loomd)\n"
	    "g() at g+0x1\n",
	    "kernel pid=811 comm=loomd: f; g\n" },
	{ "a process without a name", "current process = 811 (loomd\nf() at f+0x1\n",
	    "kernel pid=811: f\n" },
	{ "no process at all", "current process = none\nf() at f+0x1\n", "kernel: f\n" },
	{ "the thread that is looked at",
	    "[ thread pid 811 tid 100431 ]\nStopped at f+0x1: movq\nf() at f+0x1\n",
	    "kernel pid=811 lwp=100431: f\n" },
	{ "half of one", "[ thread pid 811 ]\nf() at f+0x1\n", "kernel: f\n" },
	{ "OpenBSD's processors",
	    "Stopped at f+0x1: leave\n    TID    PID    UID     PRFLAGS     PFLAGS  CPU  COMMAND\n"
	    "*117407  30019      0     0x14000      0x200    0K loomd\nf() at f+0x1\n",
	    "kernel pid=30019 lwp=117407 comm=loomd: f\n" },
	{ "a row cut short", "*117407  30019\nf() at f+0x1\n", "kernel: f\n" },
	{ "a narrow number", "*17407  30019 0K loomd\n* 9  7 0K x\nf() at f+0x1\n",
	    "kernel pid=7 lwp=9 comm=x: f\n" },
	{ "what is no heading does not count as one",
	    "f() at f+0x1\nred\nblue\nTracing tid 1 td 0x1\ng() at g+0x1\n",
	    "kernel: f\nkernel: g\n" },
	{ "the kernel's own process",
	    "Tracing pid 811 tid 1 td 0x1\ncurrent process = 0 (kernel)\nf() at f+0x1\n",
	    "kernel pid=0 lwp=1 comm=kernel: f\n" },
	{ "two stacks",
	    "KDB: stack backtrace:\nf() at f+0x1\nKDB: stack backtrace:\ng() at g+0x1\n",
	    "kernel: f\nkernel: g\n" },
	{ "the prompt ends a stack",
	    "f() at f+0x1\ndb> continue\ng() at g+0x1\nddb> c\nh() at h+0x1\nddb{1}> c\n"
	    "k() at k+0x1\ndb{0}> c\nl() at l+0x1\n",
	    "kernel: f\nkernel: g\nkernel: h\nkernel: k\nkernel: l\n" },
	{ "two lines of others are none of its", "f() at f+0x1\nred\n\nblue\ng() at g+0x1\n",
	    "kernel: f; g\n" },
	{ "three end it", "f() at f+0x1\nred\nblue\ngreen\ng() at g+0x1\n",
	    "kernel: f\nkernel: g\n" },
	{ "arm64 says the caller, and the registers of both",
	    "f() at g+0x1\n\t pc = 0x11  lr = 0x22\n\t sp = 0x1  fp = 0x2\n"
	    "g() at h+0x1\n\t pc = 0x22  lr = 0x33\n",
	    "kernel: f @0x11; g @0x22; h @0x33\n" },
	{ "the callee's name is not known", "?() at g+0x1\n", "kernel: g\n" },
	{ "registers alone", "pc = 0x11  lr = 0x22\nf() at g+0x1\npc = 0x11\n", "kernel: f; g\n" },
};

/* Other lines between a heading and its frames: 59 are skipped, and the sixtieth ends the stack. */
static void
check_headed(size_t others, const char *threads)
{
	struct buffer lines = { .len = 0 };

	buffer_append(&lines, BYTES("panic: one\n"));
	for (size_t i = 0; i < others; i++)
		buffer_append(&lines, BYTES("other\n"));
	buffer_append(&lines, BYTES("f() at f+0x1\n"));
	buffer_byte(&lines, '\0');
	debugger_check_log(&ddb_debugger, &(struct debugger_log){ "headed", lines.at, threads });
	buffer_free(&lines);
}

/* A line as wide as the terminal, of `width` bytes, goes on in the next one. */
static void
check_cut(int width, const char *rest, const char *threads)
{
	char lines[300];

	snprintf(lines, sizeof(lines), "g() at g+0x1\nf(%0*d) at f+0x1",
	    width - (int)strlen("f() at "), 1);
	lines[strlen("g() at g+0x1\n") + (size_t)width] = '\0';
	snprintf(lines + strlen(lines), sizeof(lines) - strlen(lines), "\n%s\n", rest);
	debugger_check_log(&ddb_debugger, &(struct debugger_log){ "cut", lines, threads });
}

static const struct debugger_beginning beginnings[] = {
	{ "KDB: stack backtrace:", BEGINS_THREAD },
	{ "Fatal trap 12: page fault while in kernel mode", BEGINS_THREAD },
	{ "Fatal trap 12", BEGINS_NOTHING },
	{ "Tracing pid 811 tid 100431 td 0xfffff80003a5c000", BEGINS_THREAD },
	{ "Tracing pid 811", BEGINS_NOTHING },
	{ "Stopped in pid 811.2 (loomd) at netbsd:f+0x1", BEGINS_THREAD },
	{ "Stopped in pid 811.2 (loomd", BEGINS_NOTHING },
	{ "panic: out of yarn", BEGINS_PERHAPS },
	{ "panic: ", BEGINS_NOTHING },
	{ "\tpanic: out of yarn", BEGINS_PERHAPS },
	{ "kernel: page fault trap, code=0", BEGINS_PERHAPS },
	{ "kernel: hello", BEGINS_NOTHING },
	{ "Stopped at f+0x1: movq", BEGINS_PERHAPS },
	{ "panic() at panic+0x43", BEGINS_PERHAPS },
	{ "*117407  30019      0     0x14000      0x200    0K loomd", BEGINS_NOTHING },
	{ "time = 12", BEGINS_NOTHING },
};

/* Checks whether a line confirms that the one before was ddb's. */
static void
check_follows(const char *held, const char *line, bool wanted)
{
	if (!CHECK(ddb_debugger.goes_on(bytes_of(held), bytes_of(line)) == wanted))
		printf("   %s, %s\n", held, line);
}

/* ddb's numbered frames look like gdb's, and are taken for ddb's while a stack is open. */
static void
check_owns(void)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	CHECK(!ddb_debugger.owns(&dialect));
	CHECK(debugger_begins(&dialect, &ddb_debugger, "f() at f+0x1", true) == BEGINS_NOTHING);
	ddb_debugger.feed(&dialect, &(struct line){ .text = BYTES("KDB: stack backtrace:") });
	CHECK(ddb_debugger.owns(&dialect));
	ddb_debugger.feed(&dialect, &(struct line){ .text = BYTES("#0 0xff at f+0x1") });
	CHECK(ddb_debugger.owns(&dialect) && !dialect.stray);
	ddb_debugger.feed(&dialect, &(struct line){ .text = BYTES("red") });
	CHECK(ddb_debugger.owns(&dialect) && dialect.stray);
	ddb_debugger.feed(&dialect, &(struct line){ .text = BYTES("db> ") });
	CHECK(!ddb_debugger.owns(&dialect));
	debugger_close(&dialect);
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(logs); i++)
		debugger_check_log(&ddb_debugger, &logs[i]);
	check_headed(59, "kernel reason=one: f\n");
	check_headed(60, "kernel: f\n");
	check_cut(80, "f+0x1", "kernel: g; f\n");
	check_cut(79, " f+0x1", "kernel: g\n");
	check_cut(78, "f+0x1", "kernel: g\n");
	check_cut(80, "h() at h+0x1", "kernel: g; h\n");
	debugger_check_beginnings(&ddb_debugger, beginnings, COUNT_OF(beginnings));
	check_follows("panic: one", "f() at f+0x1", true);
	check_follows("panic: one", "cpuid = 0", true);
	check_follows("panic: one", "Starting stack trace...", true);
	check_follows("panic: one", "", true);
	check_follows("panic: one", "goroutine 1 [running]:", false);
	check_follows("f() at f+0x1", "", false);
	check_owns();
	return check_end();
}
