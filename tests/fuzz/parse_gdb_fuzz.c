/* Debuggers' text: any text is read, and the records of its threads are JSON. */
#include "threads.h"

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct bytes text = { (const char *)data, size };

	for (int original = 0; original <= 1; original++) {
		struct native *native = native_new(THREADS_CEILING);
		struct arena *memory = arena_new(THREADS_CEILING);

		fuzz_expect(native != NULL && memory != NULL);
		if (native != NULL && memory != NULL) {
			if (original)
				native_read_as_original(native);
			threads_feed(native, text, 1, NULL, memory);
			native_forget(native);
		}
		if (native != NULL)
			native_free(native);
		arena_free(memory);
	}
}
