/* Counts by text: of the states that threads are in, of the hours in which exceptions came. */
#ifndef ST_GROUP_TALLY_H
#define ST_GROUP_TALLY_H

#include "base/buffer.h"
#include "base/keyset.h"
#include "json/json.h"

struct tally_entry {
	size_t number; /* of the text, in a set that many tallies share */
	long long count;
};

/* All zero: nothing was counted. */
struct tally {
	struct tally_entry *list; /* by number */
	size_t count, size;
};

void tally_free(struct tally *tally);

/* Counts a text so many times more; a sum stays below 2^53. False: no memory. */
bool tally_add(struct tally *tally, struct keyset *texts, struct bytes text, long long count,
    struct arena *memory);

/*
 * Adds up an array of objects with the text in a member of that name, of which so many bytes count (0: all), and
 * `count`. False: no memory.
 */
bool tally_read(struct tally *tally, struct keyset *texts, const struct value *array,
    const char *name, size_t length, struct arena *memory);

/* All that was counted. */
long long tally_sum(const struct tally *tally);

/*
 * Appends such an array: the largest count first, and of equal ones in the order of the texts; or all in the order of
 * the texts. `out` is full where there is no memory for that.
 */
void tally_write_largest(
    const struct tally *tally, const struct keyset *texts, const char *name, struct buffer *out);
void tally_write_sorted(
    const struct tally *tally, const struct keyset *texts, const char *name, struct buffer *out);

/* The largest count first, too; each text is the members of an object, with a comma before each. */
void tally_write_objects(const struct tally *tally, const struct keyset *texts, struct buffer *out);

#endif
