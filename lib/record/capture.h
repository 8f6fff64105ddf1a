/* A capture as st-collect writes it: one debugger run, and what /proc said before. */
#ifndef ST_RECORD_CAPTURE_H
#define ST_RECORD_CAPTURE_H

#include "record/module.h"
#include "record/stream.h"
#include "record/thread.h"

/* How the line of each begins that st-collect writes. */
#define CAPTURE_START "{\"type\":\"capture\""

struct capture {
	struct process process;
	struct bytes tool, time, reason, text;
	long long sample, max_frames; /* -1: not known */
	const struct value *threads;  /* those that capture_next_thread() has not given yet */
	const struct value *modules;  /* and of capture_next_module() */
	const char *odd; /* the first member that is not of its type, and so left out; else NULL */
};

/* What Python has of a thread. */
struct capture_python {
	struct bytes name; /* what Python calls it */
	const struct value
	    *frames; /* the first of its frames, for capture_next_frame(); NULL: none are known */
	bool truncated; /* there are more frames */
};

struct capture_thread {
	long long lwp; /* -1: not known */
	struct bytes comm;
	struct observed observed;
	struct capture_python python;
};

/* Takes a record of type "capture" apart; what it gives lives as long as the record. */
struct capture capture_read(const struct record *record);

/* The next of its threads; false: there are no more. */
bool capture_next_thread(struct capture *capture, struct capture_thread *thread);

/* The next of its modules that is whole; false: there are no more. */
bool capture_next_module(struct capture *capture, struct module *module);

/*
 * The next of a thread's Python frames: its texts are the record's. `entry`: a call from C began it, so that the frames
 * behind it are of another call. False: there are no more.
 */
bool capture_next_frame(const struct value **frames, struct frame *frame, bool *entry);

#endif
