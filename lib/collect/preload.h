/*
 * Which libraries of a process a debugger can read before it stops the process: most of a pause is spent on reading
 * their symbols.
 */
#ifndef ST_COLLECT_PRELOAD_H
#define ST_COLLECT_PRELOAD_H

#include "record/module.h"

/* Paths of files; a count of 0: there is nothing to read early. */
struct preload {
	const struct bytes *files;
	size_t count;
};

/*
 * All modules except the program itself (the debugger reads that first anyway), up to what a command line can take,
 * without those whose paths need quoting. No files if the process sees other files under these paths than the caller does
 * (in a container), or if there is no memory. The list is in the arena of `modules` and points to its paths.
 */
struct preload preload_find(long long pid, struct bytes exe, const struct module_map *modules);

#endif
