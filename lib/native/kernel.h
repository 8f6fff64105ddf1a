/*
 * Stacks inside the kernel of Linux: /proc/PID/stack, and what it writes to its log of tasks that hang. Linux 2.6.29
 * to 6.12.
 */
#ifndef ST_NATIVE_KERNEL_H
#define ST_NATIVE_KERNEL_H

#include "native/dialect.h"

extern const struct debugger kernel_debugger;

/* Takes a frame's line apart; what it is made of points into the line. False: it is none. */
bool kernel_parse(struct bytes line, struct frame *frame);

#endif
