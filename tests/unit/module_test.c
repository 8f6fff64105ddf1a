#include "check.h"
#include "record/module.h"

#include <stdlib.h>

struct row {
	uint64_t start, end, offset;
	const char *path;
	bool executable;
};

/* Shows the modules of some rows of maps: `path base-end` for each. */
static void
shows(const struct row *rows, size_t count, const char *expected)
{
	struct module_map map = { .memory = arena_new(1 << 20) };
	char shown[1024] = "";
	size_t used = 0;

	for (size_t i = 0; i < count; i++)
		module_map_add(&map,
		    &(struct mapping){ .start = rows[i].start,
			.end = rows[i].end,
			.offset = rows[i].offset,
			.path = bytes_of(rows[i].path),
			.executable = rows[i].executable });
	module_map_end(&map);
	for (size_t i = 0; i < map.count; i++)
		used += (size_t)snprintf(shown + used, sizeof(shown) - used, "%.*s %llx-%llx\n",
		    (int)map.list[i].path.len, map.list[i].path.at,
		    (unsigned long long)map.list[i].base, (unsigned long long)map.list[i].end);
	CHECK_TEXT(bytes_of(shown), bytes_of(expected));
	CHECK(!map.lost);
	free(map.list);
	arena_free(map.memory);
}

static void
pieces(void)
{
	/* the layout of programs by Linux 6 and binutils 2.40, and in 2010 */
	static const struct row now[] = { { 0x1000, 0x2000, 0, "/a", false },
		{ 0x2000, 0x3000, 0x1000, "/a", true }, { 0x3000, 0x4000, 0x2000, "/a", false },
		{ 0x4000, 0x5000, 0x2000, "/a", false }, { 0x5000, 0x6000, 0, "[heap]", false },
		{ 0x7000, 0x8000, 0, "", true }, { 0x8000, 0x9000, 0, "[vdso]", true } };
	static const struct row then[] = { { 0x400000, 0x401000, 0, "/a", true },
		{ 0x600000, 0x601000, 0, "/a", false },
		{ 0x601000, 0x602000, 0x1000, "/a", false } };
	/* loaded twice; data; a file whose beginning is not there */
	static const struct row others[] = { { 0x1000, 0x2000, 0, "/a", true },
		{ 0x2000, 0x3000, 0x1000, "/a", false }, { 0x3000, 0x4000, 0, "/a", true },
		{ 0x5000, 0x6000, 0, "/data", false }, { 0x6000, 0x7000, 0x3000, "/b", true },
		{ 0x7000, 0x8000, 0, "/memory", true } };
	/* code that was moved to larger pages, without a file or with one that has no name */
	static const struct row moved[] = { { 0x1000, 0x2000, 0, "/a", false },
		{ 0x2000, 0x3000, 0, "", true }, { 0x3000, 0x4000, 0x2000, "/a", false },
		{ 0x5000, 0x6000, 0, "/b", false },
		{ 0x6000, 0x7000, 0, "/anon_hugepage (deleted)", true },
		{ 0x7000, 0x8000, 0x2000, "/b", false }, { 0x8000, 0x9000, 0, "", true } };
	/* rows in any order; a piece before its file's beginning belongs to no module */
	static const struct row mixed[] = { { 0x5000, 0x6000, 0, "/b", true },
		{ 0x4000, 0x5000, 0x1000, "/b", true }, { 0x1000, 0x2000, 0, "/a", true } };

	shows(now, COUNT_OF(now), "/a 1000-5000\n[vdso] 8000-9000\n");
	shows(then, COUNT_OF(then), "/a 400000-602000\n");
	shows(others, COUNT_OF(others), "/a 1000-3000\n/a 3000-4000\n/memory 7000-8000\n");
	shows(moved, COUNT_OF(moved), "/a 1000-4000\n/b 5000-8000\n");
	shows(mixed, COUNT_OF(mixed), "/a 1000-2000\n/b 5000-6000\n");
	shows(now, 0, "");
}

static void
finding(void)
{
	struct module_map map = { .memory = NULL };

	module_map_put(
	    &map, &(struct module){ .path = BYTES("/b"), .base = 0x4000, .end = 0x5000 });
	module_map_put(
	    &map, &(struct module){ .path = BYTES("/a"), .base = 0x1000, .end = 0x2000 });
	module_map_end(&map);
	CHECK(module_map_find(&map, 0xfff) == NULL);
	CHECK(module_map_find(&map, 0x2000) == NULL);
	CHECK(module_map_find(&map, 0x5000) == NULL);
	if (CHECK(module_map_find(&map, 0x1000) != NULL) &&
	    CHECK(module_map_find(&map, 0x4fff) != NULL)) {
		CHECK_TEXT(module_map_find(&map, 0x1fff)->path, BYTES("/a"));
		CHECK_TEXT(module_map_find(&map, 0x4000)->path, BYTES("/b"));
	}
	free(map.list);
}

static void
addresses(void)
{
	struct bytes text = BYTES("0x7F00a rest");
	uint64_t address;

	CHECK(module_take_address(&text, &address) && address == 0x7f00a);
	CHECK_TEXT(text, BYTES(" rest"));
	CHECK(!module_take_address(&text, &address));
	text = BYTES("ffffffffff600000-");
	CHECK(module_take_address(&text, &address) && address == 0xffffffffff600000);
	text = BYTES("0x10000000000000000");
	CHECK(!module_take_address(&text, &address));
	text = BYTES("0x");
	CHECK(!module_take_address(&text, &address));
}

int
main(void)
{
	pieces();
	finding();
	addresses();
	return check_end();
}
