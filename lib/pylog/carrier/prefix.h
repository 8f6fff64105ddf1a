/*
 * What carries a log's lines: the text that each line begins with, learnt from one line and found
 * again in others by its shape. Numbers with marks between their digits (times) and names of
 * months and days change from line to line; all else says whose line it is, addresses too.
 */
#ifndef ST_PYLOG_CARRIER_PREFIX_H
#define ST_PYLOG_CARRIER_PREFIX_H

#include "base/bytes.h"

enum { PREFIX_MAX = 512 };

struct prefix {
	char text[PREFIX_MAX];
	size_t len;     /* 0: lines have none */
	size_t counter; /* where a number that counts lines begins, and one more; 0: nowhere */
	bool constant;  /* all lines so far had the very same */
	long long seen; /* how many lines so far */
};

enum prefix_match {
	PREFIX_OTHER,   /* the line has no such prefix */
	PREFIX_FOREIGN, /* of the same shape, but of another process, rank, container, … */
	PREFIX_SAME,
};

/* Learns it; a text that is longer than PREFIX_MAX is none. */
void prefix_set(struct prefix *prefix, struct bytes text);

/*
 * Learns from a line so many lines below whether a number in the prefix counts them, as those of
 * `grep -n` and `cat -n` do: lines may then have any there.
 */
void prefix_learn_counter(struct prefix *prefix, struct bytes line, long long distance);

/* Its first bytes alone; `length` is no more than it has. */
void prefix_cut(struct prefix *prefix, size_t length);

/* Whether a text has what prefixes have and words of a sentence do not: digits, brackets, colons. */
bool prefix_may_be(struct bytes text);

/* Holds the line against the prefix; *length is what belongs to it where it is PREFIX_SAME. */
enum prefix_match prefix_hold(const struct prefix *prefix, struct bytes line, size_t *length);

/* Whether the prefix says that its line goes on in the next: CRI's `stdout P `. */
bool prefix_is_partial(struct bytes prefix);

/*
 * What the prefix and the line's beginning have in common, to the end of a word of the prefix, where
 * it may be one that every line has; 0: nothing.
 */
size_t prefix_common(const struct prefix *prefix, struct bytes line);

/*
 * Reads a text from its beginning to each place where a prefix may end: behind a word, or behind a
 * mark that cannot be a part of a number. Blanks are left to what follows.
 */
struct prefix_reader {
	struct bytes text;
	bool cut; /* the text is a prefix: the line goes on behind it */
	size_t at;
	unsigned long long key; /* of the text before `at` */
	bool number;            /* what stands before `at` is one */
};

/*
 * Goes to the next place; false: there is none. Where prefix_hold() says PREFIX_SAME of a prefix
 * without a counter, prefix and line have the same keys at their first, second, … place, up to the
 * last one of the prefix.
 */
bool prefix_next_place(struct prefix_reader *reader);

#endif
