/* What the kernel and the process's memory say of a thread without a debugger. */
#ifndef ST_RECORD_OBSERVED_H
#define ST_RECORD_OBSERVED_H

#include "base/arena.h"
#include "base/buffer.h"

/* In all of these, no bytes and a number below 0 mean: not known. */

/* What a thread waits for, and who owns that. */
struct waits_for {
	struct bytes kind; /* `mutex`, `file-lock`, …; no bytes: it waits for nothing known */
	struct bytes address, file;
	long long owner; /* an LWP; for a file lock, a process */
	/* for the interpreter's lock: the function that its owner is in, its file and line; the line is valid with `at` */
	struct bytes at, at_file;
	long long at_line;
	bool exited; /* the owner has ended, and the lock stays locked */
	bool timed;  /* the wait has a time-out */
};

struct observed {
	struct bytes syscall;      /* its name, or its number where the name is not known */
	struct bytes syscall_args; /* as the kernel prints them: `0x7f… 0x80 0x2`, with blanks */
	struct bytes kernel_state; /* the scheduler's letter */
	long long cpu_ms, cpu_percent;
	struct waits_for waits_for;
	/* a JSON array: the LWPs of the deadlock that it is in, its own first */
	struct bytes deadlock;
	/* the LWP of a thread in a deadlock that it waits for, directly or through others; below 1: none */
	long long behind;
	bool gil; /* it holds CPython's interpreter lock */
};

#define OBSERVED_NOTHING \
	{ \
		.cpu_ms = -1, .cpu_percent = -1, .waits_for.owner = -1, .behind = -1 \
	}
extern const struct observed observed_nothing;

/* Appends the members, a comma before each. */
void observed_write(struct buffer *out, const struct observed *observed);

/* Copies its texts into the arena. False: that is full, and some texts are lost. */
bool observed_own(struct observed *observed, struct arena *memory);

#endif
