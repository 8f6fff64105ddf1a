/*
 * Modules whose file is another one than was loaded: a package was upgraded under a running program, or a core file came
 * from another machine. A debugger that reads the file names wrong functions for them.
 */
#ifndef ST_COLLECT_REPLACED_H
#define ST_COLLECT_REPLACED_H

#include "record/module.h"

enum replaced_which {
	REPLACED_NONE,
	/*
	 * Those of which the kernel says that the file is gone from its path. Other files are not touched: they may be
	 * on a server that does not answer.
	 */
	REPLACED_GONE,
	REPLACED_ALL,
};

/*
 * Looks at the files of these modules, and marks those that have another build ID than the module has in memory: where one
 * of both is not known, those that are gone from their paths. `folder` is put before each path. `exe` is the program, which
 * is left out: a debugger is given that by itself. No bytes: nothing is left out.
 */
void replaced_find(
    struct module_map *map, enum replaced_which which, const char *folder, struct bytes exe);

/* The first one that is marked, or NULL, and how many there are. */
const struct module *replaced_first(const struct module_map *map, size_t *count);

#endif
