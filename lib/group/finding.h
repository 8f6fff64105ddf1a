/* Findings: statements on a whole process, by the rules of processes (rules/processrule.h). */
#ifndef ST_GROUP_FINDING_H
#define ST_GROUP_FINDING_H

#include "group/group.h"
#include "rules/rulefile.h"

/*
 * Called before any group is written: gives the first group of each process the sentences of all rules that hold. Rules
 * of a pack are tried only on processes in which the pack labelled a thread. Groups that may be of several processes get none.
 * *passed is the number of processes that were skipped, since their threads are of more than 2,000 kinds. False: no
 * memory.
 */
bool finding_find(struct grouping *grouping, const struct rulefile *rules, size_t *passed);

#endif
