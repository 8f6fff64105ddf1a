/* Which brackets and quotes are open at the end of source that grows line by line: each byte is read once. */
#ifndef ST_PYLOG_TRACEBACK_BRACKETS_H
#define ST_PYLOG_TRACEBACK_BRACKETS_H

#include "base/arena.h"

/* All zero: nothing was read. */
struct brackets {
	int depth;            /* how many brackets are open; below 0: more were closed */
	char quote;           /* the quotation mark that is open, or 0 */
	bool escaped, remark; /* the next byte means nothing; nor does the rest of the line */
	struct bytes read;
};

/* Reads the text. If it begins with that which was read before, in the same place, only the rest is read. */
void brackets_read(struct brackets *brackets, struct bytes text);

/* Adds to a text as arena_join() does. What was read of it need not be read again. */
struct bytes brackets_join(
    struct brackets *brackets, struct arena *arena, struct bytes text, struct bytes more);

#endif
