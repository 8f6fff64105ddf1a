/* What groups consist of; private to the modules of this folder. */
#ifndef ST_GROUP_GROUPING_H
#define ST_GROUP_GROUPING_H

#include "group/census.h"
#include "group/group.h"
#include "group/members.h"
#include "group/tally.h"
#include "group/verdict.h"

/* Why a thread stands for its group: a crashed one is preferred to one in a deadlock, that one to the first. */
enum standing { STANDS_AS_FIRST, STANDS_DEADLOCKED, STANDS_CRASHED };

struct group {
	size_t process;         /* which process, by the order in which they were seen */
	size_t order;           /* among all groups */
	struct bytes record;    /* the record that stands for the group, as it was read */
	struct counts counts;   /* 0: no memory for any record of the group, which is not written */
	bool traceback;         /* of exceptions, and not of threads */
	enum standing standing; /* why that one does */
	struct members members; /* its threads */
	struct tally states;    /* how many threads had each state, over all looks */
	struct tally census;    /* the same with everything that rules of processes count */
	struct bytes finding; /* if this is the first group of its process: what these rules say */
	struct events events; /* its exceptions */
	struct tally types;   /* of which types they are, if that is not in the key */
	struct tally per;     /* how many came in each hour or day */
	struct bytes fingerprint, signature; /* computed for the record, if it has none */
	uint64_t trouble;                    /* the hash of the first record's fingerprint */
	bool unlike;                         /* another record has another one */
	struct verdict verdict;              /* whether it is known, by all its records */
	long long was; /* with --was: its count before; it is gone if its own count is 0 */
};

struct grouping {
	struct group_options options;
	struct arena *memory;  /* holds the groups' keys and records */
	struct arena *tree;    /* holds the tree of the record being written */
	struct keyset keys;    /* of the groups */
	struct group **groups; /* by the numbers of their keys */
	size_t count, size;
	size_t written; /* how many are written, in the order of the output */
	bool compared;  /* compare_groupings() was called: `was` is set */
	struct keyset processes;
	struct roster roster;
	struct keyset texts; /* states, types, hours */
	struct census_texts census;
	struct buffer key_text, scratch;
	struct template template; /* scratch: the template of a message */
};

/* Puts the groups into the order in which they are written. */
void group_sort(struct grouping *grouping);

#endif
