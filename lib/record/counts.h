/* What a group counts. Its numbers come from outside: a sum has to be right, or not be made. */
#ifndef ST_RECORD_COUNTS_H
#define ST_RECORD_COUNTS_H

#include "record/stream.h"

#define COUNTS_MAX ((1LL << 53) - 1) /* what a number of a record may be */

struct counts {
	/* how many of its kind a record stands for; 0: a group that was not seen */
	long long count;
	/* its members, or its messages by their counts, with those that are not listed */
	long long parts;
};

/*
 * Reads the counts of a group of threads or tracebacks; of any other record they are 1. NULL where
 * they are whole numbers in their range, and their sums, too; else what is wrong, for people.
 */
const char *counts_read(const struct record *record, struct counts *counts);

/* The sum of two that are in their range, or the end of it: for outputs, which show many groups together. */
static inline long long
counts_sum(long long one, long long other)
{
	return one > COUNTS_MAX - other ? COUNTS_MAX : one + other;
}

/* Adds them up; false, and nothing is changed, where the sums would be no such numbers. */
bool counts_add(struct counts *sum, const struct counts *more);

#endif
