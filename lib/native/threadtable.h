/* What is known of threads, by a number: an LWP, or the debugger's. */
#ifndef ST_NATIVE_THREADTABLE_H
#define ST_NATIVE_THREADTABLE_H

#include "base/bytes.h"

struct threadtable_entry {
	long long key; /* from 1 */
	long long lwp; /* 0: not known */
	struct bytes pthread, comm, syscall;
};

/* All zero is an empty table. */
struct threadtable {
	struct threadtable_entry *entries;
	size_t count, size; /* size is a power of two */
};

void threadtable_free(struct threadtable *table);
void threadtable_clear(struct threadtable *table);

/*
 * The entry for a key from 1 on, made if there is none. NULL: the key is below 1, there is no
 * memory, or the table holds a million already.
 */
struct threadtable_entry *threadtable_add(struct threadtable *table, long long key);

/* NULL: there is none. */
struct threadtable_entry *threadtable_find(const struct threadtable *table, long long key);

#endif
