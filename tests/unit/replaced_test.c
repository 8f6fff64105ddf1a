#include "collect/replaced.h"

#include "check.h"
#include "collect/corefile.h"

#include <limits.h>
#include <unistd.h>

/* This program has the build id `right`; the second file is no program, and the third does not exist. */
static char program[PATH_MAX], right[ELF_ID_TEXT];

enum { PROGRAM, OTHER, NO_PROGRAM, NO_FILE, NO_PATH, NO_ID, COUNT };

/* `gone`: the kernel reports all files as deleted. */
static struct module_map
map_of(struct module modules[COUNT], bool gone)
{
	const struct bytes path = bytes_of(program), wrong = BYTES("0aff");
	const struct module all[COUNT] = {
		[PROGRAM] = { .path = path, .build_id = bytes_of(right) },
		[OTHER] = { .path = path, .build_id = wrong },
		[NO_PROGRAM] = { .path = BYTES("/etc/passwd"), .build_id = wrong },
		[NO_FILE] = { .path = BYTES("/no/such/file"), .build_id = wrong },
		[NO_PATH] = { .path = BYTES("[vdso]"), .build_id = wrong },
		[NO_ID] = { .path = path },
	};

	for (size_t i = 0; i < COUNT; i++) {
		modules[i] = all[i];
		modules[i].replaced = gone;
	}
	return (struct module_map){ .list = modules, .count = COUNT };
}

/* Checks which modules are marked as replaced, by ones and zeros. */
static void
marks(const struct module_map *map, const char *expected)
{
	char found[COUNT + 1] = "";

	for (size_t i = 0; i < COUNT; i++)
		found[i] = map->list[i].replaced ? '1' : '0';
	CHECK_TEXT(bytes_of(found), bytes_of(expected));
}

static void
all(void)
{
	static const struct {
		enum replaced_which which;
		bool gone;
		const char *folder, *marked;
	} rows[] = {
		{ REPLACED_ALL, false, "", "010000" },
		{ REPLACED_ALL, true, "", "010001" },
		{ REPLACED_GONE, false, "", "000000" },
		{ REPLACED_GONE, true, "", "010001" },
		{ REPLACED_NONE, true, "", "000000" },
		{ REPLACED_ALL, true, "/proc/self/root", "010001" },
		{ REPLACED_ALL, true, "/no/such/folder", "000000" },
	};
	struct module modules[COUNT];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct module_map map = map_of(modules, rows[i].gone);

		replaced_find(&map, rows[i].which, rows[i].folder, BYTES_NONE);
		marks(&map, rows[i].marked);
	}
}

/* The program is the module with the lowest address, or the one of that name. */
static void
without_program(void)
{
	struct module modules[COUNT];
	struct module_map map = map_of(modules, false);

	modules[PROGRAM].build_id = modules[OTHER].build_id;
	replaced_find(&map, REPLACED_ALL, "", BYTES_NONE);
	marks(&map, "110000");
	replaced_find(&map, REPLACED_ALL, "", BYTES("/srv/a"));
	marks(&map, "010000");
	replaced_find(&map, REPLACED_ALL, "", bytes_of(program));
	marks(&map, "000000");
}

static void
first(void)
{
	struct module modules[COUNT];
	struct module_map map = map_of(modules, false);
	size_t count = 7;

	CHECK(replaced_first(&map, &count) == NULL && count == 0);
	modules[OTHER].replaced = modules[NO_ID].replaced = true;
	CHECK(replaced_first(&map, &count) == &modules[OTHER] && count == 2);
}

int
main(void)
{
	const char *unread;

	CHECK(readlink("/proc/self/exe", program, sizeof(program) - 1) > 0);
	CHECK(corefile_build_id(program, right, &unread) && right[0] != '\0');
	all();
	without_program();
	first();
	return check_end();
}
