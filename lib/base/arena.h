/* Memory for one record: taken in small pieces, given back all at once. */
#ifndef ST_BASE_ARENA_H
#define ST_BASE_ARENA_H

#include "base/bytes.h"

struct arena;

/* An empty arena that holds at most `ceiling` bytes; NULL where there is no memory. */
struct arena *arena_new(size_t ceiling);
void arena_free(struct arena *arena);

/*
 * `size` bytes, aligned for any object, not cleared; NULL past the ceiling or without memory, and
 * then arena_full() is true until the next arena_reset().
 */
void *arena_alloc(struct arena *arena, size_t size);

/* The same, cleared. */
void *arena_zero(struct arena *arena, size_t size);

/* Copies the text into the arena, without any alignment; gives no bytes where the arena is full. */
struct bytes arena_copy(struct arena *arena, struct bytes text);

/*
 * `a`, then `b`, in one piece; where `a` is the newest piece of the arena it grows in place. Where the arena is full,
 * `a` as it was.
 */
struct bytes arena_join(struct arena *arena, struct bytes a, struct bytes b);

/* From now on it holds at most `ceiling` bytes. */
void arena_limit(struct arena *arena, size_t ceiling);

bool arena_full(const struct arena *arena);

/* How many bytes the arena has taken from the system, and how many more it may take. */
size_t arena_held(const struct arena *arena);
size_t arena_left(const struct arena *arena);

/* Forgets everything taken. Memory beyond one block goes back to the system. */
void arena_reset(struct arena *arena);

#endif
