#include "group/place.h"

#include <stdlib.h>

enum { LONG = 200 }; /* bytes of a value that is not listed beside others */

void
place_many(struct place *place)
{
	place->many = true;
	place->count = 0;
}

static bool
has_long(const struct place *place)
{
	for (size_t i = 0; i < place->count; i++)
		if (place->values[i].text.len > LONG)
			return true;
	return false;
}

static struct place_value *
find(const struct place *place, struct bytes text)
{
	for (size_t i = 0; i < place->count; i++)
		if (bytes_equal(place->values[i].text, text))
			return &place->values[i];
	return NULL;
}

void
place_add(struct place *place, const struct place_value *value, struct arena *memory)
{
	struct place_value *known = find(place, value->text);

	if (place->many)
		return;
	if (known != NULL) {
		known->count += value->count;
		return;
	}
	if (place->values == NULL)
		place->values = arena_alloc(memory, PLACE_FEW * sizeof(*place->values));
	if (place->values == NULL || place->count == PLACE_FEW ||
	    (place->count > 0 && (value->text.len > LONG || has_long(place)))) {
		place_many(place);
		return;
	}
	place->values[place->count] = *value;
	place->values[place->count++].text = arena_copy(memory, value->text);
}

long long
place_first_line(long long one, long long other)
{
	return one < 0 || (other >= 0 && other < one) ? other : one;
}

void
place_join(struct place *place, const struct place *other, struct arena *memory)
{
	if (other->many)
		place_many(place);
	for (size_t i = 0; i < other->count; i++) {
		const struct place_value *value = &other->values[i];
		struct place_value *known = find(place, value->text);

		if (known != NULL)
			known->line = place_first_line(known->line, value->line);
		place_add(place, value, memory);
	}
}

bool
place_is_one(const struct place *place)
{
	return place->count == 1;
}

int
place_compare(const struct place_value *one, const struct place_value *other)
{
	if (one->count != other->count)
		return one->count > other->count ? -1 : 1;
	if (one->line != other->line)
		return one->line < 0 || (other->line >= 0 && other->line < one->line) ? 1 : -1;
	return bytes_compare(one->text, other->text);
}

static int
by_count(const void *a, const void *b)
{
	return place_compare(a, b);
}

void
place_sort(struct place *place)
{
	if (place->count > 1)
		qsort(place->values, place->count, sizeof(*place->values), by_count);
}
