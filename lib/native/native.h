/*
 * Debuggers' text to threads: gdb, pstack, eu-stack and sanitizers, told apart line by line. Fed a line at a
 * time; does no input or output of its own.
 */
#ifndef ST_NATIVE_NATIVE_H
#define ST_NATIVE_NATIVE_H

#include "base/looks.h"
#include "record/capture.h"
#include "record/thread.h"

struct native;

/* `ceiling`: the most memory, in bytes, that one thread may take. NULL: no memory. */
struct native *native_new(size_t ceiling);
void native_free(struct native *native);

/*
 * Takes in a line, without its LF. `file` (none: standard input) and `number` say where it stands;
 * they and the line are copied where they are needed. True: a thread is complete.
 */
bool native_feed(struct native *native, struct bytes line, struct bytes file, long long number);

/* The log is at its end: threads that were open become complete. */
void native_end(struct native *native);

/* Forgets what the log said of its process: what is fed next is another log. */
void native_forget(struct native *native);

/* The next complete thread, good until the next call of anything here; NULL: none yet. */
const struct thread *native_take(struct native *native);

/* From now on what can be read in two ways is read as stacktraces.py does: st-parse-gdb(1) says what. */
void native_read_as_original(struct native *native);

/*
 * The text that is fed next is a capture's: takes in what that knows besides, which is copied, and all of its threads
 * (capture_next_thread()).
 */
void native_begin_capture(struct native *native, struct capture *capture, struct bytes file);

/*
 * Of a capture without a debugger's text: completes the next of its threads, of which no frames are known. False: there
 * are no more.
 */
bool native_feed_observed(struct native *native);

/*
 * Takes in an object, or an array, that is no record of ours: systemd's or macOS' JSON of a crash or py-spy's of threads,
 * which is a log of its own, or what such streams hold besides. `memory` is for what is needed meanwhile.
 */
enum native_object {
	NATIVE_UNKNOWN, /* nothing of the kind */
	NATIVE_PASSED,  /* of another matter */
	NATIVE_LOG,     /* of a crash: its threads are complete */
};

enum native_object native_feed_object(struct native *native, const struct value *object,
    struct arena *memory, struct bytes file, long long number);

/* What to tell of the log so far, besides its threads. */
struct native_report {
	long long raw; /* how many frames were kept as raw since the last report */
	long long
	    cut; /* how many threads took more memory than they may, and so are cut, since then */
	long long bare; /* how many reports of crashes had no frames since then, and are left out */
	bool lost; /* some of what was said of processes and threads found no memory since then */
	bool
	    unjudged; /* of some threads it was not found out whom they wait for: there are too many */
	bool unjoined; /* of some threads bt and py-bt are two records, for the same reason */
	long long unread,
	    first_unread; /* how many lines like frames are in no thread; the first one's number */
	struct bytes complaint; /* what the debugger complained of first since native_forget() */
	const struct looks
	    *looks; /* what the text looks like, if it is another program's, else NULL */
};

/* The complaint is good until the next call of anything here. */
struct native_report native_report(struct native *native);

#endif
