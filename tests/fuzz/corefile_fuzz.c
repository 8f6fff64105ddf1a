/* Core files: for any bytes, texts about them are printable, and nothing outside of the file is read. */
#include "collect/corefile.h"
#include "collect/corelocks.h"
#include "collect/fault.h"
#include "fuzz.h"

#include <stdlib.h>

/* Reads from a copy of exactly its size, so that sanitizers notice a read beyond the end. */
static size_t
read_image(void *from, uint64_t at, char *to, size_t size)
{
	const struct bytes *image = from;

	if (at >= image->len)
		return 0;
	if (size > image->len - at)
		size = image->len - (size_t)at;
	memcpy(to, image->at + at, size);
	return size;
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	char *copy = malloc(size == 0 ? 1 : size);
	struct bytes image = { copy, size };
	struct module_map map = { .memory = arena_new(1 << 24) };
	const struct elf_source source = { read_image, &image, size };
	struct corefile core;
	struct locks locks;
	struct fault fault;

	if (copy == NULL || map.memory == NULL) {
		free(copy);
		arena_free(map.memory);
		return;
	}
	memcpy(copy, data, size);
	corefile_read(&source, &core);
	if (strlen(core.exe) >= sizeof(core.exe) || strlen(core.build_id) % 2 != 0 ||
	    strspn(core.build_id, "0123456789abcdef") != strlen(core.build_id))
		abort();
	fault_read(&source, &fault);
	if (strlen(fault.title) >= sizeof(fault.title) ||
	    strlen(fault.reason) >= sizeof(fault.reason) || fault.pid < 0)
		abort();
	corefile_read_modules(&source, &map);
	for (size_t i = 0; i < map.count; i++)
		if (map.list[i].path.len == 0 || (i > 0 && map.list[i].base < map.list[i - 1].base))
			abort();
	corelocks_read(&source, &map, &locks);
	for (size_t i = 1; i < locks.count; i++)
		if (locks.list[i].lwp < locks.list[i - 1].lwp)
			abort();
	locks_free(&locks);
	free(map.list);
	arena_free(map.memory);
	free(copy);
}
