/* Deadlocks in words: which thread holds and wants which lock, and where; also locks whose owner has ended. */
#ifndef ST_RENDER_DEADLOCK_H
#define ST_RENDER_DEADLOCK_H

#include "base/arena.h"
#include "render/format.h"

/* A thread that waits. No bytes and numbers below 0 mean: not known. */
struct deadlock_thread {
	long long pid, lwp, owner, behind;
	struct bytes host;
	struct bytes who;               /* `thread 3, LWP 8837 "httpd"` */
	struct bytes kind, lock, place; /* the lock: its address or its file */
	bool file;                      /* a file lock: the owner is a process */
	bool circle;                    /* it is part of the deadlock */
	bool ended;                     /* the lock's owner has ended */
	bool timed;
};

/* The threads of one process that wait in or behind a deadlock. All zero: none. */
struct deadlock {
	struct arena *memory;
	struct deadlock_thread *list; /* in the order in which they came */
	size_t count, size;
	long long more; /* how many are not in the list */
};

/* Adds a thread, or the members of a group, if they are in such a state. True: some are. */
bool deadlock_note(struct deadlock *deadlock, const struct record *record);

/* Appends the description to the rendering's line. */
void deadlock_append(const struct deadlock *deadlock, struct rendering *rendering);

/*
 * The same in brief: a line for each deadlock, one for each lock whose owner has ended, and one that says how many more
 * came; threads that wait behind these are left out.
 */
void deadlock_append_brief(const struct deadlock *deadlock, struct rendering *rendering);

/* Forgets everything, and gives the memory back. */
void deadlock_forget(struct deadlock *deadlock);

#endif
