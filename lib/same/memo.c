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
	struct bytes text;
	char value[MEMO_SIZE];
};

/* Where to look first, by its first and last bytes: to hash all of it would take longer than to compare it. */
static size_t
place_of(struct bytes text)
{
	enum { LOOKED_AT = 128 };
	size_t end = text.len < LOOKED_AT ? 0 : text.len - LOOKED_AT;
	uint64_t first = hash_bytes(bytes_first(text, LOOKED_AT));

	return hash_number(first ^ hash_bytes(bytes_from(text, end))) % PLACES;
}

char *
memo_find(struct bytes text)
{
	static struct memo memos[PLACES];
	static struct arena *memory; /* of their texts: when it is full, all are forgotten */
	struct memo *memo = NULL;
	size_t place;

	if (text.len == 0 || text.len > TEXT_MAX)
		return NULL;
	if (memory == NULL || arena_held(memory) > HELD_MAX) {
		arena_free(memory);
		memory = arena_new(2 * HELD_MAX);
		memset(memos, 0, sizeof(memos));
	}
	place = place_of(text);
	for (size_t i = 0; i < TRIES; i++) {
		memo = &memos[(place + i) % PLACES];
		if (bytes_equal(memo->text, text))
			return memo->value;
		if (memo->text.len == 0)
			break;
	}
	/* an empty one, or the last that was looked at gives way */
	*memo = (struct memo){ .text = { NULL, 0 } };
	if (memory != NULL)
		memo->text = arena_copy(memory, text);
	return memo->text.len == 0 ? NULL : memo->value;
}
