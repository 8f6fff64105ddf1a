/* Several looks at the same process: what the threads did between them. */
#ifndef ST_COLLECT_HISTORY_H
#define ST_COLLECT_HISTORY_H

#include "record/captured.h"

struct past {
	long long lwp, start;           /* together these identify the thread */
	long long cpu_ns;               /* below 0: not known */
	char syscall[40], args[6 * 20]; /* empty: none */
};

/* All zero: there was no look yet. */
struct history {
	struct past *list; /* by LWP, ascending */
	size_t count;
	long long at_ms;      /* when the last look was (system_now_ms()) */
	long long stopped_ms; /* how long a debugger stopped the process after it */
};

/*
 * Adds a look at `count` threads, and gives each its share of a CPU since the look before. The kernel calls a system call
 * that a debugger interrupted `restart_syscall` from then on; such a thread gets the call's former name. `now` says, in
 * the order of `threads`, what the history keeps; it becomes the history's, which gives it back with free(3).
 */
void history_add(struct history *history, struct captured_thread *threads, struct past *now,
    size_t count, long long at_ms);
void history_free(struct history *history);

#endif
