/*
 * gdb's backtraces: 6.8 to 16, on Linux, FreeBSD and macOS, from log files and pasted from
 * terminals. Fed a clean line (native/paste.h) at a time.
 */
#ifndef ST_NATIVE_GDB_GDB_H
#define ST_NATIVE_GDB_GDB_H

#include "native/dialect.h"

struct gdb;

struct gdb *gdb_new(struct dialect *dialect); /* NULL: no memory */
void gdb_free(struct gdb *gdb);

/* From now on what can be read in two ways is read as stacktraces.py does: st-parse-gdb(1) says what. */
void gdb_read_as_original(struct gdb *gdb);

/* Takes in a line. */
void gdb_feed(struct gdb *gdb, struct bytes line);

/* Whether the line before was inside a text of a local variable: so is this one, if it is no frame or header. */
bool gdb_in_value(const struct gdb *gdb);

/* The look at the process is over: completes what is open. */
void gdb_end(struct gdb *gdb);

/* Whether a line is a thread header: then it is gdb's, whatever came before. */
bool gdb_begins(struct bytes line);

#endif
