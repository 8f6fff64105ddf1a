/* What a string of JSON says, where it is written with escapes. */
#ifndef ST_JSON_UNESCAPE_H
#define ST_JSON_UNESCAPE_H

#include "base/arena.h"

/*
 * The text between the quotes of a valid string, without its escapes, in the arena. A NUL, or half a
 * surrogate pair, that is written as an escape is U+FFFD. No bytes where there is no memory.
 */
struct bytes unescape_text(struct bytes written, struct arena *memory);

#endif
