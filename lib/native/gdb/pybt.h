/*
 * The stack that py-bt shows. Its thread is the one that gdb has named, or the selected one if it comes behind the backtrace
 * of that, or else a thread of its own.
 */
#ifndef ST_NATIVE_GDB_PYBT_H
#define ST_NATIVE_GDB_PYBT_H

#include "native/gdb/threads.h"
#include "pydump/pydump.h"

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

/* Notes a frame; notes any other line that is no heading of py-bt. */
void pybt_note_frame(struct pybt *pybt);
void pybt_note(struct pybt *pybt, const struct threads *threads, struct line *line);

/* Begins a stack, if the line is its heading; false: it is not. */
bool pybt_begin(struct pybt *pybt, struct threads *threads, struct bytes line);

/* Takes a line of the stack. False: it is none, and the stack is complete. */
bool pybt_take(struct pybt *pybt, struct threads *threads, struct bytes line);

/* Completes the stack, since no more lines come; a thread of its own goes to the dialect. */
void pybt_end(struct pybt *pybt, struct threads *threads);

#endif
