/* A template as people see it: values that never varied stand in it, and a star in place of each that did. */
#ifndef ST_GROUP_ENTRY_H
#define ST_GROUP_ENTRY_H

#include "base/buffer.h"
#include "group/wording.h"

enum { ENTRY_STARS = 64 }; /* most stars of a template whose values are listed */

struct entry {
	const struct wording_line *lines; /* the first of the templates that were put together */
	struct buffer text;
	struct place stars[ENTRY_STARS]; /* the values in the place of each star */
	size_t star_count;
};

/*
 * Makes the entry of these lines; what was in it is overwritten. Its text has to be an empty buffer the first time, and
 * the caller frees it in the end. Everything else is in the arena.
 */
void entry_make(struct entry *entry, const struct wording_line *lines, struct arena *memory);

#endif
