/* Crash reports in JSON, by systemd and macOS: any object is read, and the records of its threads are JSON. */
#include "threads.h"

enum { CEILING = 64 * 1024 * 1024 };

static void
feed(struct native *native, struct bytes text, struct arena *memory)
{
	struct arena *written = arena_new(CEILING);
	struct buffer out = { .at = NULL };
	const struct value *object;
	const char *reason;
	size_t place;

	object = json_read(text, memory, &reason, &place);
	fuzz_expect(written != NULL);
	if (object != NULL && written != NULL) {
		(void)native_feed_object(native, object, memory, BYTES("log"), 1);
		native_end(native);
		threads_write(native, &out, written);
	}
	arena_free(written);
	buffer_free(&out);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct native *native = native_new(CEILING);
	struct arena *memory = arena_new(CEILING);

	fuzz_expect(native != NULL && memory != NULL);
	if (native != NULL && memory != NULL)
		feed(native, (struct bytes){ (const char *)data, size }, memory);
	if (native != NULL)
		native_free(native);
	arena_free(memory);
}
