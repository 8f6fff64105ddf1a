/* A file of the system's that has no name of its own, and is gone with its descriptor. */
#ifndef ST_TESTS_UNIT_HELDFILE_H
#define ST_TESTS_UNIT_HELDFILE_H

#include "base/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Makes a file with those bytes, at their begin; `path` is a name of it that is good until the descriptor is closed. */
static inline int
heldfile(struct bytes text, char path[32])
{
	FILE *file = tmpfile();
	int fd;

	if (file == NULL || fwrite(text.at, 1, text.len, file) != text.len || fflush(file) != 0)
		abort();
	fd = dup(fileno(file));
	fclose(file);
	lseek(fd, 0, SEEK_SET);
	snprintf(path, 32, "/dev/fd/%d", fd);
	return fd;
}

#endif
