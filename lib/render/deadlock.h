/* Threads that wait for each other, or for one that has ended, in words: who holds what, who wants what, and where. */
#ifndef ST_RENDER_DEADLOCK_H
#define ST_RENDER_DEADLOCK_H

#include "base/arena.h"
#include "render/format.h"

/* A thread that waits: numbers below 0, and no bytes, where nothing is known. */
struct deadlock_thread {
	long long pid, lwp, owner, behind;
	struct bytes who;               /* `thread 3, LWP 8837 "httpd"` */
	struct bytes kind, lock, place; /* the lock: its address or its file */
	bool file;                      /* it is the lock of a file, and the owner is a process */
	bool circle;                    /* it is one of those that wait for each other */
	bool ended;                     /* what it waits for is of a thread that has ended */
	bool timed;
};

/* What is to be told of one process. All zero: nothing. */
struct deadlock {
	struct arena *memory;
	struct deadlock_thread *list; /* in the order in which they came */
	size_t count, size;
	long long more; /* that are not in it */
};

/* Takes in what a thread, or the members of a group, are said to wait for; true: there is something to tell. */
bool deadlock_note(struct deadlock *deadlock, const struct record *record);

/* Appends what was noted to the rendering's line. */
void deadlock_append(const struct deadlock *deadlock, struct rendering *rendering);

/*
 * The same in a line for each circle of threads, one where a thread that holds a lock has ended, and one that says how
 * many more came; nothing of those that wait behind them.
 */
void deadlock_append_brief(const struct deadlock *deadlock, struct rendering *rendering);

/* Forgets all; gives the memory back. */
void deadlock_forget(struct deadlock *deadlock);

#endif
