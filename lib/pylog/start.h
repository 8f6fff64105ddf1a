/* Where in a line of a log an event begins: the header of a traceback or stack, a frame without one, … */
#ifndef ST_PYLOG_START_H
#define ST_PYLOG_START_H

#include "base/buffer.h"
#include "pylog/traceback/event.h"

struct start {
	enum event_kind kind;
	struct bytes before; /* what stands before it in the line */
	struct bytes text;   /* the line that the event begins with */
	struct bytes rest;   /* what stands behind that */
	bool orphan;         /* a frame without a header above it */
	bool alone;          /* no log message has it: a test's report */
	bool fatal;          /* the thread of a fatal error */
	struct bytes handle; /* of a dumped thread */
};

/* Finds it; false: no event begins in the line. Its texts are of the line. */
bool start_find(struct bytes text, struct start *start);

/* A copy whose texts are in `held`, but for `rest`; where there is no room, it has none. */
struct start start_keep(const struct start *start, struct buffer *held);

#endif
