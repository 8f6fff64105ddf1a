/* Why a process died, by the frames of the thread that took the signal. */
#ifndef ST_NATIVE_DEATH_H
#define ST_NATIVE_DEATH_H

#include "base/arena.h"
#include "record/thread.h"

/* Whether the thread stands in abort(3). */
bool death_aborts(const struct thread *thread);

/* Why, in words, as far as the frames tell, in the arena; no bytes: not known. */
struct bytes death_reason(const struct thread *thread, struct arena *memory);

/* The text that gdb prints as `0x7f…:\t"free(): invalid size\n"`: without the quotes, escapes and last line end. */
struct bytes death_message(struct bytes printed, struct arena *memory);

#endif
