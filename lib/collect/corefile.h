/* What an ELF core file (Linux's, FreeBSD's) tells of the program that it is of. */
#ifndef ST_COLLECT_COREFILE_H
#define ST_COLLECT_COREFILE_H

#include "base/bytes.h"

enum { COREFILE_PATH = 4096, COREFILE_ID = 64 };

struct corefile {
	bool readable;           /* false: `error` says why not */
	int error;               /* errno; 0: it is no ELF core file of this machine's byte order */
	char exe[COREFILE_PATH]; /* the path of the executable; empty: not known */
	char build_id[COREFILE_ID * 2 + 1]; /* of it, in hexadecimal digits; empty: not known */
};

/* What is in the file, and the same of its bytes. */
void corefile_read(const char *path, struct corefile *core);
void corefile_parse(struct bytes image, struct corefile *core);

/* The build id of an executable, as above; false: it has none, or cannot be read. */
bool corefile_build_id(const char *path, char build_id[COREFILE_ID * 2 + 1]);

#endif
