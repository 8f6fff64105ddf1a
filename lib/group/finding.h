/* Findings: what the threads of a process show together, by the rules of processes (rules/processrule.h). */
#ifndef ST_GROUP_FINDING_H
#define ST_GROUP_FINDING_H

#include "group/group.h"
#include "rules/rulefile.h"

/*
 * Gives the first group of each process the sentences of all rules that hold, before any group is written: of a pack the
 * rules are asked only of processes in which it labelled a thread. Groups that are not of one process have none.
 * *passed: of so many processes no rule was asked, since their threads are of more than 2,000 kinds. False: no memory.
 */
bool finding_find(struct grouping *grouping, const struct rulefile *rules, size_t *passed);

#endif
