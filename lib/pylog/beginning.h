/*
 * Where an event begins that has lines above its first traceback: exceptions that were never raised, so they have no
 * traceback, and the sentences that link them.
 */
#ifndef ST_PYLOG_BEGINNING_H
#define ST_PYLOG_BEGINNING_H

#include "pylog/above.h"

/*
 * How many of the lines above, from the nearest on, are of the event. 0: it begins with its traceback, or (*cut is set) a
 * sentence shows that it begins further up than these lines. `cleo`: the lines are of what cleo writes.
 */
size_t beginning_find(const struct above *above, bool cleo, bool *cut);

/*
 * The exception line and message that stand above a title of frames, `Traceback:`, which is line `first` of those above
 * or has empty lines below it; no bytes: there is none.
 */
struct bytes beginning_titled(const struct above *above, size_t first, struct arena *arena);

/* Cuts the event off a log message that contains the whole of it. */
struct bytes beginning_cut_message(struct bytes message);

#endif
