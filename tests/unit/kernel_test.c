#include "native/kernel/kernel.h"

#include "native/kernel/kernelcallers.h"

#include "debugger.h"

static const struct debugger_log logs[] = {
	{ "a stack of /proc", "[<0>] do_wait+0x1/0x2\n[<0>] kernel_wait4+0x1/0x2\n",
	    "kernel: do_wait; kernel_wait4\n" },
	{ "two, each with its end",
	    "[<0>] f+0x1/0x2\n[<0>] 0xffffffffffffffff\n"
	    "[<0>] g+0x1/0x2\n[<0>] 0xffffffffffffffff\n",
	    "kernel: f\nkernel: g\n" },
	{ "two: the first one ends where its task entered the kernel",
	    "[<0>] f+0x1/0x2\n[<0>] entry_SYSCALL_64+0x1/0x2\n[<0>] g+0x1/0x2\n",
	    "kernel: f; entry_SYSCALL_64\nkernel: g\n" },
	{ "arm64 enters it in several frames",
	    "f+0x1/0x2\nel0_svc_common.constprop.0+0x1/0x2\nel0_svc+0x1/0x2\n"
	    "el0t_64_sync+0x1/0x2\ng+0x1/0x2\n",
	    "kernel: f; el0_svc_common.constprop.0; el0_svc; el0t_64_sync\nkernel: g\n" },
	{ "a frame that is in doubt ends nothing",
	    "f+0x1/0x2\n? ret_from_fork+0x1/0x2\ng+0x1/0x2\n", "kernel: f; ret_from_fork; g\n" },
	{ "a frame that is in doubt begins nothing",
	    "f+0x1/0x2\nret_from_fork+0x1/0x2\n? g+0x1/0x2\n", "kernel: f; ret_from_fork; g\n" },
	{ "other text ends frames alone", "f+0x1/0x2\nred\ng+0x1/0x2\n", "kernel: f\nkernel: g\n" },
	{ "grep has the task in each line",
	    "/proc/811/task/811/stack:[<0>] f+0x1/0x2\n/proc/811/task/811/stack:[<0>] g+0x1/0x2\n"
	    "/proc/811/task/812/stack:[<0>] h+0x1/0x2\n",
	    "kernel pid=811 lwp=811: f; g\nkernel pid=811 lwp=812: h\n" },
	{ "a script has the path above", "/proc/811/task/812\n[<0>] f+0x1/0x2\n",
	    "kernel pid=811 lwp=812: f\n" },
	{ "where other text ends the frames",
	    "/proc/811/task/812\n[<0>] f+0x1/0x2\nred\ng+0x1/0x2\n",
	    "kernel pid=811 lwp=812: f\nkernel: g\n" },
	{ "a hung task is where a processor is, too",
	    "INFO: task loomd:811 blocked for more than 122 seconds.\n"
	    "CPU: 1 PID: 811 Comm: loomd\nCall Trace:\n f+0x1/0x2\n",
	    "kernel pid=811 lwp=811 comm=loomd state=D "
	    "reason=blocked for more than 122 seconds: f\n" },
	{ "a hung task is told twice",
	    "INFO: task loomd:811 blocked for more than 122 seconds.\n"
	    "      Not tainted 6.5.0 #1\n"
	    "task:loomd state:D stack:0 pid:811 tgid:810 ppid:2 flags:0x4000\nCall Trace:\n"
	    " <TASK>\n f+0x1/0x2\n </TASK>\n",
	    "kernel pid=810 lwp=811 comm=loomd state=D "
	    "reason=blocked for more than 122 seconds: f\n" },
	{ "another one is another",
	    "INFO: task loomd:811 blocked for more than 122 seconds.\n"
	    "task:loomd state:D pid:812 tgid:812 ppid:2\nCall Trace:\n f+0x1/0x2\n",
	    "kernel pid=812 lwp=812 comm=loomd state=D: f\n" },
	{ "a trace without a heading", "Call Trace:\n f+0x1/0x2\nred\n g+0x1/0x2\n",
	    "kernel: f; g\n" },
	{ "a trace that is at its end takes no more",
	    "Call Trace:\n f+0x1/0x2\n ret_from_fork+0x1/0x2\nred\n g+0x1/0x2\n",
	    "kernel: f; ret_from_fork\nkernel: g\n" },
	{ "the report is over",
	    "Call Trace:\n f+0x1/0x2\nModules linked in: loom\n g+0x1/0x2\n"
	    "---[ end trace 0 ]---\n h+0x1/0x2\nKernel panic - not syncing\n k+0x1/0x2\n"
	    "RIP  [<ffffffffa0123456>] k+0x1/0x2\n",
	    "kernel: f\nkernel: g\nkernel: h\nkernel: k\n" },
	{ "an end without frames", "Call Trace:\n[<0>] 0xffffffffffffffff\n", "" },
	{ "a place above the frames is the innermost one",
	    "CPU: 1 PID: 811 Comm: loomd Not tainted 6.1.0\nRIP: 0010:f+0x1/0x2\n"
	    "Call Trace:\n g+0x1/0x2\nRIP: 0033:0x7f1c0a4b119d\n h+0x1/0x2\n",
	    "kernel pid=811 lwp=811 comm=loomd: f; g\nkernel: h\n" },
	{ "where an interrupt came, among them",
	    "Call Trace:\n f+0x1/0x2\n asm_exc_page_fault+0x1/0x2\nRIP: 0010:g+0x1/0x2\n"
	    " h+0x1/0x2\n",
	    "kernel: f; asm_exc_page_fault; g; h\n" },
	{ "where the program was, above them",
	    "CPU: 1 PID: 811 Comm: loomd\nRIP: 0033:0x7f1c0a4b119d\nCall Trace:\n f+0x1/0x2\n",
	    "kernel pid=811 lwp=811 comm=loomd: f\n" },
	{ "a place without a stack", "RIP: 0010:f+0x1/0x2\n", "" },
	{ "it stands twice, and counts once",
	    "CPU: 1 PID: 811 Comm: loomd\nRIP: 0010:f+0x1/0x2\nRIP: 0010:f+0x1/0x2\n"
	    "Call Trace:\n g+0x1/0x2\n",
	    "kernel pid=811 lwp=811 comm=loomd: f; g\n" },
	{ "ARM has two frames in a line, the second one again in the next",
	    "[<bf000014>] (f [loom]) from [<c0124abc>] (g+0x1/0x2)\n"
	    "[<c0124abc>] (g) from [<c0124ccc>] (h+0x1/0x2)\n",
	    "kernel: f @bf000014 in loom; g @c0124abc; h @c0124ccc\n" },
	{ "ARM, lines between left out", "(f) from (g+0x1/0x2)\n(h) from (k+0x1/0x2)\n",
	    "kernel: f; g; h; k\n" },
	{ "names are not known",
	    "Call trace:\n 0xffffffc000c81e2c [loom@000000006b7888f1+0x12000]\n "
	    "0xffffffffa04ab03d\n",
	    "kernel: @0xffffffc000c81e2c in loom; @0xffffffffa04ab03d\n" },
	{ "an address by itself is no stack", "0xffffffffa04ab03d\n", "" },
	{ "a stack of the past has a title",
	    "Freed by task 811:\n f+0x1/0x2\n\nAllocated by task 7:\n g+0x1/0x2\n",
	    "kernel stack=Freed by task 811: f\nkernel stack=Allocated by task 7: g\n" },
	{ "other headings of traces",
	    "Backtrace:\n(f) from (g+0x1/0x2)\nCall trace: frame pointer underflow\n h+0x1/0x2\n",
	    "kernel: f; g\nkernel: h\n" },
	{ "two traces begin at once",
	    "Call Trace:\nCall Trace:\n f+0x1/0x2\n ret_from_fork+0x1/0x2\n g+0x1/0x2\n"
	    " ret_from_fork+0x1/0x2\n h+0x1/0x2\n",
	    "kernel: h\n" },
	{ "two processors stumble at once",
	    "CPU: 1 PID: 811 Comm: loomd\nCPU: 2 PID: 812 Comm: reel\nCall Trace:\nCall Trace:\n"
	    " f+0x1/0x2\n[<0>] 0xffffffffffffffff\n[<0>] 0xffffffffffffffff\n h+0x1/0x2\n",
	    "kernel pid=811 lwp=811 comm=loomd truncated:\n"
	    "kernel pid=812 lwp=812 comm=reel truncated:\nkernel: h\n" },
	{ "one that is idle, too",
	    "CPU: 0 PID: 0 Comm: swapper/0\nCPU: 2 PID: 812 Comm: reel\nCall Trace:\n f+0x1/0x2\n",
	    "kernel pid=0 lwp=0 comm=swapper/0 truncated:\n"
	    "kernel pid=812 lwp=812 comm=reel truncated:\n" },
	{ "one stumbles, is told of twice",
	    "CPU: 1 PID: 811 Comm: loomd\n"
	    "CPU: 1 PID: 811 Comm: loomd\nCall Trace:\n f+0x1/0x2\n",
	    "kernel pid=811 lwp=811 comm=loomd: f\n" },
	{ "four lines later it is another one",
	    "CPU: 1 PID: 811 Comm: loomd\nred\nred\nred\nred\nCPU: 2 PID: 812 Comm: reel\n"
	    "Call Trace:\n f+0x1/0x2\n",
	    "kernel pid=812 lwp=812 comm=reel: f\n" },
	{ "three lines later it still is at once",
	    "CPU: 1 PID: 811 Comm: loomd\nred\nred\nred\nCPU: 2 PID: 812 Comm: reel\n"
	    "Call Trace:\n f+0x1/0x2\n",
	    "kernel pid=811 lwp=811 comm=loomd truncated:\n"
	    "kernel pid=812 lwp=812 comm=reel truncated:\n" },
	{ "a trace ends where another one is over",
	    "Call Trace:\n f+0x1/0x2\n ret_from_fork+0x1/0x2\n g+0x1/0x2\n"
	    "[<0>] 0xffffffffffffffff\n h+0x1/0x2\n",
	    "kernel: h\n" },
};

