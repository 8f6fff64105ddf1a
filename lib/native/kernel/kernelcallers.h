/* Stacks of the kernel's log whose lines stand between each other, told apart by who wrote each line. */
#ifndef ST_NATIVE_KERNEL_KERNELCALLERS_H
#define ST_NATIVE_KERNEL_KERNELCALLERS_H

#include "native/dialect.h"

/*
 * Takes the caller of printk() off the front, `[  T811]` (a task), `[   C1]` (a processor): a number that tells one
 * caller from another. 0: there is none.
 */
long long kernelcallers_take(struct bytes *text);

/* The same of what stands before a line of the log, `[  512.100010][  T811] `. */
long long kernelcallers_of(struct bytes prefix);

/* A line comes: parks the open stack if another caller wrote it, and goes on with that one's. */
void kernelcallers_turn(struct dialect *dialect, struct bytes tool);

/* No more lines come: completes all stacks that are parked. */
void kernelcallers_end(struct dialect *dialect, struct bytes tool);

#endif
