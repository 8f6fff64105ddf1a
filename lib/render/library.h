/* Whether a frame is of the program's own code or of a library, and the library's name. */
#ifndef ST_RENDER_LIBRARY_H
#define ST_RENDER_LIBRARY_H

#include "json/json.h"

/*
 * The library of a frame, `libc`, `libstdc++`, `django`; it may be in the arena. No bytes: the frame is of the program's
 * own code. `python`: there are frames of Python in its stack, so frames of the interpreter's C code count as a library,
 * `python`.
 */
struct bytes library_of(const struct value *frame, bool python, struct arena *memory);

/* The frames of a record, or of a stack in the `history` of one; NULL: it has none. */
const struct value *library_frames(const struct value *record);

/*
 * The innermost frame of the program's own code in the record, or else the innermost of all; if there is a signal handler,
 * of the frames that the signal interrupted. Of a crash inside of libraries, main() says nothing: then it is the innermost
 * frame outside of the C library. NULL: there are no frames.
 */
const struct value *library_first_own(const struct value *record, struct arena *memory);

#endif
