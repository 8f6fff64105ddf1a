/* Whether a group is known, new or has regressed, by its records; and their issue and release. */
#ifndef ST_GROUP_VERDICT_H
#define ST_GROUP_VERDICT_H

#include "record/changes.h"
#include "record/news.h"

/* All zero: no record came. */
struct verdict {
	struct news news;
	/* JSON, of the first record that has regressed, or else of the first one that has it */
	struct bytes issue, release;
};

/* Adds a record; texts are copied to the arena. False: that is full. */
bool verdict_add(struct verdict *verdict, const struct record *record, struct arena *memory);

/* Puts the result into the group's record. */
void verdict_change(const struct verdict *verdict, struct changes *changes);

#endif
