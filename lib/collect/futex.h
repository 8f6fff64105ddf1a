/*
 * Which lock a thread waits for in the system call futex, and who owns it. Only glibc's locks on x86-64 are known. Those
 * of other C libraries and languages may look similar, so a lock is named only if everything about it fits.
 */
#ifndef ST_COLLECT_FUTEX_H
#define ST_COLLECT_FUTEX_H

#include "collect/elf.h"

/* The system call that a thread is in, as the kernel tells it. */
struct futex_call {
	long long number; /* below 0: it is in none */
	uint64_t arguments[6];
	uint64_t stack, place; /* the stack pointer and the program counter */
};

/* A thread by the number that it has in its own pid namespace, which is the one in its memory. */
struct futex_thread {
	long long inner, lwp;
	bool ended; /* the first thread of a process stays in the list when it has ended */
};

struct futex_process {
	const struct elf_source *memory; /* by its addresses */
	struct futex_thread *threads;
	size_t thread_count;
};

struct futex_lock {
	const char *kind; /* as records have it; NULL: it waits for no lock that is known */
	uint64_t address;
	long long owner; /* an LWP; below 1: not known */
	bool ended;      /* a thread had it that has ended */
	bool timed;      /* the wait has a time-out */
};

/* Sorts the threads for futex_find_thread(). */
void futex_sort_threads(struct futex_process *process);

/* The thread of that number; NULL: there is none. */
const struct futex_thread *futex_find_thread(const struct futex_process *process, long long inner);

/* Reads a number of 4 or 8 bytes; false: it cannot be read. */
bool futex_read(const struct elf_source *memory, uint64_t address, void *to, size_t size);

/* A thread's own number as glibc keeps it, by its thread pointer; 0: the pointer is not to a thread of glibc's. */
long long futex_inner(const struct elf_source *memory, uint64_t pthread);

/* What the thread waits for, by one reading of the memory. If the process runs, two readings have to agree. */
struct futex_lock futex_lock_of(const struct futex_process *process, const struct futex_call *call);

#endif
