#include "record/module.h"

#include "base/array.h"
#include "base/ascii.h"

#include <stdlib.h>

enum { MODULES_MAX = 1 << 18 }; /* a process of Linux has 65,530 mappings at the most */

/* Drops the last module if nothing of it is executable: it is data. */
static void
close_last(struct module_map *map)
{
	if (map->open && !map->executable)
		map->count--;
	map->open = false;
}

void
module_map_put(struct module_map *map, const struct module *module)
{
	if (map->count >= MODULES_MAX || !ARRAY_ROOM(map->list, map->count, map->size))
		map->lost = true;
	else
		map->list[map->count++] = *module;
}

/* Memory that is no piece of a file, whatever the kernel calls it. */
static bool
is_anonymous(struct bytes path)
{
	return path.len == 0 || bytes_start(path, BYTES("[anon")) ||
	    bytes_start(path, BYTES("/anon_hugepage"));
}

static bool
goes_on(const struct module_map *map, const struct mapping *mapping)
{
	const struct module *last = &map->list[map->count - 1];

	return mapping->offset >= map->offset && mapping->start >= last->end &&
	    bytes_equal(mapping->path, last->path);
}

/* Begins a module. Only the first piece of a file tells where the file was loaded. */
static void
begin(struct module_map *map, const struct mapping *mapping)
{
	struct module module = { .base = mapping->start, .replaced = mapping->replaced };
	size_t count = map->count;

	if (mapping->offset != 0 ||
	    (mapping->path.at[0] != '/' && !bytes_equal(mapping->path, BYTES("[vdso]"))))
		return;
	module.path = arena_copy(map->memory, mapping->path);
	if (module.path.len == 0)
		map->lost = true;
	else
		module_map_put(map, &module);
	map->open = map->count > count;
	map->executable = map->between = false;
}

void
module_map_add(struct module_map *map, const struct mapping *mapping)
{
	if (is_anonymous(mapping->path)) {
		map->between = map->between || mapping->executable;
		return;
	}
	if (!map->open || !goes_on(map, mapping)) {
		close_last(map);
		begin(map, mapping);
	}
	if (!map->open)
		return;
	map->list[map->count - 1].end = mapping->end;
	map->offset = mapping->offset;
	/* a program may have moved its code to larger pages, which belong to no file */
	map->executable = map->executable || mapping->executable || map->between;
}

ARRAY_ORDER(compare, struct module, base)

void
module_map_end(struct module_map *map)
{
	close_last(map);
	if (map->count > 0)
		qsort(map->list, map->count, sizeof(*map->list), compare);
}

const struct module *
module_map_find(const struct module_map *map, uint64_t address)
{
	size_t low = 0, high = map->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (map->list[middle].base <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && address < map->list[low - 1].end ? &map->list[low - 1] : NULL;
}

bool
module_take_address(struct bytes *text, uint64_t *address)
{
	struct bytes digits = *text;
	size_t n;

	(void)bytes_take(&digits, BYTES("0x"));
	n = ascii_run(digits, ascii_is_hex);
	if (n == 0 || n > 16)
		return false;
	*address = 0;
	for (size_t i = 0; i < n; i++)
		*address = *address << 4 | ascii_hex_value(digits.at[i]);
	*text = bytes_from(digits, n);
	return true;
}
