/*
 * gdb's backtraces: 6.8 to 16, on Linux, FreeBSD and macOS, from log files and pasted from
 * terminals. Fed a clean line (native/paste.h) at a time.
 */
#ifndef ST_NATIVE_GDB_GDB_H
#define ST_NATIVE_GDB_GDB_H

#include "native/dialect.h"
#include "native/gdb/localline.h"

extern const struct debugger gdb_debugger;

/* Its state (dialect_state()). */
struct gdb;

/* Takes in a local of the frame that is read; false: it has to be fed as any other line. */
bool gdb_take_local(struct gdb *gdb, const struct localline *local);

/* Whether frames that could be a sanitizer's, too, are gdb's: a thread's header came in this look at the process. */
bool gdb_owns_frames(const struct dialect *dialect);

/* From now on what can be read in two ways is read as stacktraces.py does: st-parse-gdb(1) says what. */
void gdb_read_as_original(struct gdb *gdb);

/* The thread that is read takes more memory than it may. */
bool gdb_is_cut(const struct gdb *gdb);

/* A header came, and no frame behind it so far. */
bool gdb_awaits_frames(const struct gdb *gdb);

#endif
