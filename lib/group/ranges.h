/* Sets of numbers from 1 on, as people write them: `1-3,5`. */
#ifndef ST_GROUP_RANGES_H
#define ST_GROUP_RANGES_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdint.h>

#define RANGES_MAX UINT32_MAX /* the largest number that a set may hold */

/* All zero: the empty set. This is its first range; the others follow in ascending order, with gaps between them. */
struct ranges {
	uint32_t from, to;
	struct ranges *next;
};

static inline bool
ranges_empty(const struct ranges *set)
{
	return set->from == 0;
}

/*
 * Adds the numbers from `from`, which is not 0, to `to`. Those that the set had already are put into `had`, which may be
 * NULL. True: some were new. If the arena is full, some are not added.
 */
bool ranges_add(
    struct ranges *set, uint32_t from, uint32_t to, struct ranges *had, struct arena *memory);

/* The same for all numbers of another set. */
bool ranges_join(
    struct ranges *set, const struct ranges *more, struct ranges *had, struct arena *memory);

/* Reads `1-3,5`, whose numbers have to ascend. False: it is something else, or the arena is full. */
bool ranges_read(struct bytes text, struct ranges *set, struct arena *memory);

void ranges_append(struct buffer *out, const struct ranges *set);

bool ranges_equal(const struct ranges *one, const struct ranges *other);

/* How many numbers it has. */
long long ranges_count(const struct ranges *set);

/* Appends numbers, which ascend, in the same form; here 0 may be one of them. */
void ranges_append_numbers(struct buffer *out, const long long *numbers, size_t count);

#endif
