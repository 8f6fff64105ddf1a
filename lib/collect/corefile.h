/* What an ELF core file (Linux's, FreeBSD's) tells of the program that it is of. */
#ifndef ST_COLLECT_COREFILE_H
#define ST_COLLECT_COREFILE_H

#include "base/bytes.h"

#include <stdint.h>

enum { COREFILE_PATH = 4096, COREFILE_ID = 64 };

struct corefile {
	bool readable; /* it is an ELF core file of this machine's byte order */
	char exe
	    [COREFILE_PATH]; /* the path of the executable as it stands there; empty: not known */
	char build_id[COREFILE_ID * 2 + 1]; /* of it, in hexadecimal digits; empty: not known */
	uint64_t whole; /* where its last segment ends: so many bytes it has, unless it is cut */
};

/*
 * A file that is read piece by piece: it may be larger than memory, and somebody may cut it off
 * meanwhile. `read` gives how many bytes it could put into `to`, as pread(2) does.
 */
struct corefile_source {
	size_t (*read)(void *from, uint64_t at, char *to, size_t size);
	void *from;
	uint64_t size; /* nothing beyond it is asked for */
};

struct stat;

/*
 * Opens a file to read, if it is a regular one; a device or a FIFO could keep us waiting or change
 * by being opened. -1: *reason says why not.
 */
int corefile_open(const char *path, struct stat *stat, const char **reason);

/* What is in an open file of that size; and the same of any source. */
void corefile_read(int fd, uint64_t size, struct corefile *core);
void corefile_parse(const struct corefile_source *source, struct corefile *core);

/* The build id of a program, as above; false: it is none (no ELF), or cannot be read: *unread says why not, or is NULL. */
bool corefile_build_id(const char *path, char build_id[COREFILE_ID * 2 + 1], const char **unread);

#endif