static struct debugger_log
log_of(struct buffer *lines, const char *name, const char *threads)
{
	buffer_byte(lines, '\0');
	return (struct debugger_log){ name, lines->at, threads };
}

/* A heading, so many other lines, and a frame after them. */
static void
check_others(const char *before, size_t others, const char *threads)
{
	struct buffer lines = { .len = 0 };
	struct debugger_log log;

	buffer_append(&lines, bytes_of(before));
	for (size_t i = 0; i < others; i++)
		buffer_append(&lines, BYTES("red\n"));
	buffer_append(&lines, BYTES("[<0>] g+0x1/0x2\n"));
	log = log_of(&lines, before, threads);
	debugger_check_log(&kernel_debugger, &log);
	buffer_free(&lines);
}

static void
check_limits(void)
{
	static const char trace[] = "Call Trace:\n f+0x1/0x2\n";
	static const char sure[] = "task:loomd state:D pid:811 tgid:811\n";
	static const char doubted[] = "/proc/811/task/812\n";
	static const char both[] = "task:loomd state:D pid:811 tgid:811\nred\nCall Trace:\n";
	static const char mixed[] = "Call Trace:\nCall Trace:\n";

	check_others(trace, 59, "kernel: f; g\n");
	check_others(trace, 60, "kernel: f\nkernel: g\n");
	check_others(sure, 59, "kernel pid=811 lwp=811 comm=loomd state=D: g\n");
	check_others(sure, 60, "kernel: g\n");
	check_others(doubted, 2, "kernel pid=811 lwp=812: g\n");
	check_others(doubted, 3, "kernel: g\n");
	check_others(both, 59, "kernel pid=811 lwp=811 comm=loomd state=D: g\n");
	check_others(both, 60, "kernel: g\n");
	check_others(mixed, 59, "");
	check_others(mixed, 60, "kernel: g\n");
}

