/* A frame as lldb writes it. */
#ifndef ST_NATIVE_LLDBFRAME_H
#define ST_NATIVE_LLDBFRAME_H

#include "base/arena.h"
#include "record/thread.h"

/*
 * Takes apart what follows `frame #3: `; the frame's texts point into the text or lie in the arena. False: it is no such
 * frame.
 */
bool lldbframe_parse(struct bytes text, struct arena *memory, struct frame *frame);

#endif
