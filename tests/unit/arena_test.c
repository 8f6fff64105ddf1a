#include "base/arena.h"
#include "check.h"

#include <stdint.h>

static void
taking(void)
{
	struct arena *arena = arena_new(1 << 20);
	char *before = NULL;

	for (size_t size = 1; size < 300; size++) {
		char *memory = arena_alloc(arena, size);

		if (!CHECK(memory != NULL && (uintptr_t)memory % _Alignof(max_align_t) == 0))
			break;
		memset(memory, 0xff, size);
		CHECK(memory != before);
		before = memory;
	}
	before = arena_zero(arena, 100);
	for (size_t i = 0; i < 100; i++)
		CHECK(before[i] == 0);
	CHECK(!arena_full(arena));
	arena_free(arena);
	arena_free(NULL);
}

static void
copying(void)
{
	struct arena *arena = arena_new(1 << 20);
	char text[] = "a\0b";
	struct bytes copy = arena_copy(arena, (struct bytes){ text, 3 });

	text[0] = 'x';
	CHECK_TEXT(copy, BYTES("a\0b"));
	CHECK(arena_copy(arena, (struct bytes){ NULL, 0 }).len == 0);
	arena_free(arena);
}

static void
ceiling(void)
{
	struct arena *arena = arena_new(200000);
	size_t taken = 0;

	while (arena_alloc(arena, 1000) != NULL && taken < 1000000)
		taken += 1000;
	CHECK(arena_full(arena));
	CHECK(taken >= 100000 && taken <= 200000);
	CHECK(arena_copy(arena, BYTES("a")).len == 1 || arena_full(arena));
	arena_reset(arena);
	CHECK(!arena_full(arena));
	CHECK(arena_alloc(arena, 1000) != NULL);
	CHECK(arena_alloc(arena, SIZE_MAX) == NULL);
	CHECK(arena_alloc(arena, SIZE_MAX - 64) == NULL);
	CHECK(arena_full(arena));
	arena_reset(arena);
	CHECK(arena_alloc(arena, 200001) == NULL);
	arena_free(arena);
}

static void
joining(void)
{
	struct arena *arena = arena_new(1 << 26);
	struct bytes text = { NULL, 0 }, first;
	char letters[3000];

	for (size_t i = 0; i < sizeof(letters); i++) {
		letters[i] = (char)('a' + i % 26);
		text = arena_join(arena, text, (struct bytes){ letters + i, 1 });
		if (i % 100 == 0)
			arena_copy(arena, BYTES("between"));
	}
	CHECK_TEXT(text, ((struct bytes){ letters, sizeof(letters) }));

	first = arena_copy(arena, BYTES("one"));
	text = arena_join(arena, first, BYTES(" two"));
	CHECK(text.at == first.at); /* the newest piece grows in place */
	CHECK_TEXT(text, BYTES("one two"));
	CHECK_TEXT(first, BYTES("one"));
	CHECK_TEXT(arena_join(arena, text, (struct bytes){ NULL, 0 }), BYTES("one two"));
	CHECK_TEXT(arena_join(arena, first, BYTES("?")), BYTES("one?"));
	CHECK_TEXT(text, BYTES("one two")); /* an older piece is copied before it grows */
	arena_free(arena);
}

/* A value that grows by many lines must not take the square of its size. */
static void
joining_at_the_ceiling(void)
{
	struct arena *arena = arena_new(40 << 20);
	struct bytes text = { NULL, 0 };
	static char line[1000];

	memset(line, 'x', sizeof(line));
	for (int i = 0; i < 8000; i++)
		text = arena_join(arena, text, (struct bytes){ line, sizeof(line) });
	CHECK(text.len == 8000000 && !arena_full(arena));
	for (int i = 0; i < 100000 && !arena_full(arena); i++)
		text = arena_join(arena, text, (struct bytes){ line, sizeof(line) });
	CHECK(arena_full(arena));
	arena_free(arena);
}

int
main(void)
{
	taking();
	copying();
	ceiling();
	joining();
	joining_at_the_ceiling();
	return check_end();
}
