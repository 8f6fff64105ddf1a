/* Reading a capture, which st-collect writes: one run of a debugger, and what /proc said just before. */
#ifndef ST_RECORD_CAPTURE_H
#define ST_RECORD_CAPTURE_H

#include "record/module.h"
#include "record/stream.h"
#include "record/thread.h"

/* How every line that st-collect writes begins. */
#define CAPTURE_START "{\"type\":\"capture\""

struct capture {
	struct process process;
	struct bytes tool, time, reason, text;
	long long sample, max_frames; /* -1: not known */
	const struct value *threads;  /* those that capture_next_thread() has not given yet */
	const struct value *modules;  /* the same for capture_next_module() */
	const char *odd; /* the first member left out for a value of a wrong type; else NULL */
};

/* What Python knows of a thread. */
struct capture_python {
	struct bytes name; /* what Python calls it */
	/* the first of its frames, for capture_next_frame(); NULL: none are known */
	const struct value *frames;
	bool truncated; /* there are more frames */
};

struct capture_thread {
	long long lwp; /* -1: not known */
	struct bytes comm;
	struct observed observed;
	struct capture_python python;
};

/* Takes a record of type "capture" apart; the result is good as long as the record. */
struct capture capture_read(const struct record *record);

/* The next of its threads; false: there are no more. */
bool capture_next_thread(struct capture *capture, struct capture_thread *thread);

/* The next of its modules, skipping those that lack an address; false: there are no more. */
bool capture_next_module(struct capture *capture, struct module *module);

/*
 * The next of a thread's Python frames; its texts are the record's. `entry`: C called this frame, so the frames behind
 * it belong to an earlier call of the interpreter. False: there are no more.
 */
bool capture_next_frame(const struct value **frames, struct frame *frame, bool *entry);

#endif
