/* What stood in one place of messages that are the same otherwise: one value, a few with their counts, or many. */
#ifndef ST_GROUP_PLACE_H
#define ST_GROUP_PLACE_H

#include "base/arena.h"

enum { PLACE_FEW = 5 }; /* so many different values are told apart */

struct place_value {
	struct bytes text;
	long long count, line; /* where it was first seen; below 0: not known */
};

/* All zero: nothing stood there yet. */
struct place {
	struct place_value *values; /* PLACE_FEW of them */
	size_t count;               /* 0 where there were many */
	bool many;
};

/*
 * Takes in a value that came so often. Which ones are known does not depend on the order in which they come: they are
 * many where there are more than a few, or several of which one is long. The text is copied to the arena.
 */
void place_add(struct place *place, const struct place_value *value, struct arena *memory);

/* Takes in all that stood in another one, of which it is not known whether it was earlier. */
void place_join(struct place *place, const struct place *other, struct arena *memory);

/* From now on it is many, whatever comes. */
void place_many(struct place *place);

/* Whether one value stood there, and no other. */
bool place_is_one(const struct place *place);

/* Puts the values in their order: the most frequent first, of the same count the one that was seen first, by its line. */
void place_sort(struct place *place);

/* That order: below 0 where the first stands before the second. */
int place_compare(const struct place_value *one, const struct place_value *other);

/* The smaller one of two lines that may not be known. */
long long place_first_line(long long one, long long other);

#endif
