#include "collect/preload.h"

#include "check.h"

#include <unistd.h>

/* The modules of this process that are read before it is stopped. */
static void
files(void)
{
	struct module modules[] = {
		{ .path = BYTES_ROW("/usr/bin/program") },
		{ .path = BYTES_ROW("/lib/x86_64-linux-gnu/libstdc++.so.6.0.30") },
		{ .path = BYTES_ROW("/srv/my libs/a.so") },
		{ .path = BYTES_ROW("/srv/'; shell touch owned #'.so") },
		{ .path = BYTES_ROW("/srv/a\\.so") },
		{ .path = BYTES_ROW("relative.so") },
		{ .path = BYTES_ROW("[vdso]") },
		{ .path = BYTES_ROW("") },
		{ .path = BYTES_ROW("/srv/lib_b-1.so") },
	};
	struct module_map map = {
		.memory = arena_new(1 << 20), .list = modules, .count = COUNT_OF(modules)
	};
	struct preload found = preload_find(getpid(), BYTES("/usr/bin/program"), &map);

	if (CHECK(found.count == 2)) {
		CHECK_TEXT(found.files[0], modules[1].path);
		CHECK_TEXT(found.files[1], modules[8].path);
	}
	CHECK(preload_find(999999999, BYTES_NONE, &map).count == 0);
	map.count = 0;
	CHECK(preload_find(getpid(), BYTES_NONE, &map).count == 0);
	arena_free(map.memory);
}

/* If there are more than fit into a command line, only the first ones. */
static void
ceiling(void)
{
	enum { MANY = 1500 };
	static struct module modules[MANY];
	static char path[4056];
	struct module_map map = { .memory = arena_new(1 << 20), .list = modules, .count = MANY };

	for (size_t i = 0; i < MANY; i++)
		modules[i].path = BYTES("/lib/a.so");
	CHECK(preload_find(getpid(), BYTES_NONE, &map).count == 1000);
	/* 64 KiB are enough for 16 words of 4056 bytes, each with 40 bytes more, but not for 17 */
	memset(path, 'a', sizeof(path));
	path[0] = '/';
	for (size_t i = 0; i < MANY; i++)
		modules[i].path = (struct bytes){ path, sizeof(path) };
	CHECK(preload_find(getpid(), BYTES_NONE, &map).count == 16);
	arena_free(map.memory);
	map.memory = arena_new(64);
	CHECK(preload_find(getpid(), BYTES_NONE, &map).count == 0);
	arena_free(map.memory);
}

int
main(void)
{
	files();
	ceiling();
	return check_end();
}