static const struct debugger_beginning beginnings[] = {
	{ "[<0>] f+0x1/0x2", BEGINS_THREAD },
	{ "[<0>] 0xffffffffffffffff", BEGINS_NOTHING },
	{ "[<0>] said he", BEGINS_NOTHING },
	{ "/proc/811/task/812/stack:[<0>] f+0x1/0x2", BEGINS_THREAD },
	{ "INFO: task loomd:811 blocked for more than 122 seconds.", BEGINS_THREAD },
	{ "/proc/811/task/812", BEGINS_PERHAPS },
	{ "Call Trace:", BEGINS_PERHAPS },
	{ " Call trace:", BEGINS_PERHAPS },
	{ "Backtrace:", BEGINS_PERHAPS },
	{ "Call Trace of mine:", BEGINS_NOTHING },
	{ " f+0x1/0x2", BEGINS_PERHAPS },
	{ "(f) from (g+0x1/0x2)", BEGINS_PERHAPS },
	{ "red", BEGINS_NOTHING },
};

static void
check_begun(void)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	dialect.threads_seen = true;
	CHECK(debugger_begins(&dialect, &kernel_debugger, " f+0x1/0x2", false) == BEGINS_NOTHING);
	CHECK(debugger_begins(&dialect, &kernel_debugger, "Call Trace:", false) == BEGINS_PERHAPS);
	CHECK(
	    debugger_begins(&dialect, &kernel_debugger, "[<0>] f+0x1/0x2", true) == BEGINS_NOTHING);
	debugger_close(&dialect);
}

