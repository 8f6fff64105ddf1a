/* The frames of a stack by what they are called, innermost first, recursion folded. */
#ifndef ST_SAME_STACKNAMES_H
#define ST_SAME_STACKNAMES_H

#include "base/buffer.h"
#include "same/called.h"

struct stacknames {
	struct called *list; /* NULL: no memory */
	size_t count;
	size_t
	    own; /* of a thread: the innermost that is stacknames_is_function(); the count where none is */
	bool gap; /* a frame had no name and no place in a module */
};

/*
 * Of a thread: without frames that only may be on the stack, those of sanitizers, and those of a crash handler. What
 * raises and aborts, in whatever version of the C library, is one frame `abort`.
 */
struct stacknames stacknames_of_thread(const struct value *record, struct arena *memory);

/* Of the frames of an exception: the person's own, or all where none of them is that. */
struct stacknames stacknames_of_exception(const struct value *frames, struct arena *memory);

/* A line for each; before the function of a Python frame stand its module and a blank. */
void stacknames_append(struct buffer *text, const struct stacknames *names);

/* Whether it is a function of the program's own, by its name. */
static inline bool
stacknames_is_function(const struct called *called)
{
	return called->by == CALLED_BY_NAME && called_is_own(called);
}

#endif
