/* One walk over the threads of all interpreters of a process: where each is in Python, and who has the GIL. */
#ifndef ST_COLLECT_PYTHON_PYWALK_H
#define ST_COLLECT_PYTHON_PYWALK_H

#include "collect/python/pyframes.h"

/* Where CPython is in the memory of a process. */
struct pywalk_runtime {
	uint64_t address; /* 0: it is not there */
	struct pyobject_types types;
	struct pylayout layout;
};

struct pywalk_thread {
	uint64_t state;   /* the address of what the interpreter keeps of it */
	uint64_t pthread; /* as pthread_self(3) gives it */
	long long inner;  /* its number in its own pid namespace; 0: not kept */
	long long lwp;    /* the caller's; 0: there is no such thread */
	uint64_t futex;   /* the caller's: the address of the futex(2) that it waits for; 0: none */
	uint64_t waits;   /* the caller's: the GIL that it waits for; 0: none */
	struct bytes frames; /* JSON; good until pywalk_free() */
	struct bytes name;   /* that Python gave it; empty: not known */
	size_t count;        /* of the frames */
	bool cut;            /* there are more */
	bool broken;         /* what is in memory is no chain of frames, or was not read */
	bool moves;          /* the caller's: it may have run while it was read */
	size_t same; /* the caller's: how many readings before this one, in a row, were like it */
};

struct pywalk_gil {
	uint64_t address;
	uint64_t
	    holder; /* the state of the thread that has it, by two readings one after the other; 0: nobody has */
	long long lwp; /* the caller's: that thread */
};

struct pywalk {
	struct pywalk_thread *threads;
	size_t count, size;
	struct pywalk_gil *gils;
	size_t gil_count, gil_size;
	size_t interpreters;
	struct arena *texts;
};

/* Who knows about threads what is not in the memory. */
struct pywalk_caller {
	/* Called right before the frames of a thread are read, and right after. False: they are not wanted. */
	bool (*before)(void *from, struct pywalk_thread *thread);
	void (*after)(void *from, struct pywalk_thread *thread);
	void *from;
	bool
	    moving; /* the process runs: what was read for one thread is too old for the next one */
};

/*
 * False: what is there is no runtime of that version, or there are more than `most` threads. A program that has a Python
 * in it and did not begin that, or has ended it, has no interpreter and no thread.
 */
bool pywalk_read(struct pywalk *walk, const struct elf_source *memory,
    const struct pywalk_runtime *runtime, size_t most, const struct pywalk_caller *caller);
void pywalk_free(struct pywalk *walk);

/* The GIL that a thread waits for which is in the system call futex(2) with that address; 0: none. */
uint64_t pywalk_waits(const struct pywalk *walk, uint64_t futex);

#endif
