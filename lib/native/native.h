/*
 * Debuggers' text to threads: gdb, pstack, eu-stack, sanitizers and others, told apart line by line. Fed a line
 * at a time; does no input or output of its own.
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
 * Reads a line, without its LF. `file` (no bytes: standard input) and `number` say where it stands. What is
 * needed of them is copied. True: a thread is complete.
 */
bool native_feed(struct native *native, struct bytes line, struct bytes file, long long number);

/* The log is at its end: threads that were open become complete. */
void native_end(struct native *native);

/* Another log begins: forgets what the last one said of its process. */
void native_forget(struct native *native);

/* The next complete thread, good until the next call of anything here; NULL: none yet. */
const struct thread *native_take(struct native *native);

/* From now on what can be read in two ways is read as stacktraces.py does (--original in st-parse-gdb(1)). */
void native_read_as_original(struct native *native);

/*
 * Begins a capture, whose text is fed next: copies what else the capture knows, and takes all of its threads off it
 * (capture_next_thread()).
 */
void native_begin_capture(struct native *native, struct capture *capture, struct bytes file);

/*
 * For a capture without a debugger's text: completes the next of its threads, which have no frames. False: there are no
 * more.
 */
bool native_feed_observed(struct native *native);

/*
 * Reads a JSON object or array that is no record: a crash by systemd or macOS, threads by py-spy (each counts as a log of
 * its own), or other objects that stand between these. The arena is scratch.
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
	long long left_out; /* how many frames these lack in their middle */
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
