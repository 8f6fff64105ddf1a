#include "rules/packs.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

/* Below the prefix; or an absolute path, if bindir or datadir was given to make. */
#ifndef ST_PACKS
#define ST_PACKS "share/stacktraces/packs"
#endif

/* The prefix is that of the running program, PREFIX/bin/st-annotate, or if that cannot be told, the one it was built for. */
static void
write_folder(struct buffer *path)
{
	static const char packs[] = ST_PACKS;
	char self[4096];
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self));
	struct bytes prefix = { self, length < 0 ? 0 : (size_t)length };

	for (int parts = 0; parts < 2; parts++)
		(void)bytes_split_last(prefix, BYTES("/"), &prefix, NULL);
	if (length <= 0 || (size_t)length == sizeof(self))
		prefix = bytes_of(ST_PREFIX);
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

bool
packs_open(struct packs *packs)
{
	*packs = (struct packs){ .count = -1 };
	write_folder(&packs->path);
	packs->folder_len = packs->path.len;
	buffer_byte(&packs->path, '\0');
	/* room for the name of any pack, so that packs_path() cannot fail */
	if (buffer_reserve(&packs->path, sizeof(packs->entries[0]->d_name) + 1) != NULL)
		packs->count = scandir(packs->path.at, &packs->entries, is_pack, by_bytes);
	return packs->count >= 0;
}

void
packs_close(struct packs *packs)
{
	for (int i = 0; i < packs->count; i++)
		free(packs->entries[i]);
	if (packs->count >= 0)
		free(packs->entries);
	buffer_free(&packs->path);
}

struct bytes
packs_name(const struct packs *packs, int number)
{
	struct bytes name = bytes_of(packs->entries[number]->d_name);

	return bytes_first(name, name.len - 5);
}

const char *
packs_path(struct packs *packs, int number)
{
	struct buffer *path = &packs->path;

	path->len = packs->folder_len;
	buffer_byte(path, '/');
	buffer_append(path, bytes_of(packs->entries[number]->d_name));
	buffer_byte(path, '\0');
	return path->at;
}
