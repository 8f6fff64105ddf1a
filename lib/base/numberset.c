#include "base/numberset.h"

#include "base/hash.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
	FIRST = 8,
	KEPT = 256, /* places: a set with more of them frees them when it is cleared */
	MOST = 1024 * 1024,
};

void
numberset_free(struct numberset *set)
{
	free(set->places);
	*set = (struct numberset){ .places = NULL };
}

void
numberset_clear(struct numberset *set)
{
	if (set->size > KEPT)
		numberset_free(set);
	else if (set->count > 0)
		memset(set->places, 0, set->size * sizeof(*set->places));
	set->count = 0;
}

/* Where the number is, or may be put. A third of the places at least are empty. */
static uint64_t *
find(const struct numberset *set, uint64_t number)
{
	size_t i = (size_t)hash_number(number) & (set->size - 1);

	while (set->places[i] != 0 && set->places[i] != number)
		i = (i + 1) & (set->size - 1);
	return &set->places[i];
}

static bool
grow(struct numberset *set)
{
	size_t size = set->size == 0 ? FIRST : 2 * set->size;
	struct numberset grown = { memory_zero(size, sizeof(*grown.places)), size, set->count };

	if (grown.places == NULL)
		return false;
	for (size_t i = 0; i < set->size; i++)
		if (set->places[i] != 0)
			*find(&grown, set->places[i]) = set->places[i];
	free(set->places);
	*set = grown;
	return true;
}

bool
numberset_has(const struct numberset *set, uint64_t number)
{
	return number != 0 && set->size > 0 && *find(set, number) == number;
}

bool
numberset_add(struct numberset *set, uint64_t number)
{
	uint64_t *place;

	if (number == 0)
		return false;
	if (set->count == MOST || (3 * (set->count + 1) > 2 * set->size && !grow(set)))
		return !numberset_has(set, number);
	place = find(set, number);
	if (*place == number)
		return false;
	*place = number;
	set->count++;
	return true;
}
