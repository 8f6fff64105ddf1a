/* What rules of processes count: the threads of one process by their labels, by the locks that they wait for, by pools. */
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
	bool listed;  /* all threads are members of groups, and none only counted */
	bool partial; /* of some threads it is not known what they do */
	struct bytes exe;
};

/*
 * Counts the threads of the process that the group of that number is the first of; groups are sorted. What this gives is
 * good until the grouping's tree is emptied. False: no memory.
 */
bool counting_next(struct counting *in, size_t from);
void counting_end(struct counting *in);

/* How often the thread with that LWP was seen in a pool; none has one below 0. */
long long counting_of_thread(const struct counting *in, long long lwp, struct bytes pool);

#endif
