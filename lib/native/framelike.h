/* Whether a line that is in no record looks like a frame of some debugger: such lines are reported. */
#ifndef ST_NATIVE_FRAMELIKE_H
#define ST_NATIVE_FRAMELIKE_H

#include "base/bytes.h"

/* A number and an address, a place or arguments behind it; prose (`#3 Workaround`) is none. */
bool framelike_is(struct bytes line);

/* The same where frames are expected: the beginning of one is enough. */
bool framelike_begins(struct bytes line);

#endif
