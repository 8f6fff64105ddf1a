/* The carrier of an event's lines: the prefix and suffix that all of them have. */
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

/* Begins anew, with the texts before and behind the header in its line. */
void carrying_begin(struct carrying *carrying, struct bytes before, struct bytes rest);
void carrying_free(struct carrying *carrying);

/*
 * Learns from a line `distance` lines below the header (NULL: there is none). *carrier is how many bytes of the text
 * before the header are the prefix of all lines: all, if a line of the same process begins with it; fewer, if the line
 * begins with that part and a frame follows; or 0, which only the first line below can tell, as others may be of other
 * processes. False: the line tells nothing.
 */
bool carrying_learn(struct carrying *carrying, struct bytes before, struct bytes header,
    const struct bytes *next, long long distance, size_t *carrier);

/*
 * Whether this line's carrier is the first one that differs from those before. oslo.log puts the same time before all
 * lines of a record, so another time is another record's.
 */
bool carrying_changes(struct carrying *carrying, struct bytes carrier);

/* Joins the pieces of a line, which CRI marks with `stdout P`, the last one with `stdout F`. False: more will come. */
bool carrying_join(struct carrying *carrying, bool partial, struct bytes *text);

/* Whether the text consists of blanks only. */
bool carrying_is_blank(struct bytes text);

#endif
