/* The frames of a stack by what they are called, innermost first, recursion folded. */
#ifndef ST_SAME_STACKNAMES_H
#define ST_SAME_STACKNAMES_H

#include "base/buffer.h"
#include "same/called.h"

struct stacknames {
	struct called *list; /* NULL: no memory */
	size_t count;
	/* of a thread: the number of the innermost name that is stacknames_is_function(); `count`: there is none */
	size_t own;
	bool gap; /* a frame had no name and no place in a module */
};

/*
 * The names of a thread's frames, without unreliable ones and those of sanitizers and crash handlers. The functions by
 * which C libraries abort, which differ from version to version, are one frame `abort`.
 */
struct stacknames stacknames_of_thread(const struct value *record, struct arena *memory);

/* The same for the frames of an exception: those of the program's own code, or if there are none, all. */
struct stacknames stacknames_of_exception(const struct value *frames, struct arena *memory);

/* Appends a line for each name; a Python function has its module and a blank before it. */
void stacknames_append(struct buffer *text, const struct stacknames *names);

/*
 * Whether a function is a sanitizer's, by its name without leading `_`: `__asan_report_load8`, `__interceptor_memcpy`,
 * `__sanitizer::Die()`; macOS: `wrap_malloc`.
 */
bool stacknames_is_sanitizer(struct bytes name);

/* Whether the function, by its name, reports a crash from inside its signal handler. */
bool stacknames_reports(struct bytes function);

/* Whether it has a name and is of the program's own code. */
static inline bool
stacknames_is_function(const struct called *called)
{
	return called->by == CALLED_BY_NAME && called_is_own(called);
}

#endif
