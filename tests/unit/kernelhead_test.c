#include "native/kernel/kernelhead.h"

#include "check.h"

/* Headings of stacks inside the kernel; -1 and NULL: not known. */
static const struct row {
	const char *line;
	long long pid, lwp;
	const char *comm, *state, *stack;
	bool sure;
} rows[] = {
	{ "==> /proc/811/task/812/stack <==", 811, 812, NULL, NULL, NULL, true },
	{ "/proc/811/task/812", 811, 812, NULL, NULL, NULL, false },
	{ "/proc/811/task/812/stack:", 811, 812, NULL, NULL, NULL, true },
	{ "/proc/811/stack", 811, 811, NULL, NULL, NULL, true },
	{ "/proc/811/", 811, 811, NULL, NULL, NULL, false },
	{ "INFO: task loomd:811 blocked for more than 122 seconds.", 811, 811, "loomd", "D", NULL,
	    true },
	{ "task:loom worker state:D stack:    0 pid:  812 tgid:  811 ppid:     2 flags:0x4000", 811,
	    812, "loom worker", "D", NULL, true },
	{ "task:loomd           state:R  running task     stack:    0 pid:    0 ppid:     0 "
	  "flags:0x4000",
	    0, 0, "loomd", "R", NULL, true },
	{ "loomd           D    0   811      2 0x80001000", 811, 811, "loomd", "D", NULL, false },
	{ "loom worker     R  running task        0   900    811 0x00000008", 900, 900,
	    "loom worker", "R", NULL, false },
	{ "loomd           S ffff88003fc93d80     0   811      2 0x00000000", 811, 811, "loomd",
	    "S", NULL, false },
	{ "CPU: 1 PID: 811 Comm: loomd Not tainted 6.1.0-13-amd64 #1", 811, 811, "loomd", NULL,
	    NULL, true },
	{ "CPU: 1 UID: 0 PID: 811 Comm: loomd Tainted: G  OE  6.12.0", 811, 811, "loomd", NULL,
	    NULL, true },
	{ "Pid: 811, comm: loomd Not tainted 2.6.32-5-686 #1", 811, 811, "loomd", NULL, NULL,
	    true },
	{ "-> #8 (&ctx->mutex){+.+.}:", -1, -1, NULL, NULL, "-> #8 (&ctx->mutex){+.+.}", false },
	{ "   INITIAL USE at:", -1, -1, NULL, NULL, "INITIAL USE at", false },
	{ "INFO: Allocated in loom_open+0x29/0x90 age=1 cpu=1 pid=811", -1, -1, NULL, NULL,
	    "Allocated in loom_open", false },
	{ "page last allocated via order 0, migratetype Movable", -1, -1, NULL, NULL,
	    "page last allocated via order 0, migratetype Movable", false },
	{ "freed by task 811:", -1, -1, NULL, NULL, "freed by task 811", false },
	{ "unreferenced object 0xffff8880a3be0010 (size 32):", -1, -1, NULL, NULL,
	    "unreferenced object", true },
	{ "write to 0xffff8880a3be0010 of 8 bytes by task 811 on cpu 1:", 811, 811, NULL, NULL,
	    NULL, false },
	{ "read to 0xffff8880a3be0010 of 8 bytes by interrupt on cpu 1:", -1, -1, NULL, NULL, NULL,
	    false },
	{ "BUG: KMSAN: uninit-value in loom_read+0x12/0x40", -1, -1, NULL, NULL, NULL, false },
	{ "Freed by task 811:", -1, -1, NULL, NULL, "Freed by task 811", false },
};

/* Lines with the place where a processor was. */
static const struct {
	const char *line;
	enum kernel_place place;
	const char *frame;
} places[] = {
	{ "RIP: 0010:loom_read+0x12/0x40 [loom]", KERNEL_CODE, "loom_read+0x12/0x40 [loom]" },
	{ "RIP: 0010:[<ffffffffa0123456>]  [<ffffffffa0123456>] loom_read+0x12/0x40", KERNEL_CODE,
	    "[<ffffffffa0123456>] loom_read+0x12/0x40" },
	{ "EIP is at loom_read+0x12/0x40 [loom]", KERNEL_CODE, "loom_read+0x12/0x40 [loom]" },
	{ "EIP: loom_read+0x12/0x40", KERNEL_CODE, "loom_read+0x12/0x40" },
	{ "Krnl PSW : 0704f00180000000 000003ff8086d03a (loom_init+0x3a/0x1000 [loom])",
	    KERNEL_CODE, "loom_init+0x3a/0x1000 [loom]" },
	{ "NIP [c000000008068dfc] .loom_read+0x27c/0x390", KERNEL_CODE, ".loom_read+0x27c/0x390" },
	{ "RIP: 0033:0x7f1c0a4b119d", KERNEL_USER, NULL },
	{ "RIP: 002b:0x7f1c0a4b119d", KERNEL_USER, NULL },
	{ "EIP: 0060:[<c10b6b39>] EFLAGS: 00010246 CPU: 1", KERNEL_NO_PLACE, NULL },
	{ "RIP: 0010:[<ffffffffa0123456>] [<ffffffffa0123456>] 0xffffffffa0123456", KERNEL_NO_PLACE,
	    NULL },
	{ "NIP [c000000008068dfc] red", KERNEL_NO_PLACE, NULL },
	{ "NIP c000000008068dfc", KERNEL_NO_PLACE, NULL },
	{ "Krnl PSW : 0704f00180000000 000003ff8086d03a", KERNEL_NO_PLACE, NULL },
	{ "Krnl PSW : 0704f00180000000 (loom_init+0x3a/0x1000 [loom]", KERNEL_NO_PLACE, NULL },
	{ "RIP: loom_read+0x12/0x40 RSP: ffffa0b1c0a3be38", KERNEL_NO_PLACE, NULL },
	{ "RIP  [<ffffffffa0123456>] loom_read+0x12/0x40", KERNEL_NO_PLACE, NULL },
};

