/*
 * The stack that py-bt shows: of a thread that gdb has named, of the selected one behind its backtrace, or a thread of its
 * own.
 */
#ifndef ST_NATIVE_GDB_PYBT_H
#define ST_NATIVE_GDB_PYBT_H

#include "native/gdb/threads.h"

/* All zero: none is read. */
struct pybt {
	struct pydump dump; /* no thread: none is read */
	struct draft *own;  /* the thread of its own that is read; NULL: it is another's */
	enum {
		PYBT_AT_FRAME,  /* nothing but words that leave the process where it is */
		PYBT_AT_SOURCE, /* the source of the one frame, too */
		PYBT_MOVED,     /* perhaps it went on */
	} since;                /* what came since the last frame or stop */
};

/* A frame came; any other line, which is no heading of py-bt. */
void pybt_note_frame(struct pybt *pybt);
void pybt_note(struct pybt *pybt, const struct threads *threads, struct line *line);

/* Whether the line is its heading. */
bool pybt_begin(struct pybt *pybt, struct threads *threads, struct bytes line);

/* Whether the line is of the stack that is read; if not, that is whole. */
bool pybt_take(struct pybt *pybt, struct threads *threads, struct bytes line);

/* No more lines come: the stack that is read is whole, and a thread of its own goes to the dialect. */
void pybt_end(struct pybt *pybt, struct threads *threads);

#endif
