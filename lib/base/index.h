/* A hash index: finds the numbers of things by their hashes. The things themselves, and their keys, are the caller's. */
#ifndef ST_BASE_INDEX_H
#define ST_BASE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Eight bytes: large indexes are bound by how much memory a search has to touch. */
struct index_place {
	uint32_t hash;   /* half of it: what it adds to the caller's comparison of keys */
	uint32_t number; /* from 1; 0: empty */
};

/* All zero is an empty index. */
struct index {
	struct index_place *places;
	size_t size, count; /* a power of two; how many of them are taken */
};

#define INDEX_NONE ((size_t)-1)

/*
 * The number of the next thing that has the hash; INDEX_NONE: there are no more. Different keys may have the same hash,
 * so the caller compares the keys and, where they differ, calls again. `*at` is 0 before the first call of a search.
 */
size_t index_find(const struct index *index, uint64_t hash, size_t *at);

/*
 * Adds the number of a thing, even if it is there already. False: no memory, or the number is above four thousand million.
 * Constant time on average.
 */
bool index_add(struct index *index, uint64_t hash, size_t number);

/* Forgets all numbers; gives the memory back, too. */
void index_clear(struct index *index);
void index_free(struct index *index);

#endif
