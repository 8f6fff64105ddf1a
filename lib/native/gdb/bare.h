/* Backtraces without a header: of which thread each is, and whether it only repeats another one. */
#ifndef ST_NATIVE_GDB_BARE_H
#define ST_NATIVE_GDB_BARE_H

#include "native/gdb/threads.h"

/* Makes the draft, whose innermost frame is `innermost`, the backtrace without a header that gets the next frames. */
void bare_become(struct threads *threads, struct draft *draft, const struct frame *innermost);

/* Whether the kept one only shows where gdb stands: a single frame, or frames with lines of source between them. */
bool bare_is_place(const struct threads *threads);

/* Ends the kept one, if there is one; no thread with a header is open. */
void bare_settle(struct threads *threads);

/*
 * The same if another one begins with the frame `rest`: if the kept one is only a place (of a stop, `thread 2`, a core), the
 * new one may repeat it as its first frame.
 */
void bare_settle_before_next(struct threads *threads, struct bytes rest);

#endif
