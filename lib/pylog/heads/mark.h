/*
 * A word in brackets that log messages without a time begin with, `[something]`: another of the same
 * shape (digits are one, letters are one) begins another message.
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
