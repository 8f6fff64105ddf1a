#include "same/memo.h"

#include "base/arena.h"
#include "base/hash.h"

enum {
	PLACES = 4096,
	TRIES = 8, /* places that are looked at, one after the other */
	HELD_MAX = 4 * 1024 * 1024,
	TEXT_MAX = HELD_MAX / 64,
};

struct memo {
	struct bytes text, made;
};

static struct memo memos[PLACES];

/* Where to look first, by the text's first and last bytes: to hash all of it would take longer than to compare it. */
static size_t
place_of(struct bytes text)
{
	enum { LOOKED_AT = 128 };
	uint64_t first = hash_bytes(bytes_first(text, LOOKED_AT));

	if (text.len > LOOKED_AT)
		first = hash_number(first ^ hash_bytes(bytes_from(text, text.len - LOOKED_AT)));
	return first % PLACES;
}

struct bytes
memo_find(struct bytes text)
{
	size_t place = place_of(text);

	for (size_t i = 0; i < TRIES; i++) {
		const struct memo *memo = &memos[(place + i) % PLACES];

		if (memo->text.len == 0)
			break;
		if (bytes_equal(memo->text, text))
			return memo->made;
	}
	return BYTES_NONE;
}

void
memo_keep(struct bytes text, struct bytes made)
{
	static struct arena *memory; /* holds all texts; when it is full, all are forgotten */
	struct memo *memo = NULL;
	size_t place = place_of(text);

	if (text.len == 0 || text.len > TEXT_MAX || made.len > TEXT_MAX)
		return;
	if (memory == NULL || arena_held(memory) > HELD_MAX) {
		arena_free(memory);
		memory = arena_new(2 * HELD_MAX);
		memset(memos, 0, sizeof(memos));
	}
	/* an empty place, or else the last one tried, whose text is forgotten */
	for (size_t i = 0; i < TRIES && (memo == NULL || memo->text.len > 0); i++)
		memo = &memos[(place + i) % PLACES];
	*memo = (struct memo){ .text = BYTES_NONE };
	if (memory == NULL)
		return;
	memo->made = arena_copy(memory, made);
	if (memo->made.len > 0)
		memo->text = arena_copy(memory, text);
}
