/* Reads what stands above a traceback: its log message, its thread, and the beginning of its event. */
#ifndef ST_PYLOG_CONTEXT_H
#define ST_PYLOG_CONTEXT_H

#include "base/zone.h"
#include "pylog/above.h"
#include "record/traceback.h"

struct context {
	struct traceback_log log;
	bool found; /* the log message was found */
	bool dated; /* and has a time of its own */
	bool near;  /* no log message stands between it and the event before */
	struct bytes thread;
	struct bytes mark;  /* a word in brackets that begins the line above */
	struct bytes named; /* an exception line straight above: `[ERROR] ValueError: x` */
	struct bytes fatal; /* `Fatal Python error: Aborted` */
	struct bytes
	    cause; /* the line of what was raised when that happened, which stands below it */
	struct above above;
	size_t begin; /* of the lines above, so many are of the event itself */
	bool cut;     /* the event begins further up than is known: a chain */
};

struct context_options {
	const struct zone *zone;
	bool original;
	bool introduced; /* the interpreter introduced the event: it is of no log message */
	bool cleo;       /* cleo wrote it: most of it stands above */
};

/*
 * Reads the text above a traceback, which ends with the LF (or CR) of the line before it. Results are copied
 * to the arena.
 */
void context_read(struct context *context, struct bytes above, const struct above_carrier *carrier,
    const struct context_options *options, struct arena *arena);

/* Sets the log's `time` (ISO 8601) by its `timestamp` (as written). */
void context_set_time(struct traceback_log *log, const struct zone *zone, struct arena *arena);

/* Reads the head of a log message in the line of the header itself; `carrier`: it is the prefix of all lines. */
void context_read_head(struct context *context, struct bytes head,
    const struct context_options *options, struct arena *arena, bool carrier);

/* The same of what stands behind that prefix: if it is a head, the lines above are of another message. */
void context_read_own(struct context *context, struct bytes own,
    const struct context_options *options, struct arena *arena);

#endif
