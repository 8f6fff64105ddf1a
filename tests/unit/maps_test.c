#include "check.h"
#include "collect/corefile.h"
#include "collect/maps.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static void
lines(void)
{
	static const char *const good[] = {
		"55d4c8c0e000-55d4c8c10000 r--p 00000000 08:02 1234                       /srv/a b "
		"(1).so",
		"55d4c8c10000-55d4c8c11000 r-xp 00002000 08:02 1234                       /srv/a b "
		"(1).so",
		"55d4c8c12000-55d4c8c13000 rw-p 00000000 00:00 0 ",
		"55d4c8c14000-55d4c8c15000 r-xp 00000000 08:02 9      /no such/gone (deleted)",
		"55d4c8c16000-55d4c8c17000 rwxs 00000000 00:01 9      /memfd:jit (deleted)",
		"7ffc1f9e6000-7ffc1f9e8000 r-xp 00000000 00:00 0                          [vdso]",
	};
	struct module_map map = { .memory = arena_new(1 << 20) };

	for (size_t i = 0; i < COUNT_OF(good); i++)
		CHECK(maps_add_line(&map, bytes_of(good[i])));
	CHECK(!maps_add_line(&map, BYTES("")));
	CHECK(!maps_add_line(&map, BYTES("55d4c8c0e000 r--p 0 08:02 1 /a")));
	CHECK(!maps_add_line(&map, BYTES("55d4c8c0e000-55d4c8c10000")));
	module_map_end(&map);
	if (CHECK(map.count == 3)) {
		CHECK_TEXT(map.list[0].path, BYTES("/srv/a b (1).so"));
		CHECK(map.list[0].base == 0x55d4c8c0e000 && map.list[0].end == 0x55d4c8c11000);
		CHECK_TEXT(map.list[1].path, BYTES("/no such/gone"));
		CHECK(!map.list[0].replaced && map.list[1].replaced && !map.list[2].replaced);
		CHECK_TEXT(map.list[2].path, BYTES("[vdso]"));
	}
	free(map.list);
	arena_free(map.memory);
}

/* This process: where its code is, and the build id in its file. */
static void
own(void)
{
	struct module_map map = { .memory = arena_new(1 << 20) };
	struct reader reader;
	char folder[32], path[4096] = "", id[ELF_ID_TEXT];
	const struct module *module;
	const char *unread;

	CHECK(readlink("/proc/self/exe", path, sizeof(path) - 1) > 0);
	CHECK(corefile_build_id(path, id, &unread));
	snprintf(folder, sizeof(folder), "/proc/%d", (int)getpid());
	reader_open(&reader, folder);
	CHECK(maps_read(&reader, &map) == 0);
	reader_close(&reader);
	module = module_map_find(&map, (uint64_t)(uintptr_t)own);
	if (CHECK(module != NULL)) {
		CHECK_TEXT(module->path, bytes_of(path));
		CHECK_TEXT(module->build_id, bytes_of(id));
		CHECK(memcmp((const char *)(uintptr_t)module->base, "\177ELF", 4) == 0);
	}
	CHECK(module_map_find(&map, (uint64_t)(uintptr_t)path) == NULL); /* the stack */
	free(map.list);
	map = (struct module_map){ .memory = map.memory };
	reader_open(&reader, "/proc/2147483647"); /* no such process */
	CHECK(maps_read(&reader, &map) == ENOENT && map.count == 0);
	reader_close(&reader);
	free(map.list);
	arena_free(map.memory);
}

int
main(void)
{
	lines();
	own();
	return check_end();
}
