/* What the targets that feed native share: threads come out of it whose records are JSON. */
#ifndef ST_TESTS_FUZZ_THREADS_H
#define ST_TESTS_FUZZ_THREADS_H

#include "fuzz.h"
#include "native/native.h"
#include "json/json.h"

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

#endif
