#include "json/arraycache.h"

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
	TRIES = 8,               /* how many kept arrays may have the same place */
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

struct kept {
	struct kept *next; /* the next one of the same place */
	struct bytes text;
	uint64_t number;
	const struct value *first;
	size_t count; /* of all values in it */
};

struct arraycache {
	struct bytes name;
	struct kept *places[PLACES];
	const char *missed; /* the array that was not found, and is being read */
	int credit;
	unsigned passed;
	bool full; /* there was no room for an array */
	size_t used;
	max_align_t memory[KEPT_MAX / sizeof(max_align_t)];
};

struct arraycache *
arraycache_new(struct bytes name)
{
	struct arraycache *cache = memory_spare(sizeof(*cache));

	if (cache == NULL)
		return NULL;
	cache->name = name;
	memset(cache->places, 0, sizeof(cache->places));
	cache->missed = NULL;
	cache->credit = CREDIT;
	cache->passed = 0;
	cache->full = false;
	cache->used = 0;
	return cache;
}

void
arraycache_free(struct arraycache *cache)
{
	free(cache);
}

void
arraycache_begin(struct arraycache *cache)
{
	if (!cache->full)
		return;
	memset(cache->places, 0, sizeof(cache->places));
	cache->used = 0;
	cache->full = false;
}

static struct kept **
place_of(struct arraycache *cache, const char *array, size_t distance)
{
	const struct bytes seen = { array + distance - SEEN, SEEN };

	return &cache->places[hash_number(hash_bytes(seen) ^ distance) % PLACES];
}

static const struct kept *
find(struct arraycache *cache, struct bytes text)
{
	for (size_t i = 0; i < COUNT_OF(distances); i++) {
		const struct kept *kept =
		    text.len < distances[i] ? NULL : *place_of(cache, text.at, distances[i]);

		for (; kept != NULL; kept = kept->next)
			if (bytes_start(text, kept->text))
				return kept;
	}
	return NULL;
}

/* Whether to look for an array, and keep it: always, except in streams whose arrays do not come again. */
static bool
is_worth_it(struct arraycache *cache)
{
	return cache->credit > 0 || ++cache->passed % SAMPLED == 0;
}

/* Gives the array the parts of one that is kept. */
static void
put(const struct kept *kept, struct value *array)
{
	array->kind = JSON_ARRAY;
	array->first = kept->first;
	array->mark = kept->number;
}

size_t
arraycache_find(
    struct arraycache *cache, struct bytes text, struct value *array, struct arena *memory)
{
	const struct kept *kept;

	cache->missed = NULL;
	if (!bytes_equal(array->name, cache->name) || !is_worth_it(cache))
		return 0;
	kept = find(cache, text);
	if (kept == NULL) {
		cache->missed = text.at;
		return 0;
	}
	if (cache->credit < CREDIT_MAX)
		cache->credit += FOUND;
	put(kept, array);
	/* it counts as much against the ceiling as if it had been read */
	(void)arena_alloc(memory, kept->count * sizeof(*kept->first));
	return kept->text.len;
}

/* Takes memory for an array. NULL: there is no room until all are forgotten. */
static void *
take(struct arraycache *cache, size_t size)
{
	char *taken = (char *)cache->memory + cache->used;

	size = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
	if (KEPT_MAX - cache->used < size) {
		cache->full = true;
		return NULL;
	}
	cache->used += size;
	return taken;
}

static struct bytes
copy_text(struct arraycache *cache, struct bytes text)
{
	char *copy = text.len == 0 ? NULL : take(cache, text.len);

	return copy == NULL ? BYTES_NONE
			    : (struct bytes){ memcpy(copy, text.at, text.len), text.len };
}

/* A copy of a value of the array, which points into its text; NULL: no room. */
static struct value *
copy_value(struct arraycache *cache, const struct kept *kept, const struct value *array,
    const struct value *from)
{
	struct value *to = take(cache, sizeof(*to));
	const char *start = kept->text.at + (from->start - array->json.at);

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
		to->name = copy_text(cache, from->name);
	if (from->kind == JSON_TEXT && from->text.at == from->json.at + 1)
		to->text.at = to->json.at + 1;
	else if (from->kind == JSON_TEXT)
		to->text = copy_text(cache, from->text);
	return to;
}

/* Copies all values inside the array. False: no room, or it is nested too deeply. */
static bool
copy_values(struct arraycache *cache, struct kept *kept, const struct value *array)
{
	struct {
		const struct value *from;
		struct value *to;
	} open[ARRAYCACHE_DEPTH];
	const struct value *from = array->first, **link = &kept->first;
	size_t depth = 0;

	for (; from != NULL; kept->count++) {
		struct value *to = copy_value(cache, kept, array, from);

		if (to == NULL || depth == ARRAYCACHE_DEPTH)
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
	return !cache->full;
}

/* NULL: no room, or the array is nested too deeply. */
static struct kept *
copy_array(struct arraycache *cache, const struct value *array)
{
	static uint64_t last; /* no two arrays of a program have one number */
	struct kept *kept = take(cache, sizeof(*kept));

	if (kept == NULL)
		return NULL;
	*kept = (struct kept){ .text = copy_text(cache, array->json), .number = ++last };
	return copy_values(cache, kept, array) ? kept : NULL;
}

void
arraycache_keep(struct arraycache *cache, struct value *array)
{
	size_t length = array->json.len, i = 0, tries = 0;
	struct kept **place, *kept;

	if (array->json.at != cache->missed || length > LENGTH_MAX)
		return;
	while (i < COUNT_OF(distances) && distances[i] > length)
		i++;
	if (i == COUNT_OF(distances))
		return;
	cache->credit -= cache->credit > 0;
	place = place_of(cache, array->json.at, distances[i]);
	for (kept = *place; kept != NULL && tries < TRIES; kept = kept->next)
		tries++;
	kept = tries == TRIES ? NULL : copy_array(cache, array);
	if (kept == NULL)
		return;
	kept->next = *place;
	*place = kept;
	put(kept, array);
}
