/* What a group counts. The numbers come from outside, so sums are checked for overflow. */
#ifndef ST_RECORD_COUNTS_H
#define ST_RECORD_COUNTS_H

#include "record/stream.h"

#define COUNTS_MAX ((1LL << 53) - 1) /* the largest number that a record may have */

struct counts {
	/* how many threads or events a record stands for; 0: a known issue that was not seen */
	long long count;
	/* the number of members, or the sum of the messages' counts; both with those that are not listed */
	long long parts;
};

/*
 * Reads the counts of a group of threads or tracebacks; any other record counts as 1. Gives NULL where
 * all numbers and their sums are whole and in range, else a text that says what is wrong.
 */
const char *counts_read(const struct record *record, struct counts *counts);

/* The sum of two that are in their range, or the end of it: for outputs, which show many groups together. */
static inline long long
counts_sum(long long one, long long other)
{
	return one > COUNTS_MAX - other ? COUNTS_MAX : one + other;
}

/* Adds `more` to the sum; false, and nothing is changed, where that would be past COUNTS_MAX. */
bool counts_add(struct counts *sum, const struct counts *more);

#endif
