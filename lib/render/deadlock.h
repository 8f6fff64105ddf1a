/* Threads that wait for each other, or for one that has ended, in words: who holds what, who wants what, and where. */
#ifndef ST_RENDER_DEADLOCK_H
#define ST_RENDER_DEADLOCK_H

#include "base/arena.h"
#include "render/format.h"

struct deadlock_thread;

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

/* Appends a line on what a thread, or the threads of a group, wait for, where it has an owner. */
void deadlock_append_wait(struct rendering *rendering, const struct record *record);

/* Forgets all; gives the memory back. */
void deadlock_forget(struct deadlock *deadlock);

#endif
