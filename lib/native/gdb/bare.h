/* Backtraces without a header: of which thread each is, and whether it only says again what another says. */
#ifndef ST_NATIVE_GDB_BARE_H
#define ST_NATIVE_GDB_BARE_H

#include "native/gdb/threads.h"

/* The draft, whose innermost frame that is, is one from now on, and gets the frames that follow. */
void bare_become(struct threads *threads, struct draft *draft, const struct frame *innermost);

/* Whether the one that is kept is one frame, or frames with the source between them: where gdb stands, and no backtrace. */
bool bare_is_place(const struct threads *threads);

/* The one that is kept, if there is one, gets no more frames, and no thread with a header is open. */
void bare_settle(struct threads *threads);

/*
 * The same where another one begins, whose first frame is `rest`: a place (a stop, a `thread 2`, a core) may be what the
 * next one begins with.
 */
void bare_settle_before_next(struct threads *threads, struct bytes rest);

#endif
