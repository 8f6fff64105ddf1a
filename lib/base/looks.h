/* What a text is, judged by one of its lines: a stage that cannot read it then names what it is, and who reads it. */
#ifndef ST_BASE_LOOKS_H
#define ST_BASE_LOOKS_H

#include "base/bytes.h"

struct looks {
	const char *like;   /* "a Go panic" */
	const char *reader; /* the stage that reads it; NULL: none does */
	const char *advice; /* the sentence to print: "looks like a Go panic: not read" */
};

/* NULL: the line looks like nothing in particular. */
const struct looks *looks_like(struct bytes line);

/* The same for a line that may begin with a few other words, as a line of a log does: time, host, level. */
const struct looks *looks_like_within(struct bytes line);

/*
 * The same for records of ours that another program wrote as no stream: over several lines, or in an array. `text` is
 * the beginning of all; NULL: it is none of these.
 */
const struct looks *looks_like_document(struct bytes text);

/* The same for bytes that are no text. A log has a NUL or another control here and there: such bytes look like nothing. */
const struct looks *looks_binary(struct bytes bytes);

/* Whether it is records of ours, in lines or as looks_like_document() finds them; NULL is nothing in particular. */
bool looks_are_records(const struct looks *looks);

/* Whether that stage reads it; NULL is nothing in particular. */
bool looks_is_for(const struct looks *looks, const char *stage);

#endif
