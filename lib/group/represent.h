/* The record that stands for a group, and the fingerprint of the group: that of all its records. */
#ifndef ST_GROUP_REPRESENT_H
#define ST_GROUP_REPRESENT_H

#include "group/grouping.h"
#include "record/changes.h"

/*
 * Lets the record stand for the group, if it is the first one, or the first crashed one (its arguments tell why), or the
 * first in a deadlock. The record has to be added to the group in any case. False: no memory.
 */
bool represent_add(struct grouping *grouping, struct group *group, const struct record *record);

/*
 * Changes fingerprint and signature of the record that stands for the group: they are computed where groups are made by
 * stacks and it has none, and left out where groups are made by something else and the records have several.
 */
void represent_change(const struct group *group, struct changes *changes);

#endif
