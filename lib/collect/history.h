/* Several looks at the same process: what the threads did between them. */
#ifndef ST_COLLECT_HISTORY_H
#define ST_COLLECT_HISTORY_H

#include "record/captured.h"

struct past {
	long long lwp, start;           /* both make it this thread */
	long long cpu_ns;               /* below 0: not known */
	char syscall[40], args[6 * 20]; /* empty: none */
};

/* All zero: there was no look yet. */
struct history {
	struct past *list; /* by LWP, ascending */
	size_t count;
	long long at_ms;      /* when that was, by a clock that nobody sets */
	long long stopped_ms; /* for how long a debugger stopped the process after that */
};

/*
 * A further look, of `count` threads: gives them the share of a CPU since the look before. A call that a debugger has
 * interrupted is called `restart_syscall` from then on: it gets the name back that it had. `now`, in the same order, is
 * what the history keeps.
 */
void history_add(struct history *history, struct captured_thread *threads, struct past *now,
    size_t count, long long at_ms);
void history_free(struct history *history);

#endif
