/*
 * The threads of one look at a process by gdb, under construction: those with a header
 * (`Thread 3 (…):`), and backtraces without one (a plain `bt`, the frame that gdb shows of a stop).
 */
#ifndef ST_NATIVE_BACKTRACES_H
#define ST_NATIVE_BACKTRACES_H

#include "base/numberset.h"
#include "native/dialect.h"
#include "native/framereader.h"
#include "native/selection.h"

/* What `process N` in the headers of one look is. */
enum backtraces_process {
	BACKTRACES_UNKNOWN,
	BACKTRACES_LWP,   /* old gdb on Linux: each thread's own */
	BACKTRACES_SHARED /* Apple: the same for all threads */
};

struct backtraces {
	struct dialect *dialect;
	struct framereader reader;
	struct selection selection;
	struct draft *open;     /* a thread with a header */
	struct draft *headless; /* a backtrace without one */
	bool displayed; /* what it shows is where gdb stands, with the source: no backtrace */
	struct draft *shown, *last_shown; /* such places, of threads that may come whole yet */
	size_t shown_count;
	bool addresses;         /* gdb prints them in this look */
	bool headers;           /* there were some in this look */
	long long first_header; /* the line of the first */
	bool blank;             /* an empty line came after the last frame */
	bool instruction;       /* `x/i $pc` printed under the open header */
	long long process;      /* `process N` of the open thread's header; -1: none */
	enum backtraces_process process_kind;
	struct numberset seen;   /* threads with a header, by number */
	struct numberset places; /* where threads stand, by a hash */
	long long named;         /* the selection (snapshot.h) of which a backtrace was shown */
	uint64_t named_stack;    /* what that consists of; 0: it had locals, or there is none */
};

struct backtraces backtraces_of(struct dialect *dialect);
void backtraces_free(struct backtraces *backtraces);

/* A header came: the frames that follow are that thread's. */
void backtraces_begin(
    struct backtraces *backtraces, struct thread_id id, const struct target *target);

/* A line that frameline_starts(). False: it is no frame, or part of a value. */
bool backtraces_take_frame(
    struct backtraces *backtraces, struct bytes line, long long level, struct bytes rest);

/* A line of source: the frames before it were shown alone (a stop, `up`, `frame 2`). */
void backtraces_note_source(struct backtraces *backtraces);

/* gdb says which thread it has selected, behind the place where that stands. */
void backtraces_note_current(struct backtraces *backtraces);

/* gdb selects another thread, the look is over: what is open gets no more frames. */
void backtraces_end_thread(struct backtraces *backtraces);
void backtraces_end(struct backtraces *backtraces);

#endif
