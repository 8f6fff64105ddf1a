/* Counts by text: how many threads are in each state, how many exceptions came in each hour. */
#ifndef ST_GROUP_TALLY_H
#define ST_GROUP_TALLY_H

#include "base/buffer.h"
#include "base/keyset.h"
#include "json/json.h"

struct tally_entry {
	size_t number; /* the text's, in a keyset that many tallies share */
	long long count;
};

/* All zero: nothing was counted. */
struct tally {
	struct tally_entry *list; /* by number */
	size_t count, size;
};

void tally_free(struct tally *tally);

/* Whether a text was counted. */
bool tally_has(const struct tally *tally, const struct keyset *texts, struct bytes text);

/* Adds `count` to the count of a text, up to 2^53 - 1. False: no memory. */
bool tally_add(struct tally *tally, struct keyset *texts, struct bytes text, long long count,
    struct arena *memory);

/*
 * Adds the counts of an array of objects, each with `count` and the text in the member `name`, of which the first
 * `length` bytes count (0: all). False: no memory.
 */
bool tally_read(struct tally *tally, struct keyset *texts, const struct value *array,
    const char *name, size_t length, struct arena *memory);

/* The sum of all counts. */
long long tally_sum(const struct tally *tally);

/*
 * Appends such an array: the largest count first, and equal ones in the order of their texts; or (sorted) all in the order
 * of their texts. Without memory `out` becomes full.
 */
void tally_write_largest(
    const struct tally *tally, const struct keyset *texts, const char *name, struct buffer *out);
void tally_write_sorted(
    const struct tally *tally, const struct keyset *texts, const char *name, struct buffer *out);

/* As tally_write_largest(), but each text is a list of JSON members with a comma before each. */
void tally_write_objects(const struct tally *tally, const struct keyset *texts, struct buffer *out);

#endif
