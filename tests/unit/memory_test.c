#include "base/arena.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "check.h"

#include <stdint.h>
#include <stdlib.h>

/* Makes AddressSanitizer's malloc() return NULL, too. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

/* More memory than can exist, hidden from the compiler. */
static volatile size_t too_much = SIZE_MAX / 4;

static void
refusals(void)
{
	void *memory = memory_take(1), *same;

	CHECK(memory != NULL && !memory_refused());
	CHECK(memory_take(too_much) == NULL && memory_refused() && memory_refused());
	memory_told();
	CHECK(!memory_refused());
	CHECK(memory_zero(too_much, 2) == NULL && memory_refused());
	memory_told();
	same = memory_resize(memory, too_much);
	CHECK(same == NULL && memory_refused());
	memory_told();
	free(memory);
}

/* A ceiling that is reached is not lack of memory: it has another message. */
static void
ceilings(void)
{
	struct arena *arena = arena_new(1000);
	struct buffer buffer = { .ceiling = 10 };
	struct bytes text = BYTES("kept");

	CHECK(arena_alloc(arena, 100000) == NULL && arena_full(arena));
	CHECK_TEXT(arena_join(arena, text, BYTES(" and more")), text);
	buffer_append(&buffer, BYTES("more than ten bytes"));
	CHECK(buffer.full && buffer.len == 0 && !memory_refused());
	arena_limit(arena, SIZE_MAX);
	arena_reset(arena);
	CHECK(arena_alloc(arena, 100000) != NULL && !arena_full(arena));
	CHECK(arena_alloc(arena, too_much) == NULL && arena_full(arena) && memory_refused());
	memory_told();
	arena_free(arena);
	buffer_free(&buffer);
}

int
main(void)
{
	refusals();
	ceilings();
	return check_end();
}
