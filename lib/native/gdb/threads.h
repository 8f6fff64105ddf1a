/*
 * The threads of one look at a process by gdb, under construction: those with a header (`Thread 3 (…):`), and the
 * backtraces without one (a plain `bt`, the frame that gdb shows of a stop), of which it has to be found out which
 * thread each is of, and which only say again what another says.
 */
#ifndef ST_NATIVE_GDB_THREADS_H
#define ST_NATIVE_GDB_THREADS_H

#include "native/dialect.h"

struct threads;

/* They go to the dialect, which has to outlive them. NULL: no memory. */
struct threads *threads_new(struct dialect *dialect);
void threads_free(struct threads *threads);

/* From now on what can be read in two ways is read as stacktraces.py does: st-parse-gdb(1) says what. */
void threads_read_as_original(struct threads *threads);

/* A header came: the frames that follow are that thread's. `tool`: none, where it is gdb. */
void threads_begin(
    struct threads *threads, struct thread_id id, const struct target *target, struct bytes tool);

/* Whether a header came in this look. */
bool threads_have_headers(const struct threads *threads);

/* A line with a `#`. False: it is no frame, or part of a value. */
bool threads_take_frame(struct threads *threads, struct bytes line);

/* Any other line: false where it is not part of the last frame. `wraps`: it may be more of the text before the locals. */
bool threads_continue(struct threads *threads, struct bytes line, bool wraps);

/* Holds a line that is nothing else: it is more of the last value where another local of the frame follows. */
bool threads_hold(struct threads *threads, struct bytes line);

/* Whether the last line was inside a text of a local variable. */
bool threads_are_in_value(const struct threads *threads);

/* An empty line came that is no part of a frame. */
void threads_note_blank(struct threads *threads);

/* A line that says something of the backtrace (SAYS_NO_LOCALS to SAYS_CODE), behind which the frame is whole. */
void threads_note(struct threads *threads, enum says says, struct bytes line, struct bytes rest);

/* A line of source: the frames before it were shown alone (a stop, `up`, `frame 2`). */
void threads_note_source(struct threads *threads);

/* gdb says which thread it has selected, perhaps behind the place where that stands. */
void threads_note_current(struct threads *threads);

/* A line that may be the place of a live stop (selection.h). */
void threads_note_stop(struct threads *threads, struct bytes text);

/* gdb selects another thread, the look is over: what is open gets no more frames. */
void threads_switch(struct threads *threads);
void threads_end(struct threads *threads);

#endif
