/*
 * Backtraces without a header (a plain `bt`, the frame that gdb shows of a stop): which thread each
 * is of, and which only say again what another says.
 */
#ifndef ST_NATIVE_GDB_HEADLESS_H
#define ST_NATIVE_GDB_HEADLESS_H

#include "native/gdb/look.h"

struct headless {
	struct look *look;
	struct draft *open;
	bool displayed; /* what it shows is where gdb stands, with the source: no backtrace */
	struct draft *shown, *last_shown; /* such places, of threads that may come whole yet */
	size_t shown_count;
	long long named;        /* the selection (snapshot.h) of which something was shown */
	uint64_t sought;        /* what that consists of, its place or its backtrace */
	long long sought_count; /* how many frames that are; 0: there is nothing to look for */
	bool common;            /* another backtrace had the same frames */
};

struct headless headless_of(struct look *look);
void headless_free(struct headless *headless);

/* Whether a frame line that is of no thread begins one; its frame goes to `*innermost`. */
bool headless_begins(long long level, struct bytes rest, struct frame *innermost);

/* It does: the frames that follow are of that backtrace. False: no memory. */
bool headless_begin(struct headless *headless, struct bytes rest, const struct frame *innermost);

/* A line of source: the frames before it were shown alone (a stop, `up`, `frame 2`). */
void headless_note_source(struct headless *headless);

/* gdb says which thread it has selected, behind the place where that stands. */
void headless_note_current(struct headless *headless);

/* gdb selects another thread, the look is over: what is open gets no more frames. */
void headless_end_thread(struct headless *headless);
void headless_end(struct headless *headless);

#endif
