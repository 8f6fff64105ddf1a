#define _GNU_SOURCE /* dlsym */
#include "check.h"
#include "collect/corefile.h"
#include "collect/maps.h"
#include "collect/symbols.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The symbols of this process's C library, compared with dlsym(3). */
static const char *const names[] = { "malloc", "environ", "qsort", "__libc_start_main",
	"gnu_get_libc_version" };

static size_t
read_own(void *from, uint64_t at, char *to, size_t size)
{
	memcpy(to, (const char *)from + at, size);
	return size;
}

static size_t
read_file(void *from, uint64_t at, char *to, size_t size)
{
	return elf_read(elf_memory(from, at), 0, to, size);
}

static const struct module *
find_library(struct module_map *map)
{
	struct reader reader;
	char folder[64];

	snprintf(folder, sizeof(folder), "/proc/%lld", (long long)getpid());
	reader_open(&reader, folder);
	CHECK(maps_read(&reader, map) == 0);
	reader_close(&reader);
	/* sanitizers replace most other functions */
	return module_map_find(
	    map, (uint64_t)(uintptr_t)dlsym(RTLD_DEFAULT, "gnu_get_libc_version"));
}

static void
check_names(const struct symbols *symbols, const struct module *module)
{
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		uint64_t wanted = (uint64_t)(uintptr_t)dlsym(RTLD_DEFAULT, names[i]);

		/* a program may have its own copy of a variable */
		if (module_map_find(
			&(struct module_map){ .list = (struct module *)module, .count = 1 },
			wanted) == module)
			CHECK(module->base + symbols_find(symbols, names[i]) == wanted);
		else
			CHECK(symbols_find(symbols, names[i]) != 0);
	}
	CHECK(symbols_find(symbols, "no_such_symbol") == 0);
	CHECK(symbols_find(symbols, "") == 0);
	CHECK(symbols_find(symbols,
		  "a_name_that_is_longer_than_any_that_is_asked_for_anywhere_in_here_at_all") == 0);
}

int
main(void)
{
	struct module_map map = { .memory = arena_new(1 << 24) };
	const struct module *library = find_library(&map);
	const struct elf_source memory = { read_own, (void *)(uintptr_t)library->base,
		library->end - library->base };
	struct elf_file image, space, whole;
	struct elf elf;
	struct symbols symbols;
	struct stat stat;
	const char *reason;
	char path[COREFILE_PATH];
	int file;

	CHECK(elf_open(&elf, elf_whole(&image, &memory)));
	CHECK(symbols_open(&symbols, &elf, elf_whole(&space, &memory), library->base));
	check_names(&symbols, library);

	snprintf(path, sizeof(path), "%.*s", (int)library->path.len, library->path.at);
	file = corefile_open(path, &stat, &reason);
	const struct elf_source bytes = corefile_source(&file, (uint64_t)stat.st_size);
	const struct elf_source addresses = { read_file, &elf, UINT64_MAX };

	CHECK(elf_open(&elf, elf_whole(&whole, &bytes)));
	CHECK(symbols_open(&symbols, &elf, elf_whole(&space, &addresses), 0));
	check_names(&symbols, library);
	close(file);
	free(map.list);
	arena_free(map.memory);
	return check_end();
}
