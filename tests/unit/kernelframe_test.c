#include "native/kernel/kernelframe.h"

#include "base/buffer.h"

#include "check.h"

/* Lines of /proc/PID/stack and of the kernel's log, Linux 2.6.29 to 6.12; NULL and -1: not known. */
static const struct row {
	const char *line, *address, *function, *module;
	long long offset;
	bool unreliable;
	const char *file;
	long long place;
	bool inlined;
} rows[] = {
	{ "[<0>] open_stateid+0xfc/0x3c0 [nfsv4]", NULL, "open_stateid", "nfsv4", 252, false, NULL,
	    -1, false },
	{ "[<ffffffff53c82042>] _cond_resched+0x29/0x40", "ffffffff53c82042", "_cond_resched", NULL,
	    41, false, NULL, -1, false },
	{ " __schedule+0x2b6/0x710", NULL, "__schedule", NULL, 694, false, NULL, -1, false },
	{ " ? delete_page.isra.0+0xa7/0x1a0", NULL, "delete_page.isra.0", NULL, 167, true, NULL, -1,
	    false },
	{ "  nfs4_do_open+0x1/0x2 [nfsv4 0a1b2c]", NULL, "nfs4_do_open", "nfsv4", 1, false, NULL,
	    -1, false },
	{ "[<ffffffffc00020dbcc>] kthread+0x218/0x230 kernel/kthread.c:207", "ffffffffc00020dbcc",
	    "kthread", NULL, 536, false, "kernel/kthread.c", 207, false },
	{ "[<ffffffff926dbfd0>] process_one_work+0x572/0x7e1 kernel/workqueue.c:2302 "
	  "(discriminator 3)",
	    "ffffffff926dbfd0", "process_one_work", NULL, 1394, false, "kernel/workqueue.c", 2302,
	    false },
	{ "[<     inline     >] __dump_stack lib/dump_stack.c:15", NULL, "__dump_stack", NULL, -1,
	    false, "lib/dump_stack.c", 15, true },
	{ "[<     inlined    >] ? key_gc+0xa8/0xa8 test_and_clear_bit asm/bitops.h:254", NULL,
	    "test_and_clear_bit", NULL, -1, true, "asm/bitops.h", 254, true },
	{ " <EOI>  [<ffffffff816b6b39>] ? schedule+0x29/0x70", "ffffffff816b6b39", "schedule", NULL,
	    41, true, NULL, -1, false },
	{ " <IRQ> [  168.317567]  [<ffffffff816b6b39>] schedule+0x29/0x70", "ffffffff816b6b39",
	    "schedule", NULL, 41, false, NULL, -1, false },
	{ " <<EOE>>  [<ffffffff816b6b39>] schedule+0x29/0x70", "ffffffff816b6b39", "schedule", NULL,
	    41, false, NULL, -1, false },
	{ "([<000003ff8086d036>] loom_init+0x36/0x1000 [loom])", "000003ff8086d036", "loom_init",
	    "loom", 54, true, NULL, -1, false },
	{ "[c0000000f8dfbc50] [c000000000123456] .loom_read+0x12/0x40 [loom] (unreliable)",
	    "c000000000123456", ".loom_read", "loom", 18, true, NULL, -1, false },
	{ "[c0000000f8dfbc50] [c000000000123456]  0xd000000000123456", "c000000000123456", NULL,
	    NULL, -1, false, NULL, -1, false },
	{ "[<00000000>] f+0x1/0x2", NULL, "f", NULL, 1, false, NULL, -1, false },
	{ "[<0>] 0xffffffffc0123456", NULL, NULL, NULL, -1, false, NULL, -1, false },
};

