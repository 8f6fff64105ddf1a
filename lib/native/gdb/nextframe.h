/* How a numbered line relates to the frames before it: is it one of them again, one that a filter left out, another's? */
#ifndef ST_NATIVE_GDB_NEXTFRAME_H
#define ST_NATIVE_GDB_NEXTFRAME_H

#include "native/drafts.h"

enum { NEXTFRAME_LOOKED_AT = 4096 }; /* most frames of a thread that are searched */

/*
 * Whether a line of that level and rest shows a frame of the thread again (`up`, `frame 4`): it has the same function and
 * arguments. If not, *other tells whether the thread has another frame of that level.
 */
bool nextframe_shows_again(
    const struct draft *draft, long long level, struct bytes rest, bool *other);

/* Whether the thread has one frame, and the line shows it again: overlapping pieces of a log were pasted together. */
bool nextframe_is_pasted_again(const struct thread *thread, struct bytes rest);

/* Whether a frame of a lower level than the last one is one that a frame filter left out, and that gdb prints indented. */
bool nextframe_is_elided(const struct draft *draft, struct bytes line, long long level);

/* Whether the frame, whose line ends with `rest`, is one of systemd-coredump's. */
bool nextframe_is_fragment(const struct frame *frame, struct bytes rest);

/* Whether what follows the number is surely no frame: it has neither an address nor a function with arguments. */
bool nextframe_is_prose(struct bytes rest);

/* Whether the frame was taken apart, and has an address, a line or a module, so that it is no prose. */
bool nextframe_is_readable(const struct frame *frame);

/*
 * Whether it is a frame of Python's behind another one: the same C frame may run several of them, and these have its
 * number (py-bt-full, Python 3.11 and later).
 */
bool nextframe_is_pythons(const struct draft *draft, long long level, struct bytes rest);

#endif
