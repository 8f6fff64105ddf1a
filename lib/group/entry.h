/* A template as people see it: with the values that never varied, and a star for those that did. */
#ifndef ST_GROUP_ENTRY_H
#define ST_GROUP_ENTRY_H

#include "base/buffer.h"
#include "group/wording.h"

enum { ENTRY_STARS = 64 }; /* of a template; what stood behind so many is not listed */

struct entry {
	const struct wording_line *lines; /* that are together: the first of them */
	struct buffer text;
	struct place stars[ENTRY_STARS]; /* what stood for each */
	size_t star_count;
};

/*
 * Makes the template of the lines in the place of what is there; the text is empty at first, and to be given back at
 * the end. All else is in the arena.
 */
void entry_make(struct entry *entry, const struct wording_line *lines, struct arena *memory);

#endif
