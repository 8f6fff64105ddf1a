/*
 * A word in brackets, `[something]`, with which log messages without a time begin. A word of the same shape (runs
 * of digits, and of letters, count as equal) begins another message.
 */
#ifndef ST_PYLOG_HEADS_MARK_H
#define ST_PYLOG_HEADS_MARK_H

#include "base/bytes.h"

enum { MARK_MAX = 80 };

struct mark {
	char shape[MARK_MAX];
	size_t len; /* 0: there is none */
};

/* The shape of the text's first word in brackets; none where it does not begin with one. */
struct mark mark_of(struct bytes text);

/* Whether the text begins with such a word. */
bool mark_begins(const struct mark *mark, struct bytes text);

#endif
