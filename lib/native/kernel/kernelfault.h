/* Why the kernel of Linux tells where a processor was: the line on the fault, which stands above the heading. */
#ifndef ST_NATIVE_KERNEL_KERNELFAULT_H
#define ST_NATIVE_KERNEL_KERNELFAULT_H

#include "base/bytes.h"

enum { KERNELFAULT_MOST = 200 };

/* The fault that was told last. All zero: none. */
struct kernelfault {
	char text[KERNELFAULT_MOST]; /* perhaps cut */
	size_t length;
	long long line, told; /* how many lines came, and came before it */
};

/*
 * What the line says of a fault, a part of it: `unable to handle page fault for address: …`. No bytes: nothing. *again: it
 * tells less than the line before it, if there is one.
 */
struct bytes kernelfault_read(struct bytes line, bool *again);

/* Another line of the log came: a fault that was told many lines ago is of no heading. */
static inline void
kernelfault_age(struct kernelfault *fault)
{
	fault->line++;
}

/* Remembers what the line says of a fault, if it says so. */
void kernelfault_note(struct kernelfault *fault, struct bytes line);

/*
 * The fault that the heading of that task is of, which is forgotten; good until the next line. No bytes: nothing was told,
 * or of another task.
 */
struct bytes kernelfault_take(struct kernelfault *fault, long long lwp, struct bytes comm);

void kernelfault_forget(struct kernelfault *fault);

#endif
