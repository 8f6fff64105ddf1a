/*
 * Which libraries of a process a debugger can read before it stops the process: most of a pause is spent on reading
 * their symbols.
 */
#ifndef ST_COLLECT_PRELOAD_H
#define ST_COLLECT_PRELOAD_H

#include "record/module.h"

/* Paths of files; none where there is no list. */
struct preload {
	const struct bytes *files;
	size_t count;
};

/*
 * The modules but the program itself, which a debugger reads first in any case: no more than a command line can take,
 * and none whose path would have to be quoted. None if the process sees other files under these paths than the caller
 * does, or if there is no memory for the list, which is in the modules' memory and names their paths.
 */
struct preload preload_find(long long pid, struct bytes exe, const struct module_map *modules);

#endif
