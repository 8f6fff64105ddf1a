/* What py-bt-full of gdb prints behind the number of a frame in which a Python function runs, or Python does something else. */
#ifndef ST_NATIVE_PYBTFRAME_H
#define ST_NATIVE_PYBTFRAME_H

#include "record/thread.h"

#define PYBTFRAME_WAITING "Waiting for the GIL" /* in place of a function */

/* The frame's members point into `text`. False: it is nothing of that kind, and the frame stays as it was. */
bool pybtframe_parse(struct bytes text, struct frame *frame);

#endif
