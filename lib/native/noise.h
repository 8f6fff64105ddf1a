/* Lines that gdb prints between those of a backtrace and that are no part of it. */
#ifndef ST_NATIVE_NOISE_H
#define ST_NATIVE_NOISE_H

#include "base/bytes.h"

bool noise_is(struct bytes line);

/*
 * Of those, a line of source, or that there is none: `44\t./nptl/pthread_kill.c: No such file or
 * directory.`, also behind other words.
 */
bool noise_is_source(struct bytes line);

#endif
