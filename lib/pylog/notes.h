/* Notes on a log, for diagnostics, in its order. */
#ifndef ST_PYLOG_NOTES_H
#define ST_PYLOG_NOTES_H

#include "base/buffer.h"
#include "pylog/pylog.h"

struct note {
	enum pylog_notice kind;
	long long line;            /* or a number */
	const struct looks *looks; /* see pylog_looks() */
};

/* All zero: there are none. */
struct notes {
	struct buffer queue; /* one `struct note` behind the other */
	size_t said;         /* so many bytes of them */
	struct note last;    /* that was given */
};

void notes_free(struct notes *notes);

/* Adds a note. There is at most one for a line or an event. */
void notes_add(
    struct notes *notes, enum pylog_notice kind, long long line, const struct looks *looks);

/* Sets `last` to the next note; false: there is none. If there was no memory for a note, the last one is PYLOG_UNSAID. */
bool notes_next(struct notes *notes);

#endif
