/* A walk over all values of a document, each behind the one that it is in. */
#ifndef ST_JSON_WALK_H
#define ST_JSON_WALK_H

#include "json/json.h"

/* Where the walk is: the values on the way there, of which the last one is path[depth], and the document the first. */
struct walk {
	const struct value *path[JSON_DEPTH_MAX + 1];
	size_t depth;
};

/* Begins at the document itself, which has to outlive the walk. */
void walk_begin(struct walk *walk, const struct value *document);

/*
 * Goes on to the next value, if `inside` is wanted to the first one in the value where it is. NULL: there is none, and the
 * walk has ended.
 */
const struct value *walk_on(struct walk *walk, bool inside);

#endif
