/* The rows of gdb's table of threads (`info threads`): each is a thread of which one frame is known. */
#ifndef ST_NATIVE_GDB_INFOTHREADS_H
#define ST_NATIVE_GDB_INFOTHREADS_H

#include "native/gdb/threads.h"

/* Whether the line is a row, and so not the rest of the row before, which may have been cut. */
bool infothreads_is_row(struct bytes line);

/* Takes a row, and the thread that it names. */
void infothreads_take(
    struct threads *threads, struct bytes line, const struct thread_target *target);

/* Takes the place of the row before it, which has none; false: the line is no place. */
bool infothreads_take_place(struct threads *threads, struct bytes line);

/* Takes the line behind a signal, the place where it stopped the process; false: the line is no place. */
bool infothreads_take_stop(struct threads *threads, struct bytes line);

#endif
