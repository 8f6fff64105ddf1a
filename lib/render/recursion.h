/* Recursion: frames that come again and again in the same places, several in turn perhaps, are shown once. */
#ifndef ST_RENDER_RECURSION_H
#define ST_RENDER_RECURSION_H

#include "base/buffer.h"
#include "json/json.h"

/* The first `period` of the frames come so many times, one after the other; where that is no recursion, 1 and 1. */
struct recursion {
	size_t period, times;
};

extern const struct recursion recursion_none;

struct recursion recursion_of(const struct value **frames, size_t count);

/* `the same 3 times more`, `these 2 3 times more`, behind so many blanks: nothing where it is none. */
void recursion_append(struct buffer *out, size_t margin, struct recursion recursion);

/* The frames of an array for recursion_of(), in the arena. NULL: there are none, or no memory. */
const struct value **recursion_list(
    const struct value *frames, struct arena *memory, size_t *count);

#endif
