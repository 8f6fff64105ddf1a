#include "pylog/heads/nearby.h"

#include "base/array.h"

#include <stdlib.h>

enum { MOST = 16 * 1024 }; /* lines, or words: with more of them, all are forgotten */

void
nearby_free(struct nearby *nearby)
{
	free(nearby->known);
	free(nearby->words);
	index_free(&nearby->index);
	*nearby = (struct nearby){ .lines = 0 };
}

void
nearby_forget(struct nearby *nearby)
{
	nearby->lines = nearby->heads = 0;
	nearby->known_count = nearby->first = nearby->last = 0;
	nearby->from = nearby->learnt = 0;
	nearby->word_count = 0;
	index_clear(&nearby->index);
}

/* The number of a word in the table; NEARBY_NONE: it is not there. */
static size_t
find_word(const struct nearby *nearby, uint64_t hash)
{
	size_t at = 0, found = index_find(&nearby->index, hash, &at);

	while (found != INDEX_NONE && nearby->words[found].hash != hash)
		found = index_find(&nearby->index, hash, &at);
	return found == INDEX_NONE ? NEARBY_NONE : found;
}

static size_t
add_word(struct nearby *nearby, uint64_t hash)
{
	size_t found = find_word(nearby, hash);

	if (found != NEARBY_NONE)
		return found;
	if (!ARRAY_ROOM(nearby->words, nearby->word_count, nearby->word_size) ||
	    !index_add(&nearby->index, hash, nearby->word_count))
		return NEARBY_NONE;
	nearby->words[nearby->word_count] = (struct nearby_word){ hash, 0 };
	return nearby->word_count++;
}

static size_t
count_of(const struct nearby *nearby, uint64_t hash)
{
	size_t found = find_word(nearby, hash);

	return found == NEARBY_NONE ? 0 : nearby->words[found].count;
}

/* Counts the lines from `first` on and before `last` once more, or, with -1, once less. */
static void
count(struct nearby *nearby, size_t first, size_t last, int once)
{
	for (size_t i = first; i < last; i++) {
		const struct nearby_line *line = &nearby->known[i];

		nearby->lines += (size_t)once;
		nearby->heads += line->head ? (size_t)once : 0;
		if (line->word != NEARBY_NONE)
			nearby->words[line->word].count += (size_t)once;
		if (line->words != NEARBY_NONE)
			nearby->words[line->words].count += (size_t)once;
	}
}

/* The number of the first known line that does not begin before the place; `near`: of one close to it. */
static size_t
line_at(const struct nearby *nearby, long long place, size_t near)
{
	while (near > 0 && nearby->known[near - 1].start >= place)
		near--;
	while (near < nearby->known_count && nearby->known[near].start < place)
		near++;
	return near;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
most(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Makes the lines from `first` on and before `last` those that are above. */
static void
slide(struct nearby *nearby, size_t first, size_t last)
{
	count(nearby, nearby->first, least(first, nearby->last), -1);
	count(nearby, most(last, nearby->first), nearby->last, -1);
	count(nearby, first, least(nearby->first, last), 1);
	count(nearby, most(nearby->last, first), last, 1);
	nearby->first = first;
	nearby->last = last;
}

long long
nearby_move(struct nearby *nearby, long long from, long long to)
{
	size_t first, last;

	if (from < nearby->from || from > nearby->learnt || nearby->known_count > MOST ||
	    nearby->word_count > MOST) {
		nearby_forget(nearby);
		nearby->from = nearby->learnt = from;
	}
	first = line_at(nearby, from, nearby->first);
	last = line_at(nearby, to < nearby->learnt ? to : nearby->learnt, nearby->last);
	slide(nearby, first, last);
	if (to <= nearby->learnt)
		return to;
	nearby->known_count = last;
	return nearby->learnt;
}

void
nearby_learn(struct nearby *nearby, long long start, struct bytes line, bool head)
{
	struct nearby_line learnt = { start, NEARBY_NONE, NEARBY_NONE, head };
	struct firstwords begins;

	nearby->learnt = start;
	if (line.len == 0 || !ARRAY_ROOM(nearby->known, nearby->known_count, nearby->known_size))
		return;
	if (!head && firstwords_read(line, &begins)) {
		learnt.word = add_word(nearby, begins.word);
		learnt.words = add_word(nearby, begins.words);
	}
	nearby->known[nearby->known_count++] = learnt;
	slide(nearby, nearby->first, nearby->known_count);
}

bool
nearby_begins(const struct nearby *nearby, const struct firstwords *begins)
{
	return nearby->word_count > 0 &&
	    (count_of(nearby, begins->words) > 0 ||
		count_of(nearby, begins->word) >= firstwords_needed(begins));
}
