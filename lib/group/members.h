/*
 * The threads of a group. A thread that several looks show in the same place is one member, which lists these looks. A
 * thread that one look shows twice is two members.
 */
#ifndef ST_GROUP_MEMBERS_H
#define ST_GROUP_MEMBERS_H

#include "group/roster.h"
#include "record/stream.h"

/* At most 64 bytes with its place in the index. */
struct member {
	long long tid, lwp; /* below 0: not known */
	struct ranges looks;
	uint32_t owner, name, more; /* by their numbers in the roster */
	uint32_t cpu : 31;          /* percent + 1; 0: not known */
	uint32_t crashed : 1;
};

/* All zero: none. */
struct members {
	struct member *list;
	size_t count, size;
	/* by hash: the index of the first member + 1; NULL: all are of one look */
	uint32_t *buckets;
	uint32_t *chain; /* by member: the index of the next with the same hash + 1; 0: none */
	size_t bucket_count;
	uint32_t look;            /* the one look that all are of; 0: it has no number */
	long long more, more_cpu; /* how many are not listed, and their share of a CPU */
	uint32_t owner; /* the number of a member's process in the roster, + 1; 0: no member came */
	long long seen; /* how often all threads were seen here, over all looks */
};

void members_free(struct members *members);

/*
 * Adds a thread, or the members of a group; up to `most` are listed, the others counted. *known is how many of the added
 * ones were in the list already, from other looks. False: no memory.
 */
bool members_add(struct members *members, struct roster *roster, const struct record *record,
    const struct belonging *belonging, size_t most, long long *known);

/*
 * Moves the members that are the same thread next to each other, where the first of them is. Nothing can be added
 * afterwards. False: no memory.
 */
bool members_arrange(struct members *members);

/* In how many looks it was seen; 1 if looks have no numbers. */
long long members_seen(const struct member *member);

/* The share of a CPU of all of them; below 0: not known. */
long long members_cpu(const struct members *members);

#endif
