/*
 * The debugger's text in a file of its own, with a header line in the form of collect.py's before
 * each capture. The file is private, and has its name only when it is complete.
 */
#ifndef ST_COLLECT_LOGFILE_H
#define ST_COLLECT_LOGFILE_H

#include "base/buffer.h"
#include "record/captured.h"

enum { LOGFILE_NAME = 4096 + 64 }; /* a path and a little more */

struct logfile {
	const char *path;             /* NULL: there is no log */
	char temporary[LOGFILE_NAME]; /* a name beside it; empty: the file has none yet */
	int fd;
	const char *reason; /* of what went wrong; good until the next call */
};

/* Makes the file, without its name. Of these, false: log->reason says why. */
bool logfile_open(struct logfile *log, const char *path);
bool logfile_write(struct logfile *log, struct bytes text);

/* Gives it its name, in place of what has it. */
bool logfile_close(struct logfile *log);

/* Leaves nothing behind. */
void logfile_abandon(struct logfile *log);

/* REM st-collect 0.2.0 TOOL=gdb  … --exe=/usr/sbin/httpd --pid=1234, with its LF */
void logfile_header(struct buffer *out, const struct captured *captured);

#endif
