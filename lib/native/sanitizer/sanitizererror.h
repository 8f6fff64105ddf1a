/* What a report says of the error that it is about: why, who, where, and how the memory was used. */
#ifndef ST_NATIVE_SANITIZER_SANITIZERERROR_H
#define ST_NATIVE_SANITIZER_SANITIZERERROR_H

#include "native/drafts.h"
#include "native/sanitizer/sanitizerline.h"
#include "native/snapshot.h"

/* A thread as a report names it, kept beyond the line. */
struct sanitizererror_thread {
	long long tid, lwp; /* -1: not said */
	struct buffer name;
};

/* All zero: none. */
struct sanitizererror {
	bool fatal, leak;
	bool told;           /* the report tells of earlier stacks, too, and sums up */
	bool numbered;       /* frames have addresses */
	bool fault;          /* a signal came for an address */
	long long pid, line; /* -1: not said; where the report begins */
	struct bytes signal; /* a constant */
	struct buffer carrier, reason, access, address, place, time;
	struct sanitizererror_thread own; /* the thread that the error is of */
};

/* A report begins in that line. A program that ended itself has printed why, before: the snapshot has it. */
void sanitizererror_begin(struct sanitizererror *error, const struct sanitizerline_heading *heading,
    long long line, struct snapshot *snapshot);

/* A line behind the heading may say how memory was used. */
void sanitizererror_note(struct sanitizererror *error, struct bytes line);

/* Gives the error's own stack what is known; `title`, of a leak's stack, is part of the reason (no bytes: there is none). */
void sanitizererror_tell(
    const struct sanitizererror *error, struct bytes title, struct draft *draft);

/* Gives a stack of the report the process, and the time of the heading. */
void sanitizererror_tell_process(const struct sanitizererror *error, struct draft *draft);

void sanitizererror_keep(struct sanitizererror_thread *thread, struct sanitizerline_thread named);
void sanitizererror_tell_thread(const struct sanitizererror_thread *thread, struct draft *draft);

void sanitizererror_free(struct sanitizererror *error);

#endif
