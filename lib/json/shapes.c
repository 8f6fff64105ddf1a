#include "json/shapes.h"

#include "base/hash.h"
#include "base/memory.h"
#include "json/unescape.h"

#include <stdlib.h>

enum {
	KEPT_MAX = 12 * 1024 * 1024,
	PLACES = 4096,
	TRIES = 8,               /* shapes of one place that are looked at */
	LENGTH_MAX = 128 * 1024, /* of an array */
	SEEN = 64,               /* bytes that tell arrays apart before they are compared */
	/* Where nothing comes again, one array in so many is looked for, and kept. */
	SAMPLED = 16,
	CREDIT = 200, /* arrays that are kept without one being found */
	CREDIT_MAX = 1000,
	FOUND = 4, /* credit for one that is found */
};

/* An array is told by the bytes before the largest of these distances that it is as long as. */
static const size_t distances[] = { 16384, 4096, 1024, 256 };

/* Where a value stands, from the array's bracket. */
struct spot {
	uint32_t start; /* of the member with its name, or of the value that is none */
	uint32_t at, length;
	uint16_t name_length;
	uint8_t ends; /* so many values that it is in end with it */
	unsigned kind : 6, has_parts : 1, escaped : 1;
};

struct shape {
	struct shape *next; /* of the same place */
	struct bytes text;
	size_t count;
	struct spot spots[];
};

struct shapes {
	struct bytes name;
	struct shape *places[PLACES];
	const char *missed; /* the array that was looked for, and has to be read */
	int credit;
	unsigned passed;
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
	shapes->used = 0;
	return shapes;
}

void
shapes_free(struct shapes *shapes)
{
	free(shapes);
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

/* The values of a shape, as they stand in the text. */
static void
unfold(const struct shape *shape, const char *text, struct value *array, struct arena *memory)
{
	struct value *value = arena_alloc(memory, shape->count * sizeof(*value));
	const struct spot *spot = shape->spots, *end = spot + shape->count;
	const struct value **links[SHAPES_DEPTH], **link = &array->first;
	size_t depth = 0;

	for (; value != NULL && spot < end; spot++, value++) {
		*value = (struct value){
			.start = text + spot->start,
			.json = { text + spot->at, spot->length },
			.kind = (enum json_kind)spot->kind,
		};
		if (spot->at > spot->start)
			value->name = (struct bytes){ text + spot->start + 1, spot->name_length };
		if (value->kind == JSON_TEXT)
			value->text = (struct bytes){ text + spot->at + 1, spot->length - 2 };
		if (spot->escaped)
			value->text = unescape_text(value->text, memory);
		*link = value;
		link = &value->next;
		if (spot->has_parts) {
			links[depth++] = link;
			link = &value->first;
		}
		depth -= spot->ends;
		if (spot->ends > 0)
			link = links[depth];
	}
}

/* Whether to look for an array, and keep it: always, but for a stream in which nothing comes again. */
static bool
is_worth_it(struct shapes *shapes)
{
	return shapes->credit > 0 || ++shapes->passed % SAMPLED == 0;
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
	unfold(shape, text.at, array, memory);
	array->kind = JSON_ARRAY;
	return shape->text.len;
}

/* False: such values are not kept. */
static bool
note_value(struct spot *spot, const struct value *value, const char *array)
{
	const char *name_end = value->start + 1 + value->name.len;

	*spot = (struct spot){
		.start = (uint32_t)(value->start - array),
		.at = (uint32_t)(value->json.at - array),
		.length = (uint32_t)value->json.len,
		.name_length = (uint16_t)value->name.len,
		.kind = (unsigned)value->kind & 63,
		.has_parts = value->first != NULL,
		.escaped = value->kind == JSON_TEXT && value->text.at != value->json.at + 1,
	};
	/* a name with escapes stands elsewhere */
	return value->name.len <= UINT16_MAX &&
	    (value->start == value->json.at ||
		(value->name.at == value->start + 1 && *name_end == '"'));
}

/* Notes all values inside the array: how many; 0: they do not fit, or are not kept. */
static size_t
note_values(struct spot *spots, size_t most, const struct value *array)
{
	const struct value *value = array->first, *open[SHAPES_DEPTH];
	size_t count = 0, depth = 0;

	while (value != NULL) {
		struct spot *spot = &spots[count++];

		if (count > most || !note_value(spot, value, array->json.at))
			return 0;
		if (spot->has_parts) {
			if (depth == SHAPES_DEPTH - 1)
				return 0;
			open[depth++] = value;
			value = value->first;
			continue;
		}
		for (; value->next == NULL && depth > 0; value = open[--depth])
			spot->ends++;
		value = value->next;
	}
	return count;
}

static size_t
aligned(size_t size)
{
	return (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
}

/* The shape, in what is free of the memory; NULL: there is not enough of it, or such an array is not kept. */
static struct shape *
note_shape(struct shapes *shapes, const struct value *array)
{
	char *memory = (char *)shapes->memory + shapes->used;
	struct shape *shape = (struct shape *)(void *)memory;
	size_t room = KEPT_MAX - shapes->used, fixed = sizeof(*shape) + array->json.len;

	if (room < fixed)
		return NULL;
	shape->count = note_values(shape->spots, (room - fixed) / sizeof(*shape->spots), array);
	if (shape->count == 0)
		return NULL;
	memory += sizeof(*shape) + shape->count * sizeof(*shape->spots);
	memcpy(memory, array->json.at, array->json.len);
	shape->text = (struct bytes){ memory, array->json.len };
	shapes->used += aligned(fixed + shape->count * sizeof(*shape->spots));
	return shape;
}

static void
forget_all(struct shapes *shapes)
{
	memset(shapes->places, 0, sizeof(shapes->places));
	shapes->used = 0;
}

void
shapes_keep(struct shapes *shapes, const struct value *array)
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
	if (tries == TRIES)
		return;
	if (KEPT_MAX - shapes->used < (size_t)LENGTH_MAX * 8)
		forget_all(shapes);
	shape = note_shape(shapes, array);
	if (shape != NULL) {
		shape->next = *place;
		*place = shape;
	}
}
