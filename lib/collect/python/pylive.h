/* The Python threads of a live process. */
#ifndef ST_COLLECT_PYTHON_PYLIVE_H
#define ST_COLLECT_PYTHON_PYLIVE_H

#include "collect/proclocks.h"
#include "collect/python/pystacks.h"

/*
 * While the process runs: reads it again and again, for at most a second. The frames of a thread are taken if it slept
 * while they were read, or if several readings in a row found the same. Threads of which neither holds are counted.
 * Returns the errno of listing the threads, or 0.
 */
int pylive_read_moving(long long pid, struct reader *reader, const struct pywalk_runtime *runtime,
    struct pystacks *stacks);

/* The reading of a process while a debugger stops it. */
struct pylive_stop {
	long long pid;
	const struct pywalk_runtime *runtime;
	const struct module_map *modules;
	struct locks *locks; /* as they were before: what is not so any more is left out */
	struct pystacks *stacks;
	bool done; /* it was read, all of its threads being stopped before and after */
	int tries;
};

/*
 * Reads it, if a debugger has stopped all of its threads. To be called again after so many milliseconds; below 0: not
 * again. `stop` is a struct pylive_stop.
 */
int pylive_read_stopped(void *stop);

#endif
