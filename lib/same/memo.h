/* What texts gave that came lately: the same stacks come again and again, and hashing them takes its time. */
#ifndef ST_SAME_MEMO_H
#define ST_SAME_MEMO_H

#include "base/bytes.h"

enum { MEMO_SIZE = 144 }; /* bytes of what a text gives */

/*
 * The place for what the text gave, good until the next call: all NULs where the text has not come
 * lately. NULL: nothing is kept of this one.
 */
char *memo_find(struct bytes text);

#endif
