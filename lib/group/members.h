/*
 * The threads of a group. Looks at a process are no threads: one that several of them show in the same place is one
 * member, which says in which it was. What one look shows twice is two.
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
	uint32_t cpu : 31;          /* percent, and 1; 0: not known */
	uint32_t crashed : 1;
};

/* All zero: none. */
struct members {
	struct member *list;
	size_t count, size;
	uint32_t *buckets; /* the first member of each hash, and 1; NULL: all are of one look */
	uint32_t *chain;   /* for each member the next with its hash, and 1; 0: there is none */
	size_t bucket_count;
	uint32_t look;            /* that one; 0: none has a number */
	long long more, more_cpu; /* those that are not listed */
	uint32_t owner;           /* of one of them, by its number in the roster */
	long long seen;           /* how often all of them were seen here, in all looks */
};

void members_free(struct members *members);

/*
 * Takes in a thread, or the members of a group; `most` are listed, the others counted. *known is how many of them
 * stand in the list already, from other looks. False: no memory.
 */
bool members_add(struct members *members, struct roster *roster, const struct record *record,
    const struct belonging *belonging, size_t most, long long *known);

/*
 * Puts those of one thread behind its first one, whatever came between: nothing can be added after it. False: no
 * memory.
 */
bool members_arrange(struct members *members);

/* In how many looks it was seen; where these have no numbers, once. */
long long members_seen(const struct member *member);

/* The share of a CPU of all of them; below 0: not known. */
long long members_cpu(const struct members *members);

#endif
