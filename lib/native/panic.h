/* A Rust panic that ends a process: by what the program printed, and by the frames. */
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

/* Reads a line that is no part of a backtrace: it may begin a panic, or continue its message. */
void panic_read(struct snapshot *snapshot, struct line *line);

/* An empty line ends the message. */
void panic_end(struct panic *panic);

/* `a Rust panic: "no such order"`; in the arena. */
struct bytes panic_words(const struct panic *panic, struct arena *memory);

/* Why the process died, if the thread, which took the signal, panicked; in the arena. No bytes: it did not. */
struct bytes panic_reason(
    const struct panic *printed, const struct thread *thread, struct arena *memory);

#endif
