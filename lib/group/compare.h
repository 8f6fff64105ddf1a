/* Two groupings by the same keys: what is new, what is gone, and what has become more or less. */
#ifndef ST_GROUP_COMPARE_H
#define ST_GROUP_COMPARE_H

#include "group/group.h"

/*
 * From now on each group says what it was in another grouping by the same keys, and those that are in that one alone
 * come with a count of 0 behind all others. Processes are the same where number, host and program are; the others that
 * run the same program are compared with each other, in their order. Nothing can be added to either after it. False:
 * no memory.
 */
bool compare_groupings(struct grouping *now, const struct grouping *before);

#endif
