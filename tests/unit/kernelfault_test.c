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

static void
test_note(void)
{
	struct kernelfault fault = { .length = 0 };
	char line[KERNELFAULT_MOST + 100];

	CHECK(kernelfault_take(&fault).len == 0);
	kernelfault_note(&fault, BYTES("kernel BUG at fs/loom.c:12!"));
	kernelfault_note(&fault, BYTES("invalid opcode: 0000 [#1] SMP"));
	CHECK_TEXT(kernelfault_take(&fault), BYTES("kernel BUG at fs/loom.c:12!"));
	CHECK(kernelfault_take(&fault).len == 0);
	/* the last one counts, unless too many lines came since */
	kernelfault_note(&fault, BYTES("invalid opcode: 0000 [#1] SMP"));
	kernelfault_note(&fault, BYTES("BUG: Bad page state"));
	for (int i = 0; i < 60; i++)
		kernelfault_note(&fault, BYTES("CR2: 0000000000000010"));
	CHECK_TEXT(kernelfault_take(&fault), BYTES("Bad page state"));
	kernelfault_note(&fault, BYTES("BUG: Bad page state"));
	for (int i = 0; i < 61; i++)
		kernelfault_note(&fault, BYTES("CR2: 0000000000000010"));
	CHECK(kernelfault_take(&fault).len == 0);
	/* a long one is cut */
	memset(line, 'x', sizeof(line));
	memcpy(line, "kernel BUG at ", strlen("kernel BUG at "));
	kernelfault_note(&fault, (struct bytes){ line, sizeof(line) });
	CHECK(kernelfault_take(&fault).len == KERNELFAULT_MOST);
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
	return check_end();
}
