/* Threads that wait for each other: each waits for one other at the most. */
#ifndef ST_NATIVE_DEADLOCKS_H
#define ST_NATIVE_DEADLOCKS_H

#include "record/observed.h"

enum { DEADLOCKS_LISTED = 1000 }; /* threads of a deadlock that are listed; more are left out */

struct deadlocks_thread {
	long long lwp, owner;
	size_t next; /* the owner, by its place in the list; DEADLOCKS_NONE: it waits for nothing */
	size_t walk; /* in which walk from owner to owner it was come by, from 1; 0: in none yet */
	size_t
	    arrival; /* a thread of a deadlock that its waiting leads to, itself or another; DEADLOCKS_NONE */
};

#define DEADLOCKS_NONE ((size_t)-1)

/* All zero: empty. */
struct deadlocks {
	struct deadlocks_thread *list;
	size_t count, size;
	struct buffer text; /* what deadlocks_tell() said last */
};

void deadlocks_free(struct deadlocks *deadlocks);

/* Adds a thread where it waits for one of its own process that lives. False: no memory. */
bool deadlocks_add(struct deadlocks *deadlocks, long long lwp, const struct waits_for *waits_for);

/* All threads are in: finds who waits for whom. Of equal LWPs one counts. */
void deadlocks_find(struct deadlocks *deadlocks);

/* Says of a thread in which deadlock it is, or behind which thread of one: good until the next call. */
void deadlocks_tell(struct deadlocks *deadlocks, long long lwp, struct observed *observed);

#endif
