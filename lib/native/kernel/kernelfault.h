/* Why the kernel of Linux tells where a processor was: the line on the fault, which stands above the heading. */
#ifndef ST_NATIVE_KERNEL_KERNELFAULT_H
#define ST_NATIVE_KERNEL_KERNELFAULT_H

#include "base/bytes.h"

enum { KERNELFAULT_MOST = 200 };

/* The fault that was told last. All zero: none. */
struct kernelfault {
	char text[KERNELFAULT_MOST]; /* perhaps cut */
	size_t length;
	long long line; /* in which it was told */
};

/*
 * What the line says of a fault, a part of it: `unable to handle page fault for address: …`. No bytes: nothing. *again: it
 * tells less than the line before it, if there is one.
 */
struct bytes kernelfault_read(struct bytes line, bool *again);

/* Remembers what the line says of a fault, if it says so; `now`: how many lines of the log came so far. */
void kernelfault_note(struct kernelfault *fault, struct bytes line, long long now);

/*
 * The fault that the heading of that task is of, which is forgotten; good until the next line. No bytes: nothing was told,
 * or long ago, or of another task.
 */
struct bytes kernelfault_take(
    struct kernelfault *fault, long long now, long long lwp, struct bytes comm);

void kernelfault_forget(struct kernelfault *fault);

#endif
