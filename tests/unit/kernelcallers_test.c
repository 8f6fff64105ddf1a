#include "native/kernel/kernelcallers.h"

#include "native/kernel/kernel.h"

#include "debugger.h"

static void
feed(struct dialect *dialect, long long caller, const char *line)
{
	dialect->line++;
	dialect->caller = caller;
	kernel_debugger.feed(dialect, &(struct line){ .text = bytes_of(line) });
}

static void
check_shown(struct dialect *dialect, const char *wanted)
{
	char shown[2000];

	debugger_show(dialect, shown, sizeof(shown));
	CHECK_TEXT(bytes_of(shown), bytes_of(wanted));
}

/* Each stack goes on where it was when its caller writes again: this one is after a heading. */
static void
goes_on(void)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	feed(&dialect, 1, "INFO: task loomd:811 blocked for more than 122 seconds.");
	feed(&dialect, 2, "Call Trace:");
	feed(&dialect, 3, "red");
	feed(&dialect, 2, " g+0x1/0x2");
	feed(&dialect, 1, "Call Trace:");
	feed(&dialect, 1, " f+0x1/0x2");
	feed(&dialect, 2, " h+0x1/0x2");
	check_shown(&dialect, "");
	kernel_debugger.end(&dialect);
	check_shown(&dialect,
	    "kernel: g; h\n"
	    "kernel pid=811 lwp=811 comm=loomd state=D "
	    "reason=blocked for more than 122 seconds: f\n");
	debugger_close(&dialect);
}

/* A parked stack can go on after 200 lines of others; after more it has ended, and another one begins. */
static void
ends_by_others(int others, const char *wanted)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	for (int i = 0; i < 2; i++) {
		feed(&dialect, 1, "[<0>] f+0x1/0x2");
		for (int n = 0; n < others; n++)
			feed(&dialect, 2, n == 0 ? "[<0>] g+0x1/0x2" : "<TASK>");
	}
	kernel_debugger.end(&dialect);
	check_shown(&dialect, wanted);
	debugger_close(&dialect);
}

/* Sixteen stacks are parked. One more completes the oldest; changing between them completes none. */
static void
parks(void)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	for (int i = 1; i <= KERNEL_PARKED + 1; i++)
		feed(&dialect, i, i == 1 ? "[<0>] one+0x1/0x2" : "[<0>] f+0x1/0x2");
	check_shown(&dialect, "");
	feed(&dialect, KERNEL_PARKED + 2, "[<0>] last+0x1/0x2");
	check_shown(&dialect, "kernel: one\n");
	feed(&dialect, 2, "[<0>] two+0x1/0x2");
	feed(&dialect, KERNEL_PARKED + 2, "[<0>] of_all+0x1/0x2");
	kernel_debugger.end(&dialect);
	CHECK(!kernel_debugger.expects(&dialect));
	for (int i = 2; i <= KERNEL_PARKED + 2; i++) {
		const struct draft *draft = drafts_take(dialect.drafts);

		if (CHECK(draft != NULL))
			CHECK(draft->thread.frame_count ==
			    (draft->thread.line == 2 || draft->thread.line == KERNEL_PARKED + 2
				    ? 2
				    : 1));
	}
	check_shown(&dialect, "");
	debugger_close(&dialect);
}

int
main(void)
{
	goes_on();
	ends_by_others(200, "kernel: g; g\nkernel: f; f\n");
	ends_by_others(201, "kernel: f\nkernel: g; g\nkernel: f\n");
	parks();
	return check_end();
}
