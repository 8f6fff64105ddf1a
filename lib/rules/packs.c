#include "rules/packs.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Below the prefix; or any folder, where bindir or datadir was given when it was built. */
#ifndef ST_PACKS
#define ST_PACKS "share/stacktraces/packs"
#endif

void
packs_folder(struct buffer *path)
{
	static const char packs[] = ST_PACKS;
	char self[4096];
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self));
	struct bytes prefix = { self, length < 0 ? 0 : (size_t)length };

	/* PREFIX/bin/st-annotate; where the system does not say, where it was to be installed */
	for (int parts = 0; parts < 2 && prefix.len > 0; parts++) {
		while (prefix.len > 0 && prefix.at[prefix.len - 1] != '/')
			prefix.len--;
		if (prefix.len > 0)
			prefix.len--;
	}
	if (length <= 0 || (size_t)length == sizeof(self))
		prefix = bytes_of(ST_PREFIX);
	buffer_reset(path);
	if (packs[0] != '/') {
		buffer_append(path, prefix);
		buffer_append(path, BYTES("/"));
	}
	buffer_append(path, bytes_of(packs));
}

static int
is_pack(const struct dirent *entry)
{
	struct bytes name = bytes_of(entry->d_name);

	return name.len > 5 && name.at[0] != '.' && bytes_end(name, BYTES(".json"));
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static char *
join(const char *folder, const char *name)
{
	size_t length = strlen(folder), size = length + strlen(name) + 2;
	char *path = memory_take(size);

	if (path == NULL)
		return NULL;
	memcpy(path, folder, length);
	path[length] = '/';
	memcpy(path + length + 1, name, size - length - 1);
	return path;
}

char **
packs_list(const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_pack, by_bytes);
	char **paths;
	bool good = true;

	if (count < 0)
		return NULL;
	paths = memory_zero((size_t)count + 1, sizeof(*paths));
	for (int i = 0; i < count; i++) {
		if (paths != NULL)
			paths[i] = join(folder, entries[i]->d_name);
		good = good && paths != NULL && paths[i] != NULL;
		free(entries[i]);
	}
	free(entries);
	if (good)
		return paths;
	packs_free(paths);
	errno = ENOMEM;
	return NULL;
}

struct bytes
packs_name(const char *path)
{
	struct bytes name = bytes_of(strrchr(path, '/') + 1);

	return bytes_first(name, name.len - 5);
}

void
packs_order(struct rulefile **first)
{
	struct rulefile *generic = NULL, **last = &generic;

	while (*first != NULL) {
		if ((*first)->generic) {
			*last = *first;
			last = &(*last)->next;
			*first = *last;
			*last = NULL;
		} else {
			first = &(*first)->next;
		}
	}
	*first = generic;
}

void
packs_free(char **paths)
{
	if (paths == NULL)
		return;
	for (size_t i = 0; paths[i] != NULL; i++)
		free(paths[i]);
	free(paths);
}
