/* What groups consist of, for the modules of this folder alone. */
#ifndef ST_GROUP_GROUPING_H
#define ST_GROUP_GROUPING_H

#include "group/census.h"
#include "group/group.h"
#include "group/members.h"
#include "group/tally.h"
#include "group/verdict.h"

/* Which of the threads of a kind stands for the others. */
enum standing { STANDS_AS_FIRST, STANDS_DEADLOCKED, STANDS_CRASHED };

struct group {
	size_t process;      /* which process, by the order in which they were seen */
	size_t order;        /* among all groups */
	struct bytes record; /* one of its kind, as it stood */
	struct counts
	    counts;     /* 0: there was no memory for any of its records, and it is not written */
	bool traceback; /* of exceptions, and not of threads */
	enum standing standing; /* of the record */
	struct members members; /* of threads */
	struct tally states;    /* of threads, in all looks at them */
	struct tally census;    /* the same with all that rules of processes count */
	struct bytes finding;   /* what these say of the process, if the group is the first of it */
	struct events events;   /* of exceptions */
	struct tally per;       /* how many came when */
	struct bytes fingerprint, signature; /* of the record, where it has none of its own */
	struct verdict verdict;              /* of all its records */
	long long was; /* its count in what it is compared with; it is gone where its own is 0 */
};

struct grouping {
	struct group_options options;
	struct arena *memory;  /* of the groups' keys and records */
	struct arena *tree;    /* of the record that is written */
	struct keyset keys;    /* of the groups */
	struct group **groups; /* by the numbers of their keys */
	size_t count, size;
	size_t written; /* so many of them, in the order of the output */
	bool compared;  /* with others: all say what they were */
	struct keyset processes;
	struct roster roster;
	struct keyset texts; /* states, hours */
	struct census_texts census;
	struct buffer key_text, scratch;
	struct template template; /* of one message after the other */
};

/* Begins the writing: puts the groups into their order. */
void group_sort(struct grouping *grouping);

#endif
