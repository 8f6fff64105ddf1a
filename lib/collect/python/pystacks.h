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

/* One look at a process: a walk, the threads that there are, and the system calls that they are in. */
struct pystacks_look {
	const struct elf_source *memory;
	const struct futex_process *threads;
	const struct locks *calls;
};

/* False: there is nothing to be had. In both cases pywalk_free() is wanted. */
bool pystacks_walk(
    struct pywalk *walk, const struct pywalk_runtime *runtime, const struct pystacks_look *look);

/* Takes in all of a walk, or, if there is an earlier one, what was so then, too. How many threads are not known yet. */
size_t pystacks_add(
    struct pystacks *stacks, const struct pywalk *walk, const struct pywalk *earlier);

/* Puts what is known of the threads into the records. */
void pystacks_tell(const struct pystacks *stacks, struct captured *captured);

void pystacks_free(struct pystacks *stacks);

#endif