/* Checks whether a line confirms that the one before was the kernel's. */
static const struct {
	const char *held, *line;
	bool goes_on;
} pairs[] = {
	{ "Call Trace:", " f+0x1/0x2", true },
	{ "Call Trace:", " <TASK>", true },
	{ "Call Trace:", "...", true },
	{ "Call Trace:", "errno: 11", false },
	{ "Call Trace:", "Call Trace:", false },
	{ " f+0x1/0x2", " g+0x1/0x2", true },
	{ " f+0x1/0x2", " ...", true },
	{ " f+0x1/0x2", "Call Trace:", true },
	{ " f+0x1/0x2", "RSP: 0018:ffffa0b1c0a3be38 EFLAGS: 00010246", true },
	{ " f+0x1/0x2", "red", false },
	{ "loomd D 0 811 2 0x0", "Call Trace:", true },
	{ "loomd D 0 811 2 0x0", " ffff880036d97e68 0000000000000046", true },
	{ "loomd D 0 811 2 0x0", "Backtrace:", true },
	{ "loomd D 0 811 2 0x0", "errno: 11", false },
	{ "Freed by task 811:", "Call Trace:", true },
	{ "Freed by task 811:", "Backtrace:", false },
	{ "Freed by task 811:", " ffff880036d97e68 0000000000000046", false },
	{ "Freed by task 811:", "...", false },
};

/* Lines like frames that are in no record are counted, with the number of the first one. */
static void
check_unread(void)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	debugger_feed(&dialect, &kernel_debugger,
	    BYTES("red\nCall Trace:\n f+0x1/0x2\n ret_from_fork+0x1/0x2\n g+0x1/0x2\n"));
	CHECK(dialect.unread == 2 && dialect.first_unread == 3);
	debugger_close(&dialect);
}

/* Other lines are offered to other debuggers; at the end of the log everything is forgotten. */
static void
check_stray(void)
{
	static const char *const lines[] = { "red", "Call Trace:", "Call Trace:", " f+0x1/0x2" };
	const struct kernel *kernel;
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		dialect.stray = false;
		kernel_debugger.feed(&dialect, &(struct line){ .text = bytes_of(lines[i]) });
		CHECK(dialect.stray == (i == 0 || i == 3));
	}
	kernel = dialect_state(&dialect, &kernel_debugger);
	CHECK(kernel->mixed == 2);
	kernel_debugger.end(&dialect);
	CHECK(kernel->mixed == 0);
	debugger_close(&dialect);
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(logs); i++)
		debugger_check_log(&kernel_debugger, &logs[i]);
	check_limits();
	debugger_check_beginnings(&kernel_debugger, beginnings, COUNT_OF(beginnings));
	check_begun();
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		if (!CHECK(kernel_debugger.goes_on(bytes_of(pairs[i].held),
			       bytes_of(pairs[i].line)) == pairs[i].goes_on))
			printf("   %s, %s\n", pairs[i].held, pairs[i].line);
	check_unread();
	check_stray();
	return check_end();
}
