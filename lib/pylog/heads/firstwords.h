/* The words that a line begins with, as hashes: two lines that begin alike have equal ones. */
#ifndef ST_PYLOG_HEADS_FIRSTWORDS_H
#define ST_PYLOG_HEADS_FIRSTWORDS_H

#include "base/bytes.h"

#include <stdint.h>

enum {
	FIRSTWORDS_OFTEN = 3, /* so often a first word has to come to count without the second */
};

/* Numbers such as `811.2` and `10:00:00` are all the same; 64 bytes of a word count. */
struct firstwords {
	uint64_t word, words; /* of the first word, and of the first two */
	bool marked;          /* the first word has other bytes than letters */
};

/* False if the first word has no letter: then it says nothing. */
bool firstwords_read(struct bytes line, struct firstwords *begins);

/* How often the first word has to come to count without the second: one that is no plain word needs less. */
static inline unsigned
firstwords_needed(const struct firstwords *begins)
{
	return begins->marked ? FIRSTWORDS_OFTEN - 1 : FIRSTWORDS_OFTEN;
}

#endif
