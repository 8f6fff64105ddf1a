/*
 * What other programs put before each line of a debugger's text: a time, a level, a host, a pod. It is learnt from the
 * lines and not taken from a list: what stands before something that only debuggers print, and again, but for its
 * digits, before the next line.
 */
#ifndef ST_NATIVE_CARRIER_H
#define ST_NATIVE_CARRIER_H

#include "base/buffer.h"

enum { CARRIER_LINES = 8 }; /* so many lines are kept that nobody had a use for */

struct carried {
	struct buffer text; /* the line as it came */
	long long number;
	bool fed;   /* what it carries was of use already */
	bool frame; /* it carries what looks like a frame */
};

/* All zero: nothing is known yet. */
struct carrier {
	struct buffer prefix; /* as it stood before one of the lines; its digits count for any */
	bool known;           /* two lines at least had it */
	bool sure; /* what the last line that was looked at had behind it was surely a debugger's */
	struct carried lines[CARRIER_LINES]; /* a ring: the oldest one is the next to go */
	size_t count;                        /* of all that were put in */
	long long lost, first_lost; /* of frames how many were of no use; the number of the first */
};

/*
 * Takes off the line what is the same as the prefix but for its digits and its blanks, those at its end to the letter;
 * false where it begins otherwise.
 */
bool carrier_take(struct bytes prefix, struct bytes *line);

void carrier_free(struct carrier *carrier);

/* Forgets the prefix and the lines: another log begins. */
void carrier_reset(struct carrier *carrier);

/* Takes the prefix that is known off the line; false where it has none, or another one. */
bool carrier_strip(const struct carrier *carrier, struct bytes *line);

/*
 * A line that nobody had a use for, as it stands. True: it carries something, or shows that lines before it did;
 * carrier_next() gives them.
 */
bool carrier_look(struct carrier *carrier, struct bytes line, long long number);

/* The next line without its prefix, in their order, and its number; false: there are no more. Good until the next call. */
bool carrier_next(struct carrier *carrier, struct bytes *text, long long *number);

/* The log is at its end: how many frames were carried in lines that were of no use, and the first one's line. */
long long carrier_lost(struct carrier *carrier, long long *first);

#endif
