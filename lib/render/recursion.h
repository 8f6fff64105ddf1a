/* Recursion: frames that repeat, one alone or several in turn, so that outputs can show them once. */
#ifndef ST_RENDER_RECURSION_H
#define ST_RENDER_RECURSION_H

#include "base/buffer.h"
#include "json/json.h"

/*
 * The first `period` frames come `times` times in succession; without recursion both are 1. They are the first `frames` of
 * the list, which has fewer of them where the levels of a debugger's frames show that some are left out in the middle.
 */
struct recursion {
	size_t period, times, frames;
};

extern const struct recursion recursion_none;

struct recursion recursion_of(const struct value **frames, size_t count);

/* How many frames are left out between two that are neighbours in a debugger's stack, by their levels. */
size_t recursion_gap(const struct value *inner, const struct value *outer);

/* Appends `the same 3 times more` or `these 2 3 times more`, after `margin` blanks; nothing without recursion. */
void recursion_append(struct buffer *out, size_t margin, struct recursion recursion);

/* The frames of an array for recursion_of(), in the arena. NULL: there are none, or no memory. */
const struct value **recursion_list(
    const struct value *frames, struct arena *memory, size_t *count);

#endif
