/* What a thread's header says. Whether N in `process N` is of the thread or of the process shows by all headers together. */
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

/* Begins a header: gives names, numbers and everything else that it says to the thread. */
void headed_begin(struct headed *headed, struct draft *draft, const struct thread_target *target);

/* Decides what N of the open thread's header is, by the next header's number (-1: it has none). */
void headed_settle(struct headed *headed, struct thread *thread, long long next);

#endif
