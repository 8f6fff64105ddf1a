/* What carries the lines of one event: what they begin and end with. */
#ifndef ST_PYLOG_CARRIER_CARRYING_H
#define ST_PYLOG_CARRIER_CARRYING_H

#include "base/buffer.h"
#include "pylog/carrier/prefix.h"

/* All zero, but for the ceiling of `partial`. */
struct carrying {
	struct prefix prefix;
	struct buffer suffix;  /* empty: lines have none */
	struct buffer partial; /* what came so far of a line in pieces */
	bool fine;             /* the prefix has a time with parts of a second */
	bool fresh;            /* no line was shown to it yet */
};

/* Begins anew, with what stands before and behind the header in its line. */
void carrying_begin(struct carrying *carrying, struct bytes before, struct bytes rest);
void carrying_free(struct carrying *carrying);

/*
 * Learns from a line `distance` lines below (NULL: there is none). *carrier is how much of what stands before the
 * header carries all lines: all of it where a line of the same process has it, a part where that is followed by a
 * frame, or nothing. False: the line says nothing about it. Lines of others may stand between: that nothing carries
 * them, the first line alone tells.
 */
bool carrying_learn(struct carrying *carrying, struct bytes before, struct bytes header,
    const struct bytes *next, long long distance, size_t *carrier);

/*
 * Whether what carries a line is the first that differs. oslo.log puts one and the same time before all lines of a
 * record: another is another record's.
 */
bool carrying_changes(struct carrying *carrying, struct bytes carrier);

/* Joins the pieces of a line: CRI marks them, `stdout P` and at last `stdout F` (cri); false: more is to come. */
bool carrying_join(struct carrying *carrying, bool partial, struct bytes *text);

/* Whether a text has blanks alone. */
bool carrying_is_blank(struct bytes text);

#endif
