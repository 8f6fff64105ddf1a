/*
 * Backtraces that programs, kernels and other debuggers print. The first byte of the input chooses whose heading goes
 * before the rest. Everything in a frame points into its line, and records are JSON.
 */
#include "native/kernel/ddbframe.h"
#include "native/kernel/kernelframe.h"
#include "native/lldbframe.h"
#include "native/macos.h"
#include "native/mdb.h"
#include "native/printed/glibcframe.h"
#include "native/tombstone.h"
#include "threads.h"

static const char *const headings[] = { "stack_bottom = 0x0 thread_stack 0x49000",
	"------ STACK TRACE ------", "[node3:811] *** Process received signal ***",
	"======= Backtrace: =========", "Process 811 stopped", "(lldb) bt all",
	"Process:               loomd [811]", "==> /proc/811/task/812/stack <==",
	"INFO: task loomd:811 blocked for more than 122 seconds.",
	"Call Trace:", "  PID    TID COMM                TDNAME              KSTACK",
	"stack pointer for thread fffffb42fdcf8f90 (loomd/1): fffffb00cde505b0",
	"KDB: stack backtrace:", "pid: 811, tid: 813, name: spooler  >>> loom <<<", "" };

static void
expect_frame(const struct frame *frame, struct bytes line)
{
	threads_expect_within(frame->address, line);
	threads_expect_within(frame->function, line);
	threads_expect_within(frame->args, line);
	threads_expect_within(frame->module, line);
	threads_expect_within(frame->file, line);
	fuzz_expect(frame->offset >= -1 && frame->module_offset >= -1 && frame->line != 0);
}

static void
read_line(struct bytes line, struct arena *memory)
{
	struct frame frame, caller;
	struct bytes callee;

	if (glibcframe_parse(line, &frame) != GLIBC_NO_FRAME)
		expect_frame(&frame, line);
	if (kernelframe_parse(line, &frame))
		expect_frame(&frame, line);
	if (kernelframe_parse_arm(line, &frame, &caller)) {
		expect_frame(&frame, line);
		expect_frame(&caller, line);
	}
	if (ddbframe_parse(line, &frame, &callee)) {
		expect_frame(&frame, line);
		threads_expect_within(callee, line);
	}
	if (tombstone_parse(line, &frame))
		expect_frame(&frame, line);
	if (macos_parse(line, &frame))
		expect_frame(&frame, line);
	if (mdb_parse(line, true, &frame))
		expect_frame(&frame, line);
	arena_reset(memory);
	(void)lldbframe_parse(line, memory, &frame);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct bytes text = { (const char *)data, size };
	const char *heading = size == 0 ? "" : headings[data[0] % COUNT_OF(headings)];

	threads_read(bytes_of(heading), bytes_from(text, 1), read_line);
}
