/* Whether a group is known, new or has regressed, by its records; and the issue and release that they say so with. */
#ifndef ST_GROUP_VERDICT_H
#define ST_GROUP_VERDICT_H

#include "record/changes.h"
#include "record/news.h"

/* All zero: no record came. */
struct verdict {
	struct news news;
	struct bytes issue,
	    release; /* JSON: of the first record that has regressed, else of the first that has one */
};

/* Takes in a record; texts are copied into the memory. False: that is full. */
bool verdict_add(struct verdict *verdict, const struct record *record, struct arena *memory);

/* What the group's record is to say of it. */
void verdict_change(const struct verdict *verdict, struct changes *changes);

#endif
