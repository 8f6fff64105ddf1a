/* A set of numbers from 1 on. */
#ifndef ST_BASE_NUMBERSET_H
#define ST_BASE_NUMBERSET_H

#include "base/index.h"

/* All zero is an empty set. */
struct numberset {
	struct index index; /* by a hash that no two numbers share */
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
