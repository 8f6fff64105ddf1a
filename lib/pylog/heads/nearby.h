/*
 * The lines straight above an exception: how many there are, how many of them have heads, and which words the others begin
 * with. Above the next exception stand many of the same lines: each is learnt once.
 */
#ifndef ST_PYLOG_HEADS_NEARBY_H
#define ST_PYLOG_HEADS_NEARBY_H

#include "base/index.h"
#include "pylog/heads/firstwords.h"

struct nearby_line {
	long long start;    /* where it begins in the log */
	size_t word, words; /* in the table of words; NEARBY_NONE */
	bool head;
};

struct nearby_word {
	uint64_t hash;
	size_t count; /* how many of the lines above begin with it */
};

#define NEARBY_NONE ((size_t)-1)

/* All zero: there is none. */
struct nearby {
	size_t lines, heads; /* above the exception, and how many of them have a head */

	struct nearby_line *known; /* lines from `from` on, in order */
	size_t known_count, known_size;
	size_t first, last;     /* of these, those from `first` on and before `last` are above */
	long long from, learnt; /* the line at `learnt` may have grown since it was learnt */
	struct nearby_word *words;
	size_t word_count, word_size;
	struct index index; /* of words */
};

void nearby_free(struct nearby *nearby);
void nearby_forget(struct nearby *nearby);

/*
 * The text above is now that from `from` to `to`, in bytes from the start of the log: forgets what is not. The lines of it
 * that begin at the place that this gives, and behind it, have to be learnt then, in order.
 */
long long nearby_move(struct nearby *nearby, long long from, long long to);

/* Learns a line. One that does not count, since it is blank or set in, has no bytes. */
void nearby_learn(struct nearby *nearby, long long start, struct bytes line, bool head);

/* Whether lines above begin so: with both words, or often enough with the first. */
bool nearby_begins(const struct nearby *nearby, const struct firstwords *begins);

#endif
