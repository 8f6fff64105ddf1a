/* Recursion: frames that repeat, one alone or several in turn, so that outputs can show them once. */
#ifndef ST_RENDER_RECURSION_H
#define ST_RENDER_RECURSION_H

#include "base/buffer.h"
#include "json/json.h"

/* The first `period` frames come `times` times in succession; without recursion both are 1. */
struct recursion {
	size_t period, times;
};

extern const struct recursion recursion_none;

struct recursion recursion_of(const struct value **frames, size_t count);

/* Appends `the same 3 times more` or `these 2 3 times more`, after `margin` blanks; nothing without recursion. */
void recursion_append(struct buffer *out, size_t margin, struct recursion recursion);

/* The frames of an array for recursion_of(), in the arena. NULL: there are none, or no memory. */
const struct value **recursion_list(
    const struct value *frames, struct arena *memory, size_t *count);

#endif
