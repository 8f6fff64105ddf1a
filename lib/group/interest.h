/* What people want to see first: the order of interest of threads, exceptions and groups. */
#ifndef ST_GROUP_INTEREST_H
#define ST_GROUP_INTEREST_H

#include "json/json.h"

/* The most interesting first. */
enum interest_rank {
	INTEREST_CRASHED,
	INTEREST_DEADLOCKED, /* in a cycle of threads that wait for each other */
	INTEREST_BEHIND,     /* waits for a thread in such a cycle */
	INTEREST_REGRESSED,  /* was mended, and is back */
	INTEREST_NEW,        /* not known, or not there in what it is compared with */
	INTEREST_RUNNING,
	INTEREST_BLOCKED, /* waits for a lock, or where nothing can interrupt it */
	INTEREST_OTHER,
	INTEREST_IDLE, /* waits for work */
	INTEREST_GONE, /* what was there in what it is compared with */
	INTEREST_RANKS /* how many ranks there are */
};

struct interest {
	enum interest_rank rank;
	long long count; /* how many threads or exceptions the record stands for */
};

/* The interest of a thread, a traceback, or a group of some. */
struct interest interest_of(const struct value *record);

/* Below 0: `one` comes before `other`; of one rank the larger count does. 0: neither. */
int interest_compare(struct interest one, struct interest other);

#endif
