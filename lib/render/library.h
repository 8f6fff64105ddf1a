/* Whose code a frame is: one's own, or a library's, and what that is called. */
#ifndef ST_RENDER_LIBRARY_H
#define ST_RENDER_LIBRARY_H

#include "json/json.h"

/*
 * `libc`, `libstdc++`, `django` of a frame of that library, in the arena perhaps; no bytes: it is one's own. `python`:
 * frames of Python stand in its stack, so that those of the interpreter are known: `python`.
 */
struct bytes library_of(const struct value *frame, bool python, struct arena *memory);

/*
 * The innermost frame that is one's own, or else the innermost of all, of what a signal interrupted where there is a
 * handler; NULL: there are none.
 */
const struct value *library_first_own(const struct value *frames, struct arena *memory);

#endif
