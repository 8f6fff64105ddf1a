/* What the kernel says of a process and its threads before a debugger comes; the process is not stopped. */
#ifndef ST_COLLECT_OBSERVE_H
#define ST_COLLECT_OBSERVE_H

#include "collect/history.h"
#include "collect/python/pystacks.h"
#include "record/captured.h"

#include <time.h>

struct observing {
	struct captured *captured; /* its process and threads are filled in */
	struct module_map *modules;
	struct locks *locks;      /* filled in: what the threads wait for (locks_tell()) */
	struct arena *memory;     /* holds all the texts */
	struct pyruntime *python; /* filled in; NULL: not wanted */
	/* filled in without stopping the process (pystacks_tell()); NULL: not wanted */
	struct pystacks *stacks;
	struct history *history; /* what earlier looks at the process saw; NULL: there are none */
	int threads_error;       /* errno, where the threads could not be listed */
	int memory_error;        /* errno, where title or modules could not be read */
	struct captured_thread *threads; /* those of `captured` */
	bool refused;                    /* the caller may not see everything */
};

/* A time, given in seconds since 1970, as records have it: 2026-03-01T09:00:00Z. No bytes: it has no such form. */
struct bytes observe_time(time_t seconds, struct arena *memory);

/* Fills in what the kernel tells of the process; what it does not tell stays as it was, with the errors above. */
void observe_process(struct observing *observing, long long pid);

#endif
