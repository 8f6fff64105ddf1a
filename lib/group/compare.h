/* Compares two groupings by the same keys: which groups are new, gone, larger or smaller. */
#ifndef ST_GROUP_COMPARE_H
#define ST_GROUP_COMPARE_H

#include "group/group.h"

/*
 * Sets the count that each group had in `before`; groups that are only there are added behind all others, with a count of
 * 0. Processes are the same if pid, host and program are. Those left over that run the same program are paired in their
 * order. Nothing can be added to either grouping afterwards. False: no memory.
 */
bool compare_groupings(struct grouping *now, const struct grouping *before);

#endif
