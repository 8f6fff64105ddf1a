/* Finds threads that wait for each other; each waits for at most one other. */
#ifndef ST_NATIVE_DEADLOCKS_H
#define ST_NATIVE_DEADLOCKS_H

#include "record/observed.h"

enum { DEADLOCKS_LISTED = 1000 }; /* threads of a deadlock that are listed; more are left out */

struct deadlocks_thread {
	long long lwp, owner;
	size_t next; /* the owner, by its place in the list; DEADLOCKS_NONE: it waits for nothing */
	size_t walk; /* the walk from owner to owner that visited it first, from 1; 0: none yet */
	size_t
	    arrival; /* the thread in a deadlock that it waits for in the end, perhaps itself; DEADLOCKS_NONE */
};

#define DEADLOCKS_NONE ((size_t)-1)

/* All zero: empty. */
struct deadlocks {
	struct deadlocks_thread *list;
	size_t count, size;
	struct buffer text; /* what deadlocks_tell() said last */
};

void deadlocks_free(struct deadlocks *deadlocks);

/* Adds a thread, if it waits for a living thread of its own process. False: no memory. */
bool deadlocks_add(struct deadlocks *deadlocks, long long lwp, const struct waits_for *waits_for);

/* Called when all threads are added: finds the deadlocks. Of threads with the same LWP only one counts. */
void deadlocks_find(struct deadlocks *deadlocks);

/* Sets `deadlock`, if the thread is in one, or `behind`; the text is good until the next call. */
void deadlocks_tell(struct deadlocks *deadlocks, long long lwp, struct observed *observed);

#endif
