/* What the escapes in a string of JSON stand for. */
#ifndef ST_JSON_UNESCAPE_H
#define ST_JSON_UNESCAPE_H

#include "base/arena.h"

/* The text between the quotes of a valid string, without its escapes, in the arena. No bytes: no memory. */
struct bytes unescape_text(struct bytes written, struct arena *memory);

#endif
