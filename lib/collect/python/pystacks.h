/* What is known of the Python threads of a process, by one look at it where it stands still, or by several. */
#ifndef ST_COLLECT_PYTHON_PYSTACKS_H
#define ST_COLLECT_PYTHON_PYSTACKS_H

#include "collect/locks.h"
#include "collect/python/pyruntime.h"

struct pystacks_thread {
	long long lwp;
	struct bytes name, frames; /* the frames are JSON */
	bool cut;
	uint64_t waits;  /* the GIL that it waits for; 0: none */
	long long owner; /* the thread that had that then; 0: not known */
};

struct pystacks_holder {
	uint64_t gil;
	long long lwp;
};

struct pystacks {
	struct arena *memory; /* the owner's; of the texts */
	struct pystacks_thread *threads;
	size_t count, size;
	struct pystacks_holder *holders;
	size_t holder_count, holder_size;
	size_t left_out; /* threads that are in Python, or may be, whose frames could not be had */
	bool unread;     /* the memory could not be read as that of such a Python */
};

/* One look at a process: its memory, its threads, and who tells of them. */
struct pystacks_look {
	const struct elf_source *memory;
	const struct futex_process *threads;
	/* The system call that a thread is in. */
	struct futex_call (*call)(const void *from, long long lwp);
	/* How many times a thread that sleeps has gone to sleep; -1: it does not. NULL: the process stands still. */
	long long (*sleeps)(const void *from, long long lwp);
	const void *from;
	const struct pystacks *known; /* threads that need not be read any more; NULL: none */
};

/* False: there is nothing to be had. In both cases pywalk_free() is wanted. */
bool pystacks_walk(
    struct pywalk *walk, const struct pywalk_runtime *runtime, const struct pystacks_look *look);

/*
 * Takes in a walk, and gives how many threads are not known yet. Of threads that slept, or of a process that stands
 * still, it takes everything; of a thread that may have moved while it was read, what several walks in a row found.
 * `earlier` is the walk before it; NULL: the process stands still.
 */
size_t pystacks_add(struct pystacks *stacks, struct pywalk *walk, const struct pywalk *earlier);

/* Puts what is known of the threads into the records. */
void pystacks_tell(const struct pystacks *stacks, struct captured *captured);

void pystacks_free(struct pystacks *stacks);

#endif
