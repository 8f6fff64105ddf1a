/* Counts the threads of one process by label, by the lock they wait for, and by pool: for the rules of processes. */
#ifndef ST_GROUP_COUNTING_H
#define ST_GROUP_COUNTING_H

#include "group/grouping.h"

/* All zero but the grouping: nothing yet. All counts are of all looks at the process. */
struct counting {
	struct grouping *grouping;
	struct group **groups;
	size_t group_count;
	struct census_kind *kinds;
	size_t kind_count, kind_size;
	long long looks;
	struct keyset pools; /* and how often threads of each were seen */
	long long *pool_counts;
	size_t pool_size;
	bool listed;  /* every thread is a listed member of its group */
	bool partial; /* the labels of some threads are not known */
	struct bytes exe;
};

/*
 * Counts the threads of the process whose first group is number `from`; the groups are sorted. The result is good until
 * the grouping's tree is emptied. False: no memory.
 */
bool counting_next(struct counting *in, size_t from);
void counting_end(struct counting *in);

/* How often the thread with that LWP was seen in the pool; an LWP below 0 is not known: 0. */
long long counting_of_thread(const struct counting *in, long long lwp, struct bytes pool);

#endif
