/* Frames of functions that end a process with a message: a failed assertion, an error of the C library. */
#ifndef ST_NATIVE_ABORTFRAME_H
#define ST_NATIVE_ABORTFRAME_H

#include "base/arena.h"
#include "record/thread.h"

/* What the innermost such frame of the thread was told to say, in the arena; no bytes: there is none, or it does not show it. */
struct bytes abortframe_message(const struct thread *thread, struct arena *memory);

/* Whether the thread stands in a function that says why it ends the process, so that these are the words that came last. */
bool abortframe_is_told(const struct thread *thread);

#endif
