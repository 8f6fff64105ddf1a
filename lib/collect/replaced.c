#include "collect/replaced.h"

#include "collect/corefile.h"

#include <stdio.h>

/* Whether another file has the module's path now. */
static bool
is_other(const struct module *module, const char *folder)
{
	char path[COREFILE_PATH], build_id[ELF_ID_TEXT];
	const char *unread;
	int length =
	    snprintf(path, sizeof(path), "%s%.*s", folder, (int)module->path.len, module->path.at);

	if (bytes_head(module->path) != '/' || length >= COREFILE_PATH ||
	    !corefile_build_id(path, build_id, &unread))
		return false;
	if (build_id[0] == '\0' || module->build_id.len == 0)
		return module->replaced;
	return !bytes_equal(bytes_of(build_id), module->build_id);
}

void
replaced_find(
    struct module_map *map, enum replaced_which which, const char *folder, struct bytes exe)
{
	for (size_t i = 0; i < map->count; i++) {
		struct module *module = &map->list[i];
		/* nearly always the program is loaded first, and lowest */
		bool program = exe.len > 0 && (i == 0 || bytes_equal(module->path, exe));
		bool asked = which == REPLACED_ALL || (which == REPLACED_GONE && module->replaced);

		module->replaced = asked && !program && is_other(module, folder);
	}
}

const struct module *
replaced_first(const struct module_map *map, size_t *count)
{
	const struct module *first = NULL;

	*count = 0;
	for (size_t i = map->count; i-- > 0;)
		if (map->list[i].replaced) {
			first = &map->list[i];
			++*count;
		}
	return first;
}
