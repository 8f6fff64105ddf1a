/* The stack that py-bt shows of a thread that gdb has named, or of the selected one behind its backtrace. */
#ifndef ST_NATIVE_GDB_PYBT_H
#define ST_NATIVE_GDB_PYBT_H

#include "native/gdb/threads.h"

/* All zero: none is read. */
struct pybt {
	struct pydump dump; /* no thread: none is read */
};

/* Whether the line is its heading, and whose stack it is is known. */
bool pybt_begin(struct pybt *pybt, struct threads *threads, struct bytes line);

/* Whether the line is of the stack that is read; if not, that is whole. */
bool pybt_take(struct pybt *pybt, struct bytes line);

void pybt_end(struct pybt *pybt);

#endif
