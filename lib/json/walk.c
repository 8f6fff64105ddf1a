#include "json/walk.h"

void
walk_begin(struct walk *walk, const struct value *document)
{
	walk->path[0] = document;
	walk->depth = 0;
}

const struct value *
walk_on(struct walk *walk, bool inside)
{
	const struct value *next =
	    inside && walk->depth < JSON_DEPTH_MAX ? json_first(walk->path[walk->depth]) : NULL;

	if (next != NULL)
		walk->depth++;
	else if (walk->depth > 0)
		next = json_next(walk->path[walk->depth]);
	while (next == NULL && walk->depth > 1)
		next = json_next(walk->path[--walk->depth]);
	if (next != NULL)
		walk->path[walk->depth] = next;
	return next;
}
