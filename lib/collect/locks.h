/* Which thread of a process waits for which lock, and who owns it, at one moment. */
#ifndef ST_COLLECT_LOCKS_H
#define ST_COLLECT_LOCKS_H

#include "collect/futex.h"
#include "record/captured.h"
#include "record/module.h"

struct locks_thread {
	long long lwp;
	struct futex_call call;
	struct futex_lock lock; /* its kind is NULL if the thread waits for no known lock */
	long long sleeps;       /* how many times it went to sleep */
};

/* All zero: empty. */
struct locks {
	struct locks_thread *list; /* the threads; their LWPs ascend */
	size_t count;
};

/* Where glibc's system calls are: in a shared object of its own, or in a program that it is linked into. */
struct locks_library {
	const struct module_map *map;
	const struct module *linked; /* that program; NULL: none */
	bool shared;
};

struct locks_reading {
	struct futex_process process; /* its threads are given back with free(3) by locks_end() */
	struct locks_library library;
	struct locks *locks;
	size_t size; /* of the list */
	bool full;   /* some are missing: there was no memory */
};

/* A thread in no system call. */
extern const struct futex_call locks_no_call;

/*
 * Begins a reading without threads and locks: the caller fills in `process`, then calls locks_add() for each thread. `map`
 * says where the C library is.
 */
struct locks_reading locks_begin(
    struct locks *locks, const struct elf_source *memory, const struct module_map *map);

/* Takes in a thread, and finds the lock that it waits for. */
void locks_add(struct locks_reading *reading, struct locks_thread thread);

/* Ends the reading. If some threads are missing, all locks are dropped: those might have shown that they are wrong. */
void locks_end(struct locks_reading *reading);

void locks_free(struct locks *locks);

/* The thread of that number, in the list; NULL: there is none. */
const struct locks_thread *locks_find(const struct locks *locks, long long lwp);

/* The address as records have it: `0x7f…`, in that memory; no bytes: there is none. */
struct bytes locks_address(uint64_t address, struct arena *memory);

/* Puts what is known of the threads into their records. */
void locks_tell(
    const struct locks *locks, struct captured_thread *threads, size_t count, struct arena *memory);

/* Reads a line of /proc/PID/task/TID/syscall: `202 0x7f… 0x80 … SP PC`; of any other the number is -1. */
struct futex_call locks_parse_call(const char *line);

#endif
