/* Texts and their numbers: from 0 on, in the order in which they came first. */
#ifndef ST_BASE_KEYSET_H
#define ST_BASE_KEYSET_H

#include "base/arena.h"
#include "base/index.h"

/* All zero: none yet. */
struct keyset {
	struct bytes *keys; /* by their numbers */
	size_t count, size;
	struct index index;
};

/* Forgets all of them. */
void keyset_free(struct keyset *set);

/* The number of a text; INDEX_NONE: it has none. */
size_t keyset_find(const struct keyset *set, struct bytes key);

/* The number of a text. A new text gets the next number, and is copied to the arena. INDEX_NONE: no memory. */
size_t keyset_number(struct keyset *set, struct bytes key, struct arena *memory);

/* The same for a text that is known to be new. */
size_t keyset_add(struct keyset *set, struct bytes key, struct arena *memory);

#endif
