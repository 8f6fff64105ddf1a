/* What the header of a thread tells of it. `process N` is the thread or the process, as the headers of all of them tell. */
#ifndef ST_NATIVE_GDB_HEADED_H
#define ST_NATIVE_GDB_HEADED_H

#include "native/drafts.h"
#include "native/gdb/header.h"

/* What `process N` in the headers of one look is. */
enum process_kind {
	PROCESS_UNKNOWN,
	PROCESS_LWP,   /* old gdb on Linux: each thread's own */
	PROCESS_SHARED /* Apple: the same for all threads */
};

struct headed {
	long long process; /* `process N` of the open thread's header; -1: none */
	enum process_kind kind;
};

static const struct headed headed_none = { .process = -1 };

/* Names, numbers and what else the header says go to the thread. */
void headed_begin(struct headed *headed, struct draft *draft, const struct target *target);

/* The open thread's `process N`: with the next header's number, or without one (-1), it is clear what it is. */
void headed_settle(struct headed *headed, struct thread *thread, long long next);

#endif
