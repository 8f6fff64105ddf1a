/*
 * The prefix that each line of a log begins with: learnt from one line, and recognised in others by its
 * shape. Numbers with punctuation inside (times) and names of months and days may differ from line to line.
 * Everything else, addresses too, has to be the same in lines of the same process.
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

static inline struct bytes
prefix_text(const struct prefix *prefix)
{
	return (struct bytes){ prefix->text, prefix->len };
}

/* Learns the prefix; a text longer than PREFIX_MAX counts as no prefix. */
void prefix_set(struct prefix *prefix, struct bytes text);

/*
 * Learns, from a line `distance` lines below, whether a number in the prefix counts lines, as in the output
 * of `grep -n` and `cat -n`: then lines may have any number there.
 */
void prefix_learn_counter(struct prefix *prefix, struct bytes line, long long distance);

/* Shortens the prefix to its first `length` bytes. */
void prefix_cut(struct prefix *prefix, size_t length);

/* Whether a text may be a prefix: it has digits, brackets or colons, and so is no part of a sentence. */
bool prefix_may_be(struct bytes text);

/* Compares the line with the prefix; *length is the length of its own prefix if the result is PREFIX_SAME. */
enum prefix_match prefix_hold(const struct prefix *prefix, struct bytes line, size_t *length);

/* Whether it is what mail and Markdown put before a text that they quote, `> `, or nothing at all. */
bool prefix_is_quote(const struct prefix *prefix);

/* Whether the prefix marks a line as going on in the next: CRI's `stdout P `. */
bool prefix_is_partial(struct bytes prefix);

/*
 * How many bytes the prefix and the line have in common at their start, up to the end of a word, if these
 * alone may be a prefix; 0: none.
 */
size_t prefix_common(const struct prefix *prefix, struct bytes line);

/*
 * Goes through the places of a text where a prefix may end: behind a word, or behind punctuation that cannot
 * be part of a number. Blanks belong to what follows.
 */
struct prefix_reader {
	struct bytes text;
	bool cut; /* the text is a prefix: the line goes on behind it */
	size_t at;
	unsigned long long key; /* of the text before `at` */
	bool number;            /* what stands before `at` is one */
};

/*
 * Goes to the next place; false: there is none. If prefix_hold() gives PREFIX_SAME for a prefix without a
 * counter, then prefix and line have the same keys at their first, second, … place, up to the last one of
 * the prefix.
 */
bool prefix_next_place(struct prefix_reader *reader);

#endif
