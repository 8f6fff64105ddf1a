/* Which thread of a process holds Python's interpreter lock (GIL). */
#ifndef ST_GROUP_HOLDER_H
#define ST_GROUP_HOLDER_H

#include "group/counting.h"

/*
 * `thread 3 in compute`: the thread that holds the GIL, and the function of its own code that it is in; the text is in
 * the grouping's tree. No bytes: that is not sure, since no thread holds it, or several hold one each, or waiting threads
 * name another owner, or some threads are not listed, or looks at the process differ.
 */
struct bytes holder_describe(const struct counting *counted);

/* Appends `thread 3`, or, if `tid` is below 0 (not known), `LWP 4711`. */
void holder_append_thread(struct buffer *out, long long tid, long long lwp);

#endif
