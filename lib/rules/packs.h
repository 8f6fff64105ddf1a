/* The rule packs that ship: the files of a folder. */
#ifndef ST_RULES_PACKS_H
#define ST_RULES_PACKS_H

#include "base/buffer.h"

struct packs {
	struct buffer path; /* ends with a NUL: the folder, then the pack asked for last */
	size_t folder_len;
	struct dirent **entries; /* sorted by name */
	int count;               /* below 0: the folder could not be read */
};

/*
 * Reads the folder ../share/stacktraces/packs, relative to that of the running program, or where make was told to install
 * it. False: it cannot be read (errno says why), and there are no packs; packs_close() has to be called all the same.
 */
bool packs_open(struct packs *packs);
void packs_close(struct packs *packs);

/* The name of a pack (its file's name without `.json`), by its number from 0 on, below `count`. */
struct bytes packs_name(const struct packs *packs, int number);

/* The path of a pack, good until the next call. */
const char *packs_path(struct packs *packs, int number);

#endif
