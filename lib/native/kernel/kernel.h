/*
 * Stacks inside the kernel of Linux: /proc/PID/stack, and what it writes to its log of tasks that hang and of its
 * own faults. Linux 2.6.29 to 6.12.
 */
#ifndef ST_NATIVE_KERNEL_KERNEL_H
#define ST_NATIVE_KERNEL_KERNEL_H

#include "native/dialect.h"

extern const struct debugger kernel_debugger;

#endif
