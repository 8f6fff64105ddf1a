/*
 * What the lines of a log outside of its exceptions look like: whether they begin as log messages do, and if not, with
 * which words. In a log whose lines have no heads, a line that begins like those ends a message.
 */
#ifndef ST_PYLOG_HEADS_OUTSIDE_H
#define ST_PYLOG_HEADS_OUTSIDE_H

#include "base/bytes.h"
#include "base/numberset.h"
#include "pylog/heads/nearby.h"

enum {
	OUTSIDE_CERTAIN = 64, /* after so many lines with heads nothing more is to be learnt */
	OUTSIDE_WORDS = 3072, /* so many words are known at most */
};

/* The lines of a log's first part; all zero: none was read. */
struct outside_lines {
	size_t lines, heads;    /* how many there are, and how many of them have a head */
	struct numberset words; /* that the others begin with, by hashes */
};

/* Blank lines and those that are set in are in neither. */
struct outside {
	struct outside_lines first;
	struct nearby above; /* those straight above an exception */
};

void outside_free(struct outside *outside);

/* As if no line was read; adds a line, which has the head of a log message (`head`) or not. */
void outside_forget(struct outside_lines *lines);
void outside_learn(struct outside_lines *lines, struct bytes line, bool head);

/* Whether it is certain that the log's lines have heads, whatever else comes. */
static inline bool
outside_has_heads(const struct outside_lines *lines)
{
	return lines->lines >= OUTSIDE_CERTAIN && 2 * lines->heads >= lines->lines;
}

/* Whether its lines have none, or none is known. */
bool outside_is_bare(const struct outside *outside);

/* Whether enough lines were seen to say so; `apart`: one is enough, since an empty line is above the event, too. */
bool outside_is_known(const struct outside *outside, bool apart);

/* Whether a line begins like lines outside do; it is not set in. */
bool outside_begins(const struct outside *outside, struct bytes line);

#endif
