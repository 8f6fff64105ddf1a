/* Debuggers' text: whatever it is, threads come out of it whose records are JSON. */
#include "threads.h"

#include <stdlib.h>

enum { CEILING = 64 * 1024 * 1024 };

static void
feed_lines(struct native *native, struct bytes text, struct buffer *out, struct arena *memory)
{
	struct bytes part;

	for (long long number = 1; bytes_next(&text, '\n', &part); number++) {
		/* a copy of its own size, so that a byte read past its end is noticed */
		char *line = malloc(part.len == 0 ? 1 : part.len);

		if (line == NULL)
			return;
		memcpy(line, part.at, part.len);
		native_feed(native, (struct bytes){ line, part.len }, BYTES("log"), number);
		free(line);
		threads_write(native, out, memory);
	}
}

static void
parse(struct native *native, struct bytes text, bool original, struct buffer *out,
    struct arena *memory)
{
	if (original)
		native_read_as_original(native);
	feed_lines(native, text, out, memory);
	native_end(native);
	threads_write(native, out, memory);
	native_forget(native);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct bytes text = { (const char *)data, size };

	for (int original = 0; original <= 1; original++) {
		struct native *native = native_new(CEILING);
		struct arena *memory = arena_new(CEILING);
		struct buffer out = { .at = NULL };

		fuzz_expect(native != NULL && memory != NULL);
		if (native != NULL && memory != NULL)
			parse(native, text, original, &out, memory);
		if (native != NULL)
			native_free(native);
		arena_free(memory);
		buffer_free(&out);
	}
}
