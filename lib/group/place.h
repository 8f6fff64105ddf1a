/* The values in one place of messages that are otherwise the same: one, a few with their counts, or many. */
#ifndef ST_GROUP_PLACE_H
#define ST_GROUP_PLACE_H

#include "base/arena.h"

enum { PLACE_FEW = 5 }; /* most different values that are kept */

struct place_value {
	struct bytes text;
	long long count, line; /* how many; the line of the first in its file, below 0: not known */
};

/* All zero: nothing stood there yet. */
struct place {
	struct place_value *values; /* PLACE_FEW of them */
	size_t count;               /* 0 with `many` */
	bool many;
};

/*
 * Adds a value with its count. The result does not depend on the order: values are `many` if there are more than
 * PLACE_FEW, or several of which one is long. The text is copied to the arena.
 */
void place_add(struct place *place, const struct place_value *value, struct arena *memory);

/* Adds all values of another place, which may have come earlier or later. */
void place_join(struct place *place, const struct place *other, struct arena *memory);

/* Makes it `many` for good. */
void place_many(struct place *place);

/* Whether one value stood there, and no other. */
bool place_is_one(const struct place *place);

/* Sorts the values: the most frequent first; of the same count the one with the smaller line. */
void place_sort(struct place *place);

/* Compares for that order: below 0 if `one` comes before `other`. */
int place_compare(const struct place_value *one, const struct place_value *other);

/* The smaller of two lines, either of which may be below 0, not known. */
long long place_first_line(long long one, long long other);

#endif
