/* Reports of sanitizers: for any lines, everything in a frame points into its line, and records are JSON. */
#include "native/sanitizer/sanitizerframe.h"
#include "native/sanitizer/sanitizerline.h"
#include "threads.h"

static void
read_line(struct bytes line, struct arena *memory)
{
	struct frame frame = thread_no_frame;
	struct sanitizerline_heading heading;

	(void)memory;
	if (sanitizerframe_parse(line, &frame)) {
		threads_expect_within(frame.address, line);
		threads_expect_within(frame.function, line);
		threads_expect_within(frame.file, line);
		threads_expect_within(frame.module, line);
		threads_expect_within(frame.build_id, line);
		fuzz_expect(frame.module_offset >= -1 && frame.offset >= -1 && frame.line != 0);
	}
	(void)sanitizerframe_is(line);
	(void)sanitizerframe_is_gdbs(line);
	(void)sanitizerframe_is_cut(line);
	if (sanitizerline_heading(line, &heading)) {
		threads_expect_within(heading.carrier, line);
		threads_expect_within(heading.kind, line);
		threads_expect_within(heading.thread.name, line);
	}
	(void)sanitizerline_read(line);
	threads_expect_within(sanitizerline_title(line), line);
	threads_expect_within(sanitizerline_thread(line).name, line);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	threads_read(BYTES("==7==ERROR: AddressSanitizer: SEGV"),
	    (struct bytes){ (const char *)data, size }, read_line);
}
