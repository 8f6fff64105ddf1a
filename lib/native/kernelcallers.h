/* Stacks of the kernel's log whose lines stand between each other, told apart by who wrote each line. */
#ifndef ST_NATIVE_KERNELCALLERS_H
#define ST_NATIVE_KERNELCALLERS_H

#include "native/dialect.h"

/* A line comes: parks the open stack if another caller wrote it, and goes on with that one's. */
void kernelcallers_turn(struct dialect *dialect, struct bytes tool);

/* No more lines come: completes all stacks that are parked. */
void kernelcallers_end(struct dialect *dialect, struct bytes tool);

#endif
