#include "base/arena.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

enum {
	BLOCK = 32 * 1024,
	ALIGNMENT = sizeof(max_align_t),
};

struct block {
	struct block *next;
	size_t size;
	size_t used;
	max_align_t memory[];
};

struct arena {
	struct block *newest;
	size_t ceiling;
	size_t held;
	bool full;
};

static char *
block_bytes(struct block *block)
{
	return (char *)block->memory;
}

struct arena *
arena_new(size_t ceiling)
{
	struct arena *arena = memory_zero(1, sizeof(*arena));

	if (arena != NULL)
		arena->ceiling = ceiling;
	return arena;
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	for (struct block *block = arena->newest, *next; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

void
arena_reset(struct arena *arena)
{
	struct block *keep = NULL;

	for (struct block *block = arena->newest, *next; block != NULL; block = next) {
		next = block->next;
		if (keep == NULL && block->size == BLOCK)
			keep = block;
		else
			free(block);
	}
	if (keep != NULL) {
		keep->next = NULL;
		keep->used = 0;
	}
	arena->newest = keep;
	arena->held = keep == NULL ? 0 : keep->size;
	arena->full = false;
}

static struct block *
add_block(struct arena *arena, size_t size)
{
	struct block *block;

	if (size < BLOCK)
		size = BLOCK;
	if (size > arena->ceiling || arena->held > arena->ceiling - size)
		return NULL;
	block = memory_take(sizeof(*block) + size);
	if (block == NULL)
		return NULL;
	block->next = arena->newest;
	block->size = size;
	block->used = 0;
	arena->newest = block;
	arena->held += size;
	return block;
}

__attribute__((cold, noinline)) static char *
take_anew(struct arena *arena, size_t size, size_t room)
{
	struct block *block = room > SIZE_MAX / 2 - size ? NULL : add_block(arena, size + room);

	if (block == NULL) {
		arena->full = true;
		return NULL;
	}
	block->used = size;
	return block_bytes(block);
}

/* If a new block is needed, it gets `room` for more. */
static inline char *
take(struct arena *arena, size_t size, size_t alignment, size_t room)
{
	struct block *block = arena->newest;
	size_t start;

	if (block == NULL)
		return take_anew(arena, size, room);
	start = (block->used + alignment - 1) & ~(alignment - 1);
	if (start > block->size || block->size - start < size)
		return take_anew(arena, size, room);
	block->used = start + size;
	return block_bytes(block) + start;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	return take(arena, size, ALIGNMENT, 0);
}

void *
arena_zero(struct arena *arena, size_t size)
{
	void *memory = arena_alloc(arena, size);

	return memory == NULL ? NULL : memset(memory, 0, size);
}

struct bytes
arena_copy(struct arena *arena, struct bytes text)
{
	char *copy = text.len == 0 ? NULL : take(arena, text.len, 1, 0);

	if (copy == NULL)
		return BYTES_NONE;
	memcpy(copy, text.at, text.len);
	return (struct bytes){ copy, text.len };
}

struct bytes
arena_join(struct arena *arena, struct bytes a, struct bytes b)
{
	struct block *block = arena->newest;
	char *joined;

	if (a.len == 0 || b.len == 0)
		return a.len == 0 ? arena_copy(arena, b) : a;
	if (block != NULL && a.at + a.len == block_bytes(block) + block->used &&
	    block->size - block->used >= b.len) {
		memcpy(block_bytes(block) + block->used, b.at, b.len);
		block->used += b.len;
		return (struct bytes){ a.at, a.len + b.len };
	}
	/* Room to grow: a value of many lines is joined in linear time. */
	joined = take(arena, a.len + b.len, 1, a.len);
	if (joined == NULL)
		return a;
	memcpy(joined, a.at, a.len);
	memcpy(joined + a.len, b.at, b.len);
	return (struct bytes){ joined, a.len + b.len };
}

void
arena_limit(struct arena *arena, size_t ceiling)
{
	arena->ceiling = ceiling;
}

bool
arena_full(const struct arena *arena)
{
	return arena->full;
}

size_t
arena_held(const struct arena *arena)
{
	return arena->held;
}

size_t
arena_left(const struct arena *arena)
{
	return arena->held > arena->ceiling ? 0 : arena->ceiling - arena->held;
}
