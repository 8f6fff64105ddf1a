/* One thread's backtrace, as a parser builds it, and its writing as a record (st-records(5)). */
#ifndef ST_RECORD_THREAD_H
#define ST_RECORD_THREAD_H

#include "record/observed.h"

/* In all of these, no bytes and a number below 0 mean: not known. */

struct process {
	long long pid;
	struct bytes exe, core, host, command, title, started;
	struct bytes more; /* further members of a capture's process: JSON, a comma before each */
};

struct local {
	struct local *next;
	struct bytes name, value;
	bool plain; /* JSON has the bytes of both as they are */
};

struct frame {
	struct frame *next; /* the caller */
	long long level, offset, module_offset, line, column;
	struct bytes address, function, args, module, file, build_id, text, raw;
	struct bytes language; /* set for frames of Python among those of C */
	struct local *locals, *last_local;
	bool inlined, signal_handler, unreliable;
	unsigned char room; /* which of the memories of native/drafts it is in */
};

struct thread {
	struct process process;
	struct bytes tool, language, time;
	long long sample, tid, inferior, lwp;
	struct bytes pthread, comm, target;
	struct observed observed;
	bool current, crashed, exited, truncated;
	bool repeats; /* the debugger showed the same thread earlier in this look */
	struct bytes signal, reason, stack, exit_value, start_function, stopped;
	struct frame *frames, *last_frame; /* innermost first */
	/* those of C, where `frames` are of Python and the two could not be merged */
	struct frame *native_frames;
	long long frame_count;
	struct bytes file; /* where it stood in the input */
	long long line;
	/* what a sanitizer tells of its error: the first of the stacks that are history; these are `next` of each other */
	const struct thread *history, *next;
};

/* A process, a thread and a frame of which nothing is known. */
extern const struct process thread_no_process;
extern const struct thread thread_nothing;
extern const struct frame thread_no_frame;

/* Appends the member `process`, unless nothing is known of it. */
void thread_write_process(struct buffer *out, const struct process *process);

/* Appends the member `source`, the record's place in the input, unless neither file nor line is known. */
void thread_write_source(
    struct buffer *out, struct bytes file, long long line, long long lines, long long offset);

/* Appends the record with its LF. */
void thread_write(struct buffer *out, const struct thread *thread);

#endif
