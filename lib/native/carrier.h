/*
 * The prefix that other programs put before each line of a debugger's text: a time, a level, a host, a pod. It is learnt
 * from the lines: a prefix is what stands before something that only debuggers print, and, with other digits perhaps,
 * before the next line, too.
 */
#ifndef ST_NATIVE_CARRIER_H
#define ST_NATIVE_CARRIER_H

#include "base/buffer.h"

enum { CARRIER_LINES = 8 }; /* most lines without a known meaning that are kept */

struct carried {
	struct buffer text; /* the line as it came */
	long long number;
	bool fed;   /* what it carries was of use already */
	bool frame; /* it carries what looks like a frame */
};

/* All zero: no prefix is known yet. */
struct carrier {
	struct buffer prefix; /* as it stood before one of the lines; its digits count for any */
	bool known;           /* two lines at least had it */
	bool sure; /* behind it the last line that was looked at surely had a debugger's text */
	struct carried lines[CARRIER_LINES]; /* a ring: the oldest one is the next to go */
	size_t count;                        /* of all that were put in */
	struct bytes whole; /* the line that was taken last, with its prefix; good as long */
	long long caller;   /* who wrote the line that was taken last (carrier_caller()) */
	long long lost, first_lost; /* of frames how many were of no use; the number of the first */
};

/*
 * Takes the prefix off the line, if the line begins with it; digits may be others, and blanks more or fewer, except for
 * those at the prefix's end. False: the line begins otherwise.
 */
bool carrier_take(struct bytes prefix, struct bytes *line);

/*
 * Who wrote a line to the kernel's log, as the end of its prefix says, `[  512.100010][  T811] `: a number that tells one
 * caller from another. 0: it does not say.
 */
long long carrier_caller(struct bytes prefix);

void carrier_free(struct carrier *carrier);

/* Another log begins: forgets the prefix and the lines. */
void carrier_reset(struct carrier *carrier);

/* Takes the known prefix off the line; false if none is known, or the line does not have it. */
bool carrier_strip(struct carrier *carrier, struct bytes *line);

/*
 * Offers a line that means nothing as it stands. True: without the prefix it means something, or it shows what the prefix
 * of earlier lines is; carrier_next() gives these lines.
 */
bool carrier_offer(struct carrier *carrier, struct bytes line, long long number);

/* The next line without its prefix, in their order, and its number; false: there are no more. Good until the next call. */
bool carrier_next(struct carrier *carrier, struct bytes *text, long long *number);

/* At the end of the log: how many lines with frames behind a prefix could not be used, and the number of the first. */
long long carrier_lost(struct carrier *carrier, long long *first);

#endif
