/*
 * What a program or a kernel says of its end, among other lines of a log, is of the stack that follows: but only if that
 * comes within so many lines.
 */
#ifndef ST_NATIVE_HEARD_H
#define ST_NATIVE_HEARD_H

#include <stdbool.h>

enum { HEARD_MOST = 60 };

/* Whether words of the one line are of no stack in the other line any more. */
static inline bool
heard_is_past(long long words, long long now)
{
	return now - words > HEARD_MOST;
}

#endif
