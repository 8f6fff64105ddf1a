/* What is to be said of a log: kinds and lines, in their order. */
#ifndef ST_PYLOG_NOTICES_H
#define ST_PYLOG_NOTICES_H

#include "base/buffer.h"
#include "pylog/pylog.h"

/* All zero: nothing. Each is of a line or an event, so there are no more of them than what is fed has. */
struct notices {
	struct buffer list;
	size_t said; /* bytes of it */
};

void notices_add(struct notices *notices, enum pylog_notice kind, long long line);

/* The next one; false: none. Without memory for more, the last one is PYLOG_UNSAID. */
bool notices_next(struct notices *notices, enum pylog_notice *kind, long long *line);

void notices_free(struct notices *notices);

#endif
