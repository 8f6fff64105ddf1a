#include "json/shapes.h"

#include "base/hash.h"
#include "base/memory.h"

#include <stdlib.h>

enum {
	/*
	 * Less than a record of 16 MiB takes. glibc maps a block by itself only if it is as large as the largest one
	 * that was freed; smaller ones are copied when they grow.
	 */
	KEPT_MAX = 15 * 1024 * 1024,
	PLACES = 4096,
	TRIES = 8,               /* how many shapes may have the same place */
	LENGTH_MAX = 128 * 1024, /* of an array */
	SEEN = 64,               /* bytes of an array that are hashed */
	/* If no array comes again, only one in so many is looked for and kept. */
	SAMPLED = 16,
	CREDIT = 200, /* so many arrays are kept if none is found again */
	CREDIT_MAX = 1000,
	FOUND = 4, /* credit for one that is found */
};

/* An array is hashed by the bytes before one of these distances: the largest one that it is as long as. */
static const size_t distances[] = { 16384, 4096, 1024, 256 };

struct shape {
	struct shape *next; /* the next one of the same place */
	struct bytes text;
	uint64_t number;
	const struct value *first;
	size_t count; /* of all values in it */
};

struct shapes {
	struct bytes name;
	struct shape *places[PLACES];
	const char *missed; /* the array that was not found, and is being read */
	int credit;
	unsigned passed;
	bool full; /* there was no room for an array */
	size_t used;
	max_align_t memory[KEPT_MAX / sizeof(max_align_t)];
};

struct shapes *
shapes_new(struct bytes name)
{
	struct shapes *shapes = memory_spare(sizeof(*shapes));

	if (shapes == NULL)
		return NULL;
	shapes->name = name;
	memset(shapes->places, 0, sizeof(shapes->places));
	shapes->missed = NULL;
	shapes->credit = CREDIT;
	shapes->passed = 0;
	shapes->full = false;
	shapes->used = 0;
	return shapes;
}

void
shapes_free(struct shapes *shapes)
{
	free(shapes);
}

void
shapes_begin(struct shapes *shapes)
{
	if (!shapes->full)
		return;
	memset(shapes->places, 0, sizeof(shapes->places));
	shapes->used = 0;
	shapes->full = false;
}

static struct shape **
place_of(struct shapes *shapes, const char *array, size_t distance)
{
	const struct bytes seen = { array + distance - SEEN, SEEN };

	return &shapes->places[hash_number(hash_bytes(seen) ^ distance) % PLACES];
}

static const struct shape *
find(struct shapes *shapes, struct bytes text)
{
	for (size_t i = 0; i < COUNT_OF(distances); i++) {
		const struct shape *shape =
		    text.len < distances[i] ? NULL : *place_of(shapes, text.at, distances[i]);

		for (; shape != NULL; shape = shape->next)
			if (bytes_start(text, shape->text))
				return shape;
	}
	return NULL;
}

/* Whether to look for an array, and keep it: always, except in streams whose arrays do not come again. */
static bool
is_worth_it(struct shapes *shapes)
{
	return shapes->credit > 0 || ++shapes->passed % SAMPLED == 0;
}

/* Gives the array the parts of the shape. */
static void
put(const struct shape *shape, struct value *array)
{
	array->kind = JSON_ARRAY;
	array->first = shape->first;
	array->mark = shape->number;
}

size_t
shapes_find(struct shapes *shapes, struct bytes text, struct value *array, struct arena *memory)
{
	const struct shape *shape;

	shapes->missed = NULL;
	if (!bytes_equal(array->name, shapes->name) || !is_worth_it(shapes))
		return 0;
	shape = find(shapes, text);
	if (shape == NULL) {
		shapes->missed = text.at;
		return 0;
	}
	if (shapes->credit < CREDIT_MAX)
		shapes->credit += FOUND;
	put(shape, array);
	/* it counts as much against the ceiling as if it had been read */
	(void)arena_alloc(memory, shape->count * sizeof(*shape->first));
	return shape->text.len;
}

/* Takes memory for a shape. NULL: there is no room until all shapes are forgotten. */
static void *
take(struct shapes *shapes, size_t size)
{
	char *taken = (char *)shapes->memory + shapes->used;

	size = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
	if (KEPT_MAX - shapes->used < size) {
		shapes->full = true;
		return NULL;
	}
	shapes->used += size;
	return taken;
}

static struct bytes
copy_text(struct shapes *shapes, struct bytes text)
{
	char *copy = text.len == 0 ? NULL : take(shapes, text.len);

	return copy == NULL ? BYTES_NONE
			    : (struct bytes){ memcpy(copy, text.at, text.len), text.len };
}

/* A copy of a value of the array, which points into the shape's text; NULL: no room. */
static struct value *
copy_value(struct shapes *shapes, const struct shape *shape, const struct value *array,
    const struct value *from)
{
	struct value *to = take(shapes, sizeof(*to));
	const char *start = shape->text.at + (from->start - array->json.at);

	if (to == NULL)
		return NULL;
	*to = *from;
	to->next = NULL;
	to->start = start;
	to->json.at = start + (from->json.at - from->start);
	/* a name or text with escapes stands elsewhere */
	if (from->name.at == from->start + 1)
		to->name.at = start + 1;
	else
		to->name = copy_text(shapes, from->name);
	if (from->kind == JSON_TEXT && from->text.at == from->json.at + 1)
		to->text.at = to->json.at + 1;
	else if (from->kind == JSON_TEXT)
		to->text = copy_text(shapes, from->text);
	return to;
}

/* Copies all values inside the array. False: no room, or it is nested too deeply. */
static bool
copy_values(struct shapes *shapes, struct shape *shape, const struct value *array)
{
	struct {
		const struct value *from;
		struct value *to;
	} open[SHAPES_DEPTH];
	const struct value *from = array->first, **link = &shape->first;
	size_t depth = 0;

	for (; from != NULL; shape->count++) {
		struct value *to = copy_value(shapes, shape, array, from);

		if (to == NULL || depth == SHAPES_DEPTH)
			return false;
		*link = to;
		open[depth].from = from;
		open[depth].to = to;
		link = &to->next;
		if (json_first(from) != NULL) {
			link = &to->first;
			from = from->first;
			depth++;
			continue;
		}
		for (; from->next == NULL && depth > 0; from = open[depth].from)
			link = &open[--depth].to->next;
		from = from->next;
	}
	return !shapes->full;
}

/* NULL: no room, or the array is nested too deeply. */
static struct shape *
copy_array(struct shapes *shapes, const struct value *array)
{
	static uint64_t last; /* no two shapes of a program have one number */
	struct shape *shape = take(shapes, sizeof(*shape));

	if (shape == NULL)
		return NULL;
	*shape = (struct shape){ .text = copy_text(shapes, array->json), .number = ++last };
	return copy_values(shapes, shape, array) ? shape : NULL;
}

void
shapes_keep(struct shapes *shapes, struct value *array)
{
	size_t length = array->json.len, i = 0, tries = 0;
	struct shape **place, *shape;

	if (array->json.at != shapes->missed || length > LENGTH_MAX)
		return;
	while (i < COUNT_OF(distances) && distances[i] > length)
		i++;
	if (i == COUNT_OF(distances))
		return;
	shapes->credit -= shapes->credit > 0;
	place = place_of(shapes, array->json.at, distances[i]);
	for (shape = *place; shape != NULL && tries < TRIES; shape = shape->next)
		tries++;
	shape = tries == TRIES ? NULL : copy_array(shapes, array);
	if (shape == NULL)
		return;
	shape->next = *place;
	*place = shape;
	put(shape, array);
}
