/* The order in which people want to see threads, exceptions and groups. */
#ifndef ST_GROUP_INTEREST_H
#define ST_GROUP_INTEREST_H

#include "json/json.h"

/* The most interesting first. */
enum interest_rank {
	INTEREST_CRASHED,
	INTEREST_DEADLOCKED, /* one of the threads of a deadlock */
	INTEREST_BEHIND,     /* waits for a thread in a deadlock */
	INTEREST_REGRESSED,  /* was fixed, and is back */
	INTEREST_NEW,        /* not known, or not there before (--was) */
	INTEREST_RUNNING,
	INTEREST_BLOCKED, /* waits for a lock, or sleeps uninterruptibly (state D) */
	INTEREST_OTHER,
	INTEREST_IDLE, /* waits for work */
	INTEREST_GONE, /* only there before (--was) */
	INTEREST_RANKS /* how many ranks there are */
};

struct interest {
	enum interest_rank rank;
	long long count; /* how many threads or exceptions the record stands for */
};

/* The interest of a thread, a traceback, or a group of some: that of its most interesting state. */
struct interest interest_of(const struct value *record);

/* How many threads of a group have the states of that rank; -1: all are in the same state, or it is not a group. */
long long interest_count(const struct value *record, enum interest_rank rank);

/* Below 0: `one` comes before `other`; above 0: behind it. Within a rank the larger count comes first. 0: equal. */
int interest_compare(struct interest one, struct interest other);

#endif
