#include "collect/preload.h"

#include "collect/namespace.h"

enum {
	FILES_MAX = 1000,
	/* bytes of paths on a command line; systems allow no less than 128 KiB for it and the environment */
	WORDS_SIZE = 64 * 1024,
	WORD_SIZE = 40, /* what a file takes besides its path: option, command, pointers */
};

struct preload
preload_find(long long pid, struct bytes exe, const struct module_map *modules)
{
	const size_t most = modules->count < FILES_MAX ? modules->count : FILES_MAX;
	struct bytes *files = arena_zero(modules->memory, most * sizeof(*files));
	struct preload found = { files, 0 };
	size_t size = 0;

	if (files == NULL || !namespace_is_own(pid))
		return found;
	for (size_t i = 0; i < modules->count && found.count < most; i++) {
		struct bytes path = modules->list[i].path;

		if (!namespace_is_plain(path) || bytes_equal(path, exe))
			continue;
		size += path.len + WORD_SIZE;
		if (size > WORDS_SIZE)
			break;
		files[found.count++] = path;
	}
	return found;
}
