/*
 * Of a text that one stage reads: whether there is also what another stage would read, exceptions of Python or threads.
 * Fed with the text.
 */
#ifndef ST_SHOW_OTHER_H
#define ST_SHOW_OTHER_H

#include "show/thing.h"

struct other;

/* For a text of that kind; messages call it `name`, which has to outlive it. NULL: it has only one reader, or no memory. */
struct other *other_new(enum thing_kind kind, const char *name);
void other_free(struct other *other);

/* Takes more of the text. Once something is found, nothing more is looked at. */
void other_feed(struct other *other, struct bytes text);

/* No more text comes. Gives the line near which there is something for the other stage; 0: none was found. */
long long other_end(struct other *other);

/* No more text comes. A note says what was found, and which stage reads it; false: nothing was. */
bool other_tell(struct other *other);

/* Reads a file of that kind up to what is for the other stage, and tells it. */
void other_look(enum thing_kind kind, char *path, const char *name);

/* Whether there is something for the other stage in a file of that kind. */
bool other_is_in(enum thing_kind kind, char *path);

#endif
