/*
 * Backtraces that programs, kernels and other debuggers print: the first byte of the input says whose heading stands
 * before it. What comes out of a frame stands in its line, and records are JSON.
 */
#include "native/carrier.h"
#include "native/glibc.h"
#include "native/kernel.h"
#include "native/lldb.h"
#include "native/macos.h"
#include "native/mdb.h"
#include "threads.h"

#include <stdlib.h>

enum { CEILING = 64 * 1024 * 1024 };

static const char *const headings[] = { "stack_bottom = 0x0 thread_stack 0x49000",
	"------ STACK TRACE ------", "[node3:811] *** Process received signal ***",
	"======= Backtrace: =========", "Process 811 stopped", "(lldb) bt all",
	"Process:               loomd [811]", "==> /proc/811/task/812/stack <==",
	"INFO: task loomd:811 blocked for more than 122 seconds.",
	"Call Trace:", "  PID    TID COMM                TDNAME              KSTACK",
	"stack pointer for thread fffffb42fdcf8f90 (loomd/1): fffffb00cde505b0", "" };

static void
expect_within(struct bytes part, struct bytes whole)
{
	fuzz_expect(
	    part.len == 0 || (part.at >= whole.at && part.at + part.len <= whole.at + whole.len));
}

static void
expect_frame(const struct frame *frame, struct bytes line)
{
	expect_within(frame->address, line);
	expect_within(frame->function, line);
	expect_within(frame->args, line);
	expect_within(frame->module, line);
	expect_within(frame->file, line);
	fuzz_expect(frame->offset >= -1 && frame->module_offset >= -1 && frame->line != 0);
}

static void
read_line(struct bytes line, struct arena *memory)
{
	struct frame frame;

	if (glibc_parse(line, &frame) != GLIBC_NO_FRAME)
		expect_frame(&frame, line);
	if (kernel_parse(line, &frame))
		expect_frame(&frame, line);
	if (macos_parse(line, &frame))
		expect_frame(&frame, line);
	if (mdb_parse(line, &frame))
		expect_frame(&frame, line);
	arena_reset(memory);
	(void)lldb_parse(line, memory, &frame);
}

static void
parse(struct native *native, struct bytes text, struct buffer *out, struct arena *memory)
{
	const char *heading = text.len == 0
	    ? ""
	    : headings[(unsigned char)text.at[0] % (sizeof(headings) / sizeof(headings[0]))];
	struct bytes part;

	native_feed(native, bytes_of(heading), BYTES("log"), 1);
	text = bytes_from(text, 1);
	for (long long number = 2; bytes_next(&text, '\n', &part); number++) {
		/* a copy of its own size, so that a byte read past its end is noticed */
		char *line = malloc(part.len == 0 ? 1 : part.len);

		if (line == NULL)
			return;
		if (part.len > 0)
			memcpy(line, part.at, part.len);
		read_line((struct bytes){ line, part.len }, memory);
		native_feed(native, (struct bytes){ line, part.len }, BYTES("log"), number);
		free(line);
		threads_write(native, out, memory);
	}
	native_end(native);
	threads_write(native, out, memory);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct native *native = native_new(CEILING);
	struct arena *memory = arena_new(CEILING);
	struct buffer out = { .at = NULL };

	fuzz_expect(native != NULL && memory != NULL);
	if (native != NULL && memory != NULL)
		parse(native, (struct bytes){ (const char *)data, size }, &out, memory);
	if (native != NULL)
		native_free(native);
	arena_free(memory);
	buffer_free(&out);
}
