/*
 * The debugger's text in a file of its own, with a header line like collect.py's before each capture.
 * Only its owner can read the file, and it gets its name only when it is complete.
 */
#ifndef ST_COLLECT_LOGFILE_H
#define ST_COLLECT_LOGFILE_H

#include "base/buffer.h"
#include "record/captured.h"

enum { LOGFILE_NAME = 4096 + 64 }; /* a path and a little more */

struct logfile {
	const char *path; /* NULL: there is no log */
	/* the file's name until then, in the same folder; empty: it has none */
	char temporary[LOGFILE_NAME];
	int fd;
	const char *reason; /* why a call failed; good until the next call */
};

/* Makes the file, still without its name. This and the next two: false: log->reason says why. */
bool logfile_open(struct logfile *log, const char *path);
bool logfile_write(struct logfile *log, struct bytes text);

/* Gives the file its name; a file that has that name is replaced. */
bool logfile_close(struct logfile *log);

/* Removes the file. */
void logfile_abandon(struct logfile *log);

/* REM st-collect 0.2.0 TOOL=gdb  … --exe=/usr/sbin/httpd --pid=1234, with its LF */
void logfile_header(struct buffer *out, const struct captured *captured);

#endif
