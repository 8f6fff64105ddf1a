/* Shared by the targets for native: it reads any text, and the records of its threads are JSON. */
#ifndef ST_TESTS_FUZZ_THREADS_H
#define ST_TESTS_FUZZ_THREADS_H

#include "fuzz.h"
#include "native/native.h"
#include "json/json.h"

#include <stdlib.h>

enum { THREADS_CEILING = 64 * 1024 * 1024 };

static inline void
threads_write(struct native *native, struct buffer *out, struct arena *memory)
{
	const struct thread *thread;
	const char *reason;
	size_t place;

	while ((thread = native_take(native)) != NULL) {
		buffer_reset(out);
		thread_write(out, thread);
		arena_reset(memory);
		fuzz_expect(!out->full &&
		    json_read(bytes_first(buffer_bytes(out), out->len - 1), memory, &reason,
			&place) != NULL);
	}
}

static inline void
threads_expect_within(struct bytes part, struct bytes whole)
{
	fuzz_expect(
	    part.len == 0 || (part.at >= whole.at && part.at + part.len <= whole.at + whole.len));
}

/* A check of the target's own (NULL: none), called for each line before native reads it; it may reset the memory. */
typedef void threads_look(struct bytes line, struct arena *memory);

/* Feeds the lines of a text and the end of the log; `number` is that of the first line. */
static inline void
threads_feed(struct native *native, struct bytes text, long long number, threads_look *look,
    struct arena *memory)
{
	struct buffer out = { .at = NULL };
	struct bytes part;

	for (; bytes_next(&text, '\n', &part); number++) {
		/* copied to memory of exactly its size, so that sanitizers notice a read beyond the end */
		char *line = malloc(part.len == 0 ? 1 : part.len);

		if (line == NULL)
			break;
		if (part.len > 0)
			memcpy(line, part.at, part.len);
		if (look != NULL)
			look((struct bytes){ line, part.len }, memory);
		native_feed(native, (struct bytes){ line, part.len }, BYTES("log"), number);
		free(line);
		threads_write(native, &out, memory);
	}
	native_end(native);
	threads_write(native, &out, memory);
	buffer_free(&out);
}

/* Reads a log that has the heading as its first line, and then the text. */
static inline void
threads_read(struct bytes heading, struct bytes text, threads_look *look)
{
	struct native *native = native_new(THREADS_CEILING);
	struct arena *memory = arena_new(THREADS_CEILING);

	fuzz_expect(native != NULL && memory != NULL);
	if (native != NULL && memory != NULL) {
		native_feed(native, heading, BYTES("log"), 1);
		threads_feed(native, text, 2, look, memory);
	}
	if (native != NULL)
		native_free(native);
	arena_free(memory);
}

#endif
