/*
 * The memory of a CPython: for any bytes, reading its stacks ends, stays inside of the memory, and gives JSON. The first
 * byte of the input chooses the version; the rest is the memory from some address on, and begins with the runtime.
 */
#include "collect/python/pywalk.h"
#include "fuzz.h"
#include "json/json.h"

#include <stdlib.h>

enum { BASE = 0x40000, RUNTIME = BASE + 0x100, THREADS_MAX = 50 };

static size_t
read_memory(void *from, uint64_t at, char *to, size_t size)
{
	const struct bytes *image = from;
	uint64_t place = at - BASE;

	if (at < BASE || place >= image->len)
		return 0;
	if (size > image->len - place)
		size = image->len - (size_t)place;
	memcpy(to, image->at + place, size);
	return size;
}

static void
expect_json(struct bytes text, struct arena *memory)
{
	const char *reason;
	size_t place;

	fuzz_expect(text.len == 0 || json_read(text, memory, &reason, &place) != NULL);
}

static bool
before(void *from, struct pywalk_thread *thread)
{
	(void)from;
	return thread->state % 3 != 0;
}

static void
after(void *from, struct pywalk_thread *thread)
{
	(void)from;
	(void)thread;
}

static const struct pywalk_caller caller = { before, after, NULL, true };

static void
walk(const struct elf_source *source, int version)
{
	struct pymemory memory;
	struct pywalk_runtime runtime = { .address = RUNTIME,
		.types = { 0x101000, 0x102000, 0x103000, 0x104000 } };
	struct arena *arena = arena_new(1 << 26);
	struct pywalk found = { .count = 0 };
	bool known;

	known = pymemory_open(&memory, source) &&
	    pylayout_read(&runtime.layout, version, &memory, RUNTIME);
	pymemory_close(&memory);
	if (known && arena != NULL)
		(void)pywalk_read(&found, source, &runtime, THREADS_MAX, &caller);
	fuzz_expect(found.count <= THREADS_MAX);
	for (size_t i = 0; i < found.count && arena != NULL; i++)
		expect_json(found.threads[i].frames, arena);
	pywalk_free(&found);
	arena_free(arena);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	char *copy = malloc(size == 0 ? 1 : size);
	struct bytes image = { copy, size == 0 ? 0 : size - 1 };
	const struct elf_source source = { read_memory, &image, UINT64_MAX };

	if (copy != NULL && size > 0) {
		memcpy(copy, data + 1, size - 1);
		walk(&source, PYLAYOUT_OLDEST + data[0] % (PYLAYOUT_NEWEST - PYLAYOUT_OLDEST + 2));
	}
	free(copy);
}
