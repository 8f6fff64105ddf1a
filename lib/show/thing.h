/* What a file or standard input holds, by its first bytes. */
#ifndef ST_SHOW_THING_H
#define ST_SHOW_THING_H

#include "base/looks.h"

enum {
	THING_HEAD = 64 * 1024,              /* how many first bytes are looked at */
	THING_THREAD_MAX = 16 * 1024 * 1024, /* memory for a thread that is looked for */
};

struct native;

enum thing_kind {
	THING_EMPTY,
	THING_CORE,     /* a core file */
	THING_PROGRAM,  /* an executable, a library */
	THING_BINARY,   /* no text */
	THING_FOREIGN,  /* a text that no stage reads: `looks` says what it is */
	THING_CAPTURES, /* records, captures among them */
	THING_RECORDS,  /* threads, exceptions */
	THING_GROUPS,
	THING_DEBUGGER, /* what debuggers and sanitizers print */
	THING_LOG       /* any other text: it may have exceptions of Python */
};

struct thing {
	enum thing_kind kind;
	const struct looks *looks; /* of THING_FOREIGN */
	bool sure;                 /* further bytes cannot change it */
	bool wide;                 /* in UTF-16 */
	bool longer;               /* no line of its beginning says what it is, and it goes on */
};

enum thing_rest {
	THING_READING, /* more of the first THING_HEAD bytes will come: only `sure` results count */
	THING_LONGER,  /* the text goes on, but no more of it will be looked at */
	THING_WHOLE    /* these are all bytes */
};

struct thing thing_of(struct bytes head, enum thing_rest rest);

/*
 * Whether st-parse-gdb finds a thread in the file, anywhere: it is read up to there. False: there is none, the file cannot
 * be read, which is reported, or there is no memory.
 */
bool thing_has_threads(char *path);

/*
 * Whether a thread is found once no more lines come, by a reader that is freed then (NULL: there is none, for want of
 * memory); `found`: one was found in those that came.
 */
bool thing_end_native(struct native *native, bool found);

#endif
