/* A set of numbers from 1 on. */
#ifndef ST_BASE_NUMBERSET_H
#define ST_BASE_NUMBERSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is an empty set. */
struct numberset {
	uint64_t *places;   /* each has a number, or 0 */
	size_t size, count; /* a power of two; how many of them have a number */
};

void numberset_free(struct numberset *set);
void numberset_clear(struct numberset *set);

bool numberset_has(const struct numberset *set, uint64_t number);

/*
 * Puts the number in; true where it was not there before. Past a million numbers, or without
 * memory, none is put in any more.
 */
bool numberset_add(struct numberset *set, uint64_t number);

#endif
