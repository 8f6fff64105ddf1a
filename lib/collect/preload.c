#include "collect/preload.h"

#include "base/ascii.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	FILES_MAX = 1000,
	/* bytes of them on a command line, for which a system has no less than 128 KiB, with the environment */
	WORDS_SIZE = 64 * 1024,
	WORD_SIZE = 40, /* of a file's, what is not its path: option, command, pointers */
	LINK_SIZE = 64, /* mnt:[4026531840] */
};

/* Whether a process has the caller's view of the file system; false if that cannot be told. */
static bool
sees_same_files(long long pid)
{
	char path[LINK_SIZE], its[LINK_SIZE], own[LINK_SIZE];
	ssize_t length;

	snprintf(path, sizeof(path), "/proc/%lld/ns/mnt", pid);
	length = readlink(path, its, sizeof(its));
	return length > 0 && readlink("/proc/self/ns/mnt", own, sizeof(own)) == length &&
	    memcmp(its, own, (size_t)length) == 0;
}

/* Debuggers take their commands apart at blanks, quotes and backslashes. */
static bool
is_plain(struct bytes path)
{
	for (size_t i = 0; i < path.len; i++)
		if (!ascii_is_word(path.at[i]) && !bytes_has(BYTES("/.+-"), path.at[i]))
			return false;
	return bytes_head(path) == '/';
}

struct preload
preload_find(long long pid, struct bytes exe, const struct module_map *modules)
{
	const size_t most = modules->count < FILES_MAX ? modules->count : FILES_MAX;
	struct bytes *files = arena_zero(modules->memory, most * sizeof(*files));
	struct preload found = { files, 0 };
	size_t size = 0;

	if (files == NULL || !sees_same_files(pid))
		return found;
	for (size_t i = 0; i < modules->count && found.count < most; i++) {
		struct bytes path = modules->list[i].path;

		if (!is_plain(path) || bytes_equal(path, exe))
			continue;
		size += path.len + WORD_SIZE;
		if (size > WORDS_SIZE)
			break;
		files[found.count++] = path;
	}
	return found;
}
