#include "base/numberset.h"

#include "base/hash.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
	FIRST_SIZE = 128,
	MOST = 1024 * 1024,
};

void
numberset_free(struct numberset *set)
{
	free(set->places);
	*set = (struct numberset){ .count = 0 };
}

void
numberset_clear(struct numberset *set)
{
	if (set->size > FIRST_SIZE)
		numberset_free(set);
	else if (set->count > 0)
		memset(set->places, 0, set->size * sizeof(*set->places));
	set->count = 0;
}

/* Where the number is, or where it would go. */
static uint64_t *
place_of(const struct numberset *set, uint64_t number)
{
	size_t mask = set->size - 1;
	size_t i = (size_t)hash_number(number) & mask;

	while (set->places[i] != 0 && set->places[i] != number)
		i = (i + 1) & mask;
	return &set->places[i];
}

static bool
grow(struct numberset *set)
{
	struct numberset grown = *set;

	grown.size = set->size == 0 ? FIRST_SIZE : 2 * set->size;
	grown.places = memory_zero(grown.size, sizeof(*grown.places));
	if (grown.places == NULL)
		return false;
	for (size_t i = 0; i < set->size; i++)
		if (set->places[i] != 0)
			*place_of(&grown, set->places[i]) = set->places[i];
	free(set->places);
	*set = grown;
	return true;
}

bool
numberset_has(const struct numberset *set, uint64_t number)
{
	return number > 0 && set->count > 0 && *place_of(set, number) == number;
}

bool
numberset_add(struct numberset *set, uint64_t number)
{
	uint64_t *place;

	if (2 * (set->count + 1) > set->size && (set->count >= MOST || !grow(set)))
		return !numberset_has(set, number);
	place = place_of(set, number);
	if (*place == number)
		return false;
	*place = number;
	set->count++;
	return true;
}
