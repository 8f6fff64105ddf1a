#include "native/kernel/kernelfault.h"

#include "check.h"

/* Lines as in public reports, and what of them is the fault; NULL: they tell of none. */
static const struct row {
	const char *line, *fault;
	bool again;
} rows[] = {
	{ "BUG: unable to handle page fault for address: ffff8801",
	    "unable to handle page fault for address: ffff8801", false },
	{ "BUG: KASAN: use-after-free in loom_read+0x12/0x40 [loom]", "KASAN: use-after-free",
	    false },
	{ "watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [loomd:811]",
	    "soft lockup - CPU#3 stuck for 22s! [loomd:811]", false },
	{ "rcu: INFO: rcu_sched self-detected stall on CPU", "rcu_sched self-detected stall on CPU",
	    false },
	{ "kernel BUG at fs/loom.c:12!", "kernel BUG at fs/loom.c:12!", false },
	{ "loomd invoked oom-killer: gfp_mask=0x100cca",
	    "loomd invoked oom-killer: gfp_mask=0x100cca", false },
	{ "WARNING: CPU: 1 PID: 811 at fs/loom.c:12 loom_read+0x12/0x40",
	    "WARNING: CPU: 1 PID: 811 at fs/loom.c:12 loom_read+0x12/0x40", false },
	{ "Oops: 0002 [#1] SMP", "Oops: 0002", true },
	{ "general protection fault, probably for non-canonical address 0xdead: 0000 [#1] SMP",
	    "general protection fault, probably for non-canonical address 0xdead: 0000", true },
	{ "Kernel panic - not syncing: Fatal exception",
	    "Kernel panic - not syncing: Fatal exception", true },
	{ "BUG: the reel is empty in loom.c", NULL, false },
	{ "WARNING: the reel is empty", NULL, false },
	{ "general protection fault", NULL, false },
};

static long long lines; /* of the log that came so far */

/* The fault that a heading of task 811, `loomd`, is of. */
static struct bytes
take(struct kernelfault *fault)
{
	return kernelfault_take(fault, lines, 811, BYTES("loomd"));
}

static void
note(struct kernelfault *fault, const char *line)
{
	kernelfault_note(fault, bytes_of(line), ++lines);
}

static void
test_note(void)
{
	struct kernelfault fault = { .length = 0 };
	char line[KERNELFAULT_MOST + 100];

	CHECK(take(&fault).len == 0);
	note(&fault, "kernel BUG at fs/loom.c:12!");
	note(&fault, "invalid opcode: 0000 [#1] SMP");
	CHECK_TEXT(take(&fault), BYTES("kernel BUG at fs/loom.c:12!"));
	CHECK(take(&fault).len == 0);
	note(&fault, "BUG: Bad page state");
	kernelfault_forget(&fault);
	CHECK(take(&fault).len == 0);
	/* the last one counts, unless too many lines came since; a line may be looked at twice */
	note(&fault, "invalid opcode: 0000 [#1] SMP");
	note(&fault, "BUG: Bad page state");
	kernelfault_note(&fault, BYTES("BUG: Bad page state"), lines);
	for (int i = 0; i < 60; i++)
		note(&fault, "CR2: 0000000000000010");
	kernelfault_note(&fault, BYTES("CR2: 0000000000000010"), lines);
	CHECK_TEXT(take(&fault), BYTES("Bad page state"));
	note(&fault, "BUG: Bad page state");
	lines += 61;
	CHECK(take(&fault).len == 0);
	/* what tells less counts where the other one is too old */
	note(&fault, "BUG: Bad page state");
	lines += 60;
	note(&fault, "Oops: 0002 [#1] SMP");
	CHECK_TEXT(take(&fault), BYTES("Oops: 0002"));
	/* a long one is cut */
	memset(line, 'x', sizeof(line));
	memcpy(line, "kernel BUG at ", strlen("kernel BUG at "));
	kernelfault_note(&fault, (struct bytes){ line, sizeof(line) }, lines);
	CHECK(take(&fault).len == KERNELFAULT_MOST);
}

/* A line that names its task is of no other one's heading. */
static void
test_task(void)
{
	static const struct {
		const char *line, *taken;
	} tasks[] = {
		{ "loomd invoked oom-killer: gfp_mask=0x100cca",
		    "loomd invoked oom-killer: gfp_mask=0x100cca" },
		{ "Nov 28 10:00:01 web3 kernel: loomd invoked oom-killer: order=0",
		    "loomd invoked oom-killer: order=0" },
		{ "dyed invoked oom-killer: gfp_mask=0x100cca", NULL },
		{ "xloomd invoked oom-killer: gfp_mask=0x100cca", NULL },
		{ "BUG: soft lockup - CPU#3 stuck for 22s! [loomd:811]",
		    "soft lockup - CPU#3 stuck for 22s! [loomd:811]" },
		{ "BUG: soft lockup - CPU#3 stuck for 22s! [dyed:812]", NULL },
		{ "WARNING: CPU: 1 PID: 811 at fs/loom.c:12 f+0x1/0x2",
		    "WARNING: CPU: 1 PID: 811 at fs/loom.c:12 f+0x1/0x2" },
		{ "WARNING: CPU: 1 PID: 8 at fs/loom.c:12 f+0x1/0x2", NULL },
		{ "BUG: unable to handle page fault [loom]", "unable to handle page fault [loom]" },
	};

	for (size_t i = 0; i < COUNT_OF(tasks); i++) {
		struct kernelfault fault = { .length = 0 };

		note(&fault, tasks[i].line);
		CHECK_TEXT(take(&fault), bytes_of(tasks[i].taken));
		/* another heading leaves it to its own */
		CHECK(tasks[i].taken == NULL || fault.length == 0);
		CHECK(tasks[i].taken != NULL || fault.length > 0);
	}
}

int
main(void)
{
	bool again;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes fault = kernelfault_read(bytes_of(rows[i].line), &again);

		CHECK_TEXT(fault, bytes_of(rows[i].fault));
		CHECK(rows[i].fault == NULL || again == rows[i].again);
	}
	test_note();
	test_task();
	return check_end();
}
