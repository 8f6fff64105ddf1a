/* Stacks of the kernel's log whose lines stand between each other, told apart by who wrote each line. */
#ifndef ST_NATIVE_KERNEL_KERNELCALLERS_H
#define ST_NATIVE_KERNEL_KERNELCALLERS_H

#include "native/dialect.h"

/* Where a stack inside the kernel is. */
enum kernel_state {
	KERNEL_BARE,   /* frames alone: any other line ends them */
	KERNEL_HEADED, /* a heading came; of frames only the place where the processor was */
	KERNEL_TRACED, /* under `Call Trace:` */
};

struct kernel_stack {
	struct draft *open; /* of a parked stack: its thread */
	int others;         /* of a parked stack: how many lines of others came since */
	long long caller;   /* who writes its lines (the dialect's `caller`) */
	long long first;    /* the line of its first frame */
	enum kernel_state state;
	int strange; /* how many lines since its last frame are no part of it */
	bool dumped; /* its heading says where a processor was */
	bool amid;   /* that heading stands behind a frame of a stack that was not at its end */
};

enum { KERNEL_PARKED = 16 };

/* The state of kernel.c (dialect_state()). */
struct kernel {
	struct kernel_stack now;                   /* the open stack */
	struct kernel_stack parked[KERNEL_PARKED]; /* of other callers, the oldest one first */
	size_t parked_count;
	int mixed; /* so many stacks whose lines nobody can tell apart are not at their ends */
};

/* A line comes: parks the open stack if another caller wrote it, and goes on with that one's. */
void kernelcallers_turn(struct dialect *dialect, struct kernel *kernel, struct bytes tool);

/* No more lines come: completes all stacks that are parked. */
void kernelcallers_end(struct dialect *dialect, struct kernel *kernel, struct bytes tool);

#endif
