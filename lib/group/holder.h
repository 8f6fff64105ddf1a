/* Who has Python's interpreter lock (GIL), by what the members of a process's groups say of it. */
#ifndef ST_GROUP_HOLDER_H
#define ST_GROUP_HOLDER_H

#include "group/counting.h"

/*
 * `thread 3 in compute`: the thread that has the GIL, and where it stands in its own code. No bytes: that is not sure.
 * No thread has it, or several that have one each; waiting threads name another one; some threads are not listed; or
 * several looks at the process are not the same. In the grouping's tree.
 */
struct bytes holder_describe(const struct counting *counted);

/* Appends a thread as people know it: `thread 3`, else `LWP 4711`; below 0 is what is not known. */
void holder_append_thread(struct buffer *out, long long tid, long long lwp);

#endif
