#include "base/index.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST = 8 };

static uint32_t
half_of(uint64_t hash)
{
	return (uint32_t)(hash ^ hash >> 32);
}

size_t
index_find(const struct index *index, uint64_t hash, size_t *at)
{
	const uint32_t half = half_of(hash);

	for (; index->size > 0; (*at)++) {
		const struct index_place *place = &index->places[(half + *at) & (index->size - 1)];

		if (place->number == 0)
			return INDEX_NONE;
		if (place->hash == half) {
			(*at)++;
			return place->number - 1;
		}
	}
	return INDEX_NONE;
}

static void
put(struct index_place *places, size_t size, struct index_place place)
{
	size_t i = place.hash & (size - 1);

	while (places[i].number != 0)
		i = (i + 1) & (size - 1);
	places[i] = place;
}

/* Half of the places stay empty, so that a search is short, and has an end. */
static bool
grow(struct index *index)
{
	size_t size = index->size == 0 ? FIRST : 2 * index->size;
	struct index_place *places = memory_zero(size, sizeof(*places));

	if (places == NULL)
		return false;
	for (size_t i = 0; i < index->size; i++)
		if (index->places[i].number != 0)
			put(places, size, index->places[i]);
	free(index->places);
	index->places = places;
	index->size = size;
	return true;
}

bool
index_add(struct index *index, uint64_t hash, size_t number)
{
	if (number >= UINT32_MAX || (2 * (index->count + 1) > index->size && !grow(index)))
		return false;
	put(index->places, index->size,
	    (struct index_place){ half_of(hash), (uint32_t)number + 1 });
	index->count++;
	return true;
}

void
index_clear(struct index *index)
{
	if (index->count > 0)
		memset(index->places, 0, index->size * sizeof(*index->places));
	index->count = 0;
}

void
index_free(struct index *index)
{
	free(index->places);
	*index = (struct index){ .places = NULL };
}
