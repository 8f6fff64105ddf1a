/* Grouping: records with the same key become one group, and groups with the same key one. */
#ifndef ST_GROUP_GROUP_H
#define ST_GROUP_GROUP_H

#include "group/key.h"

#include <stdio.h>

struct grouping;

/* `members_max`: how many members a group lists; the others are counted. NULL: no memory. */
struct grouping *group_new(const struct key *key, size_t members_max);
void group_free(struct grouping *grouping);

/* Whether a record is a thread, or a group of threads. */
bool group_takes(const struct record *record);

/*
 * Takes in such a record; threads that have exited are in no group. False where there is no
 * memory, and the record was not taken.
 */
bool group_add(struct grouping *grouping, const struct record *record);

/* Writes all groups: process by process, first seen first. False: no memory. */
bool group_write(struct grouping *grouping, FILE *out);

#endif
