/* The first bytes of a file or of standard input, decompressed where they have to be. */
#ifndef ST_SHOW_SAMPLE_H
#define ST_SHOW_SAMPLE_H

#include "show/thing.h"

struct sample {
	struct thing thing;
	const char *tool; /* what decompresses it, as `tool -dc`; NULL: it is not compressed */
	int input; /* the descriptor to read it from, from its beginning on; -1: the file by its name */
};

/* False, and it was said: it cannot be read. Of what is no regular file a process writes all that comes to `input`. */
bool sample_file(struct sample *sample, const char *path);

/* The same of a descriptor that is open, of standard input. */
bool sample_open(struct sample *sample, int fd, const char *subject);

#endif
