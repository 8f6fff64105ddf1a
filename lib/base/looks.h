/* What a text looks like, by one of its lines: so that a stage that cannot read it says who can, or what it is. */
#ifndef ST_BASE_LOOKS_H
#define ST_BASE_LOOKS_H

#include "base/bytes.h"

struct looks {
	const char *like;   /* "a Go panic" */
	const char *reader; /* the stage that reads it; NULL: none does */
	const char *advice; /* both in a sentence: "looks like a Go panic: not read" */
};

/* NULL: the line looks like nothing in particular. */
const struct looks *looks_like(struct bytes line);

/* The same of a line that may have a few words before it, as a log has: time, host, level. */
const struct looks *looks_like_within(struct bytes line);

/* The same for bytes that are no text. A log has a NUL or another control here and there: such bytes look like nothing. */
const struct looks *looks_binary(struct bytes bytes);

#endif