/* 32-bit ARM: each line has a frame and its caller. */
static void
test_arm(void)
{
	struct frame callee, caller;

	if (CHECK(kernelframe_parse_arm(BYTES("[<bf000014>] (loom_read [loom]) from "
					      "[<c0124abc>] (vfs_read+0x90/0x180)"),
		&callee, &caller))) {
		CHECK_TEXT(callee.function, BYTES("loom_read"));
		CHECK_TEXT(callee.module, BYTES("loom"));
		CHECK_TEXT(callee.address, BYTES("bf000014"));
		CHECK(callee.offset == -1);
		CHECK_TEXT(caller.function, BYTES("vfs_read"));
		CHECK_TEXT(caller.address, BYTES("c0124abc"));
		CHECK(caller.offset == 144);
	}
	if (CHECK(kernelframe_parse_arm(
		BYTES(" vfs_read from ksys_read+0x10/0x20 [loom]"), &callee, &caller))) {
		CHECK_TEXT(callee.function, BYTES("vfs_read"));
		CHECK_TEXT(caller.function, BYTES("ksys_read"));
		CHECK_TEXT(caller.module, BYTES("loom"));
	}
	CHECK(!kernelframe_parse_arm(BYTES("a row from b"), &callee, &caller));
	CHECK(!kernelframe_parse_arm(BYTES("row from b"), &callee, &caller));
}

/* A line may name any number of functions into which one is inlined: they take no stack memory. */
static void
test_inlined_into_many(void)
{
	enum { MANY = 300000 };
	struct buffer line = { .len = 0 };
	struct frame frame;

	buffer_append(&line, BYTES("[<     inline     >] "));
	for (size_t i = 0; i < MANY; i++)
		buffer_append(&line, BYTES("a+0x1/0x2 "));
	CHECK(!kernelframe_parse(buffer_bytes(&line), &frame));
	buffer_append(&line, BYTES("loom_read loom/read.c:7"));
	if (CHECK(kernelframe_parse(buffer_bytes(&line), &frame))) {
		CHECK_TEXT(frame.function, BYTES("loom_read"));
		CHECK(frame.offset == -1 && frame.line == 7);
	}
	buffer_free(&line);
}

int
main(void)
{
	static const char *const others[] = { "", "[<0>]", "[<>] f+0x1/0x2", "f+0x1", "f+0x/0x2",
		"f+0x1/0x", "f+0x1/0x2 more", "[<inline>] f", "a f+0x1/0x2", "0xffffffffc0123456",
		"f+0x1:3", "f+0x1/0x2 a.c", "f+0x1/0x2 see a.c:3",
		"[c0000000f8dfbc50] [c000000000123456", "[c0000000f8dfbc50] [c000123] f+0x1/0x2",
		"[red] [c000000000123456] f+0x1/0x2", "[c0000000f8dfbc50] [red00000] f+0x1/0x2",
		"[<red>] f+0x1/0x2", "[<ff>]f+0x1/0x2", "(f+0x1/0x2)", "<a b> f+0x1/0x2",
		"<EOI> red" };
	struct frame frame;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct row *row = &rows[i];

		if (!CHECK(kernelframe_parse(bytes_of(row->line), &frame)))
			continue;
		CHECK_TEXT(frame.address, bytes_of(row->address));
		CHECK_TEXT(frame.function, bytes_of(row->function));
		CHECK_TEXT(frame.module, bytes_of(row->module));
		CHECK(frame.offset == row->offset);
		CHECK(frame.unreliable == row->unreliable);
		CHECK_TEXT(frame.file, bytes_of(row->file));
		CHECK(frame.line == row->place);
		CHECK(frame.inlined == row->inlined);
	}
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!kernelframe_parse(bytes_of(others[i]), &frame));
	CHECK(kernelframe_is_end(BYTES("[<ffffffffffffffff>] 0xffffffffffffffff")));
	CHECK(kernelframe_is_end(BYTES("[<0>] 0xffffffffffffffff")));
	CHECK(!kernelframe_is_end(BYTES("[<0>] 0xffffffffc0123456")));
	CHECK(kernelframe_parse_nameless(BYTES("	0xffffffffa04ab03d"), &frame));
	CHECK_TEXT(frame.address, BYTES("0xffffffffa04ab03d"));
	CHECK(!kernelframe_parse_nameless(BYTES("0xff"), &frame));
	CHECK(!kernelframe_parse_nameless(BYTES("0xffffffffa04ab03d loom"), &frame));
	test_arm();
	test_inlined_into_many();
	return check_end();
}
