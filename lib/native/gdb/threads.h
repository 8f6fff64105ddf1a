/*
 * The threads of one look at a process by gdb, under construction: those with a header (`Thread 3 (…):`), and the
 * backtraces without one (a plain `bt`, the frame that gdb shows of a stop), of which it has to be found out which
 * thread each is of, and which only say again what another says.
 */
#ifndef ST_NATIVE_GDB_THREADS_H
#define ST_NATIVE_GDB_THREADS_H

#include "native/gdb/framereader.h"
#include "native/gdb/headed.h"
#include "native/gdb/look.h"

/*
 * Where frames go, and what takes it from one state to another:
 *
 *               a header   #0 or, in CLOSED, any frame   [Switching to …]   the end
 * CLOSED        IN_THREAD  IN_BARE, IN_DOUBT (2)         CLOSED             CLOSED
 * IN_DOUBT      IN_THREAD  IN_BARE, IN_DOUBT (2)         CLOSED             CLOSED
 * IN_THREAD     IN_THREAD  IN_BARE (1)                   CLOSED             CLOSED
 * IN_BARE       IN_THREAD  IN_BARE, the next one (1)     CLOSED             CLOSED
 * IN_ROW        IN_THREAD  IN_BARE                       CLOSED             CLOSED
 *
 * A row of the table of threads leads to IN_ROW from anywhere.
 *
 * (1) where frames came before it, and it is neither set in by a frame filter nor the same `#0` pasted again; also any
 *     frame of a level that is there already with another function or other arguments.
 * (2) where the line cannot be taken apart yet: a terminal wrapped it, or it is prose. A frame behind it, or the rest
 *     of it, tells. If another line comes first, it is a backtrace only if an address stands in it.
 *
 * A backtrace without a header that gets no more frames stays `bare` until another begins or the look ends, since
 * threads with headers may show that it is one of them.
 */
enum threads_state {
	THREADS_CLOSED,
	THREADS_IN_DOUBT,
	THREADS_IN_THREAD,
	THREADS_IN_BARE,
	THREADS_IN_ROW,
};

struct threads {
	struct dialect *dialect;
	enum threads_state state;
	struct framereader
	    reader; /* its draft is the one that gets frames, NULL in CLOSED; other lines go to it at once */
	struct draft *bare; /* the last backtrace without a header */
	bool displayed;     /* what it shows is where gdb stands, with the source */
	struct look look;
	struct {
		bool again;  /* other lines came before it: it may be a second `bt` */
		bool behind; /* it began right behind a thread with a header */
		bool second; /* it began at a level that the thread before it had */
	} bare_is;
	bool apart;       /* a line that is no part of a backtrace came after the last frame */
	bool blank;       /* an empty line that is no part of a frame came after the last one */
	bool instruction; /* `x/i $pc` printed under the open header */
	struct headed headed;
	bool failed;    /* gdb could not print a value: a frame may stand in its line */
	bool placeless; /* the row that was read has no place; a warning came between */
};

/* Complete threads go to the dialect, which has to outlive it. What it holds is given back by look_free(). */
void threads_init(struct threads *threads, struct dialect *dialect);

/* A header came: the frames that follow are that thread's. `tool`: none, where it is gdb. */
void threads_begin(struct threads *threads, const struct thread_target *target, struct bytes tool);

/* The same of systemd-coredump's header, which shows the thread first that the core was dumped for. */
void threads_begin_coredump(struct threads *threads, long long lwp);

/* The thread that is read gets no more frames: it is complete, or (stop_reading) stays as it is. */
void threads_close(struct threads *threads);
void threads_stop_reading(struct threads *threads);

/* A line with a `#`. False: it is no frame, or part of a value. */
bool threads_take_frame(struct threads *threads, struct bytes line);

/* The last frame got more text: if it can be taken apart now, there is no doubt any more. */
void threads_settle_doubt(struct threads *threads);

/* `        reply = #13 0x…`: gdb could not print the value, and went on with the next frame; false: it did not. */
bool threads_take_glued(struct threads *threads, struct bytes line);

/* Any other line: false where it is no more of the last frame (framereader_continue()). */
static inline bool
threads_continue(struct threads *threads, struct bytes line, bool wraps)
{
	bool taken;

	if (threads->failed && threads_take_glued(threads, line))
		return true;
	taken = framereader_continue(&threads->reader, line, wraps);
	if (taken && threads->state == THREADS_IN_DOUBT)
		threads_settle_doubt(threads);
	return taken;
}

/* A line that is no part of a backtrace. */
void threads_note_other(struct threads *threads, struct bytes line);

/* A line that says something of the backtrace (SAYS_NO_LOCALS to SAYS_CODE), behind which the frame is whole. */
void threads_note(struct threads *threads, enum says says, struct bytes line, struct bytes rest);

/* A line of source: the frames before it were shown alone (a stop, `up`, `frame 2`). */
void threads_note_source(struct threads *threads);

/* gdb selects another thread, the look is over: what is open gets no more frames. */
void threads_switch(struct threads *threads);
void threads_end(struct threads *threads);

#endif
