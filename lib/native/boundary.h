/* Lines of a log behind which everything is of another process, or of another look at it. */
#ifndef ST_NATIVE_BOUNDARY_H
#define ST_NATIVE_BOUNDARY_H

#include "native/snapshot.h"

/*
 * Lines that speak of a process and begin a new snapshot where threads came before, but where the
 * debugger has just turned to an inferior of which nothing is known yet.
 */
bool boundary_begins(const struct snapshot *snapshot, struct bytes line);

/* Lines that say that gdb lets a process go: what follows is of another. */
bool boundary_ends(struct bytes line);

/* Lines that say that a process ran and stopped again: by a signal, at a breakpoint. */
bool boundary_stops(struct bytes line);

#endif
