/* What the kernel says of a process and its threads before a debugger comes; nothing is stopped for that. */
#ifndef ST_COLLECT_OBSERVE_H
#define ST_COLLECT_OBSERVE_H

#include "collect/history.h"
#include "collect/python/pystacks.h"
#include "record/captured.h"

struct observing {
	struct captured *captured; /* its process and threads are filled in */
	struct module_map *modules;
	struct locks *locks;      /* filled in: what threads wait for, to be told of them */
	struct arena *memory;     /* of all the texts */
	struct pyruntime *python; /* filled in; NULL: nobody asks for it */
	struct pystacks *stacks;  /* filled in without a stop, to be told; NULL: not */
	struct history *history;  /* what earlier looks at the process saw; NULL: there are none */
	int threads_error;        /* errno, where the threads could not be listed */
	int memory_error;         /* errno, where title or modules could not be read */
	struct captured_thread *threads; /* those of `captured` */
	bool refused;                    /* the caller has not the right to see all of it */
};

void observe_process(struct observing *observing, long long pid);

#endif
