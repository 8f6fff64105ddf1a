/* A Rust panic that ends a process: what the program printed of it, and what its frames show. */
#ifndef ST_NATIVE_PANIC_H
#define ST_NATIVE_PANIC_H

#include "native/says.h"
#include "record/thread.h"

/* The last panic that the program printed. */
struct panic {
	struct bytes name, message; /* what the thread is called, and what it said */
	struct bytes earlier;       /* what a thread of that name said before */
	struct bytes names;         /* of threads that have panicked, a line each, but for main */
	bool shared,
	    earlier_shared; /* a thread of that name, perhaps another one, had panicked before */
	long long lwp;      /* of the thread; -1: Rust before 1.91 does not print it */
	enum { PANIC_WHOLE, PANIC_BEGUN, PANIC_OPEN, PANIC_QUOTED } state; /* of the message */
};

struct snapshot;

/* Takes in a line of a log that is no part of a backtrace: the beginning of a panic, or more of its message. */
void panic_read(struct snapshot *snapshot, struct line *line);

/* An empty line: the message goes no further. */
void panic_end(struct panic *panic);

/* Why the process died if the thread, which took the signal, is in a panic; in the memory. No bytes: it is in none. */
struct bytes panic_reason(
    const struct panic *printed, const struct thread *thread, struct arena *memory);

#endif
