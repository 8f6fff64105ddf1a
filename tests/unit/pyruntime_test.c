#include "collect/python/pyruntime.h"

#include "collect/corefile.h"
#include "pyprocess.h"

#include <sys/stat.h>

static void
check_name(const char *path, bool may)
{
	struct module list[] = { { .path = BYTES("/usr/sbin/uwsgi") }, { .path = bytes_of(path) } };
	const struct module_map map = { .list = list, .count = COUNT_OF(list) };

	if (!CHECK(pyruntime_may_have(&map, &list[1]) == may))
		printf("   %s\n", path);
	/* the program, whatever its name */
	CHECK(pyruntime_may_have(&map, &list[0]));
}

/* This very process is none; greenlets are told by the name of their module. */
static void
own(void)
{
	struct module_map map = { .memory = arena_new(1 << 24) };
	const struct module greenlets = {
		.path = BYTES("/site/greenlet/_greenlet.cpython-311-x86_64-linux-gnu.so")
	};
	struct pyruntime found;
	struct reader reader;
	struct elf_source memory;
	char folder[64];

	snprintf(folder, sizeof(folder), "/proc/%lld", (long long)getpid());
	reader_open(&reader, folder);
	CHECK(maps_read(&reader, &map) == 0 && map.count > 0);
	memory = reader_memory(&reader);
	pyruntime_find(&found, &memory, &map);
	CHECK(found.kind == PYRUNTIME_NONE && !found.greenlets);
	module_map_put(&map, &greenlets);
	pyruntime_find(&found, &memory, &map);
	CHECK(found.kind == PYRUNTIME_NONE && found.greenlets);
	reader_close(&reader);
	free(map.list);
	arena_free(map.memory);
}

/* The same by the symbols of the file that the module was loaded from. */
static void
check_file(
    const struct pyruntime *found, const struct elf_source *memory, const struct module *module)
{
	struct pyruntime again;
	struct stat stat;
	const char *reason;
	char path[COREFILE_PATH];
	struct elf_source source;
	int file;

	snprintf(path, sizeof(path), "%.*s", (int)module->path.len, module->path.at);
	file = corefile_open(path, &stat, &reason);
	if (file == -1)
		return;
	source = corefile_source(&file, (uint64_t)stat.st_size);
	if (pyruntime_read_file(&again, memory, &source, module)) {
		CHECK(again.kind == found->kind && again.version == found->version);
		CHECK(again.runtime.address == found->runtime.address);
		CHECK(memcmp(&again.runtime.types, &found->runtime.types,
			  sizeof(again.runtime.types)) == 0);
		CHECK(again.evaluator.base == found->evaluator.base);
	} else {
		CHECK(again.kind == PYRUNTIME_NONE);
	}
	close(file);
}

/* Its version is the one that it says itself. */
static void
living(void)
{
	struct pyprocess process;
	struct elf_source memory;
	struct pyruntime found;
	size_t own_modules = 0;

	if (!pyprocess_begin(&process))
		return;
	memory = reader_memory(&process.reader);
	pyruntime_find(&found, &memory, &process.map);
#if defined(__x86_64__) && defined(__LP64__)
	CHECK(found.version == process.version);
	if (process.version >= PYLAYOUT_OLDEST && process.version <= PYLAYOUT_NEWEST &&
	    found.kind != PYRUNTIME_FREE_THREADED)
		CHECK(found.kind == PYRUNTIME_KNOWN &&
		    found.runtime.layout.version == process.version);
#endif
	for (size_t i = 0; i < process.map.count && found.kind != PYRUNTIME_NONE; i++) {
		const struct module *module = &process.map.list[i];

		if (!pyruntime_may_have(&process.map, module))
			continue;
		own_modules += found.runtime.address >= module->base;
		check_file(&found, &memory, module);
	}
	CHECK(found.kind == PYRUNTIME_NONE || own_modules > 0);
	pyprocess_end(&process);
}

int
main(void)
{
	check_name("/usr/lib/libpython3.11.so.1.0", true);
	check_name("/usr/bin/python3.11", true);
	check_name("/usr/lib/mod_wsgi.so", false);
	check_name("/usr/lib/python3/_ssl.so", false);
	own();
	living();
	return check_end();
}
