/* A hash index: finds the numbers of things by their hashes. The things themselves, and their keys, are the caller's. */
#ifndef ST_BASE_INDEX_H
#define ST_BASE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct index_place {
	uint64_t hash;
	size_t number; /* from 1; 0: empty */
};

/* All zero is an empty index. */
struct index {
	struct index_place *places;
	size_t size, count; /* a power of two; how many of them are taken */
};

#define INDEX_NONE ((size_t)-1)

/*
 * The number of the next thing that has the hash; INDEX_NONE: there are no more. Things of different keys may have one
 * hash, so the caller compares, and goes on. `*at` is 0 at first, and the search's own.
 */
size_t index_find(const struct index *index, uint64_t hash, size_t *at);

/* Adds the number of a thing; that it is in already is not noticed. False: no memory. Constant time on average. */
bool index_add(struct index *index, uint64_t hash, size_t number);

/* Forgets all numbers; gives the memory back, too. */
void index_clear(struct index *index);
void index_free(struct index *index);

#endif
