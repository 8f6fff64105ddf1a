/* The rule packs that ship: where they are, and which are to apply. */
#ifndef ST_RULES_PACKS_H
#define ST_RULES_PACKS_H

#include "base/buffer.h"
#include "rules/rulefile.h"

/*
 * Writes the path of the folder of packs, without a NUL: share/stacktraces/packs beside the folder
 * that the running program stands in.
 */
void packs_folder(struct buffer *path);

/*
 * The paths of all packs, sorted by name: an array ended by NULL, to be given back with
 * packs_free(). NULL: the folder cannot be read (errno says why).
 */
char **packs_list(const char *folder);
void packs_free(char **paths);

/* The name of a pack: its file's, without `.json`. */
struct bytes packs_name(const char *path);

/* Puts the packs of a list that are for all kinds of programs behind those that are not. */
void packs_order(struct rulefile **first);

#endif
