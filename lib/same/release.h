/*
 * Folders that are of one release or one run of a program: the next one has others. No package of Python can have their
 * names, so that they are no two parts of one program.
 */
#ifndef ST_SAME_RELEASE_H
#define ST_SAME_RELEASE_H

#include "base/arena.h"

/*
 * The module of a file, as owncode_of() gives it, for which `module` points into `file`. If its folder is named by a version
 * of three numbers (`1.2.3`), a date, a hash or a UUID, or by a number in a folder `releases`, the next folder outside of it
 * takes its place; of one that has a name before that, `shop-1.2.3`, the name is left. Then it is in the arena. All others
 * are given as they are.
 */
struct bytes release_plain(struct bytes module, struct bytes file, struct arena *memory);

#endif
