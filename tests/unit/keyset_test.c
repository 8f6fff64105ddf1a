#include "base/keyset.h"

#include "base/memory.h"
#include "check.h"

/* Texts get numbers in the order in which they come, and keep them while the index grows. */
static void
numbering(void)
{
	struct arena *memory = arena_new(1 << 20);
	struct keyset set = { .count = 0 };
	char text[20];

	CHECK(keyset_find(&set, BYTES("a")) == INDEX_NONE);
	CHECK(keyset_add(&set, BYTES("a"), memory) == 0);
	CHECK(keyset_add(&set, BYTES(""), memory) == 1);
	for (size_t i = 2; i < 1000; i++) {
		int length = snprintf(text, sizeof(text), "text %zu", i);
		struct bytes key = { text, (size_t)length };

		CHECK(keyset_find(&set, key) == INDEX_NONE);
		CHECK(keyset_add(&set, key, memory) == i);
	}
	CHECK(keyset_find(&set, BYTES("a")) == 0);
	CHECK(keyset_find(&set, BYTES("")) == 1);
	CHECK(keyset_find(&set, BYTES("text 2")) == 2);
	CHECK(keyset_find(&set, BYTES("text 999")) == 999);
	CHECK(keyset_find(&set, BYTES("text 1000")) == INDEX_NONE);
	CHECK_TEXT(set.keys[999], BYTES("text 999"));
	CHECK(keyset_number(&set, BYTES("text 2"), memory) == 2);
	CHECK(keyset_number(&set, BYTES("text 1000"), memory) == 1000);
	CHECK(keyset_number(&set, BYTES("text 1000"), memory) == 1000 && set.count == 1001);
	keyset_free(&set);
	CHECK(keyset_find(&set, BYTES("a")) == INDEX_NONE);
	arena_free(memory);
}

/* A text for which there is no memory gets no number, and the others keep theirs. */
static void
filling(void)
{
	static char large[1 << 18];
	struct arena *memory = arena_new(1 << 17);
	struct keyset set = { .count = 0 };

	memset(large, 'x', sizeof(large));
	CHECK(keyset_add(&set, (struct bytes){ large, sizeof(large) }, memory) == INDEX_NONE);
	CHECK(keyset_find(&set, (struct bytes){ large, sizeof(large) }) == INDEX_NONE);
	arena_reset(memory);
	CHECK(keyset_add(&set, BYTES("a"), memory) == 0);
	keyset_free(&set);
	arena_free(memory);
	memory_told();
}

int
main(void)
{
	numbering();
	filling();
	return check_end();
}
