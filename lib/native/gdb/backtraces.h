/*
 * The threads of one look at a process by gdb, under construction: those with a header
 * (`Thread 3 (…):`), and which frames go to them and which to a backtrace without one.
 */
#ifndef ST_NATIVE_GDB_BACKTRACES_H
#define ST_NATIVE_GDB_BACKTRACES_H

#include "native/gdb/headless.h"

/* What `process N` in the headers of one look is. */
enum backtraces_process {
	BACKTRACES_UNKNOWN,
	BACKTRACES_LWP,   /* old gdb on Linux: each thread's own */
	BACKTRACES_SHARED /* Apple: the same for all threads */
};

struct backtraces {
	struct look look;
	struct headless headless;
	struct draft *open; /* a thread with a header */
	bool blank;         /* an empty line came after the last frame */
	bool instruction;   /* `x/i $pc` printed under the open header */
	long long process;  /* `process N` of the open thread's header; -1: none */
	enum backtraces_process process_kind;
};

/* It stays where it is: its parts know each other. */
void backtraces_init(struct backtraces *backtraces, struct dialect *dialect);
void backtraces_free(struct backtraces *backtraces);

/* A header came: the frames that follow are that thread's. */
void backtraces_begin(
    struct backtraces *backtraces, struct thread_id id, const struct target *target);

/* A line that frameline_starts(). False: it is no frame, or part of a value. */
bool backtraces_take_frame(
    struct backtraces *backtraces, struct bytes line, long long level, struct bytes rest);

/* gdb selects another thread, the look is over: what is open gets no more frames. */
void backtraces_end_thread(struct backtraces *backtraces);
void backtraces_end(struct backtraces *backtraces);

#endif
