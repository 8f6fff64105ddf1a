/* Reports of sanitizers: whatever the lines are, what comes out of a frame stands in its line, and records are JSON. */
#include "native/sanitizerframe.h"
#include "native/sanitizerline.h"
#include "threads.h"

#include <stdlib.h>

enum { CEILING = 64 * 1024 * 1024 };

static void
expect_within(struct bytes part, struct bytes whole)
{
	fuzz_expect(
	    part.len == 0 || (part.at >= whole.at && part.at + part.len <= whole.at + whole.len));
}

static void
read_line(struct bytes line)
{
	struct frame frame = thread_no_frame;
	struct sanitizerline_heading heading;

	if (sanitizerframe_parse(line, &frame)) {
		expect_within(frame.address, line);
		expect_within(frame.function, line);
		expect_within(frame.file, line);
		expect_within(frame.module, line);
		expect_within(frame.build_id, line);
		fuzz_expect(frame.module_offset >= -1 && frame.offset >= -1 && frame.line != 0);
	}
	(void)sanitizerframe_is(line);
	(void)sanitizerframe_is_gdbs(line);
	(void)sanitizerframe_is_cut(line);
	if (sanitizerline_heading(line, &heading)) {
		expect_within(heading.carrier, line);
		expect_within(heading.kind, line);
		expect_within(heading.thread.name, line);
	}
	(void)sanitizerline_read(line);
	expect_within(sanitizerline_title(line), line);
	expect_within(sanitizerline_thread(line).name, line);
}

static void
parse(struct native *native, struct bytes text, struct buffer *out, struct arena *memory)
{
	struct bytes part;

	native_feed(native, BYTES("==7==ERROR: AddressSanitizer: SEGV"), BYTES("log"), 1);
	for (long long number = 2; bytes_next(&text, '\n', &part); number++) {
		/* a copy of its own size, so that a byte read past its end is noticed */
		char *line = malloc(part.len == 0 ? 1 : part.len);

		if (line == NULL)
			return;
		memcpy(line, part.at, part.len);
		read_line((struct bytes){ line, part.len });
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
