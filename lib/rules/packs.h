/* The rule packs that ship: the files of a folder. */
#ifndef ST_RULES_PACKS_H
#define ST_RULES_PACKS_H

#include "base/buffer.h"

struct packs {
	struct buffer
	    path; /* with a NUL: of the folder, and then of the pack that was asked for last */
	size_t folder_len;
	struct dirent **entries; /* sorted by name */
	int count;               /* below 0: the folder could not be read */
};

/*
 * Reads share/stacktraces/packs beside the folder that the running program stands in. False: it cannot be read (errno
 * says why), and there are no packs; to be closed all the same.
 */
bool packs_open(struct packs *packs);
void packs_close(struct packs *packs);

/* The name of a pack: its file's, without `.json`. */
struct bytes packs_name(const struct packs *packs, int number);

/* The path of a pack, good until the next call. */
const char *packs_path(struct packs *packs, int number);

#endif