static void
test_others(void)
{
	static const char *const others[] = { "", "/proc/811/maps", "/proc/811 is gone",
		"CPU: 1 of 4", "loomd D 0 811 2", "D 0 811 2 0x0", "Allocated by task 811",
		"task:loomd state:D", "write to the log:", "Allocated in 3 rows",
		"/proc/811/task/red/stack", "/proc/red/stack", "==> /proc/811/stack <== red",
		"==> /proc/811/stack:red <==", "log of 8 bytes by task 811:",
		"write to 0x10 of 8 bytes by task 811", "write to 0x10:", "task:loomd pid: 811",
		"INFO: task loomd:811 runs", "INFO: task loomd blocked for more than 122 seconds.",
		"INFO: task loomd:x blocked for 7", "CPU: 1 PID: 811",
		"CPU: 1 PID: red Comm: loomd", "Pid: red, comm: loomd", "Pid: 811 comm: loomd",
		"loomd red 0 811 2 0x0", "loomd d 0 811 2 0x0", "loomd D red 811 2 0x0",
		"loomd D 0 red 2 0x0", "loomd D 0 811 red 0x0", "loomd D 0 811 2 0xred",
		"unreferenced object: 0x10", "BUGS: none", "Allocated in loom_open age=1",
		"Allocated in loom_open+0x29/0x90 cpu=1", "page last" };
	static const char *const between[] = { "RSP: 0018:ffffa0b1c0a3be38 EFLAGS: 00010246",
		"x29: ffffffc0123abd90 x28: ffffff8040b4b800", "Code: 00 <48> 8b 47",
		"Stack:", "ORIG_RAX: 000000000000003d", "c0a3be38", "x0:  0",
		" ffff880036d97e68 0000000000000046", " <TASK>", "</IRQ>", "pc : [<bf000014>]",
		"FS:  00007f1c0a3be740(0000) GS:ffff8a1d3bd00000(0000)" };
	static const char *const not_between[] = { "Modules linked in: loom", "", "loom: no wool",
		"---[ end trace 0 ]---", "vfs_read+0x9c/0x310", "processor: 7", "deadbeef: 7 rows",
		"pc : red", ": 7", "c0a3be3 0" };
	struct kernel_head head;

	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!kernelhead_read(bytes_of(others[i]), &head));
	for (size_t i = 0; i < COUNT_OF(between); i++)
		CHECK(kernelhead_is_between(bytes_of(between[i])));
	for (size_t i = 0; i < COUNT_OF(not_between); i++)
		CHECK(!kernelhead_is_between(bytes_of(not_between[i])));
	CHECK(kernelhead_is_words(BYTES(" ffff880036d97e68 0000000000000046")));
	CHECK(kernelhead_is_words(BYTES("c0a3be38")));
	CHECK(!kernelhead_is_words(BYTES("deadbeef is 0")));
	CHECK(!kernelhead_is_words(BYTES("errno: 11")));
	CHECK(!kernelhead_is_words(BYTES(" ")));
	CHECK(kernelhead_is_mark(BYTES(" <TASK>")) && !kernelhead_is_mark(BYTES("<a b>")));
}

int
main(void)
{
	struct kernel_head head;
	struct bytes frame;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!CHECK(kernelhead_read(bytes_of(rows[i].line), &head)))
			continue;
		CHECK(head.pid == rows[i].pid && head.lwp == rows[i].lwp);
		CHECK(head.sure == rows[i].sure);
		CHECK_TEXT(head.comm, bytes_of(rows[i].comm));
		CHECK_TEXT(head.state, bytes_of(rows[i].state));
		CHECK_TEXT(head.stack, bytes_of(rows[i].stack));
	}
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		frame = BYTES_NONE;
		CHECK(kernelhead_read_place(bytes_of(places[i].line), &frame) == places[i].place);
		if (places[i].frame != NULL)
			CHECK_TEXT(frame, bytes_of(places[i].frame));
	}
	test_others();
	return check_end();
}
