/* The threads of a group, listed. */
#ifndef ST_GROUP_MEMBERS_H
#define ST_GROUP_MEMBERS_H

#include "base/buffer.h"
#include "record/stream.h"

/* All zero: none yet. */
struct members {
	struct buffer json; /* with commas between */
	size_t listed;
	long long more; /* that are not listed */
};

void members_free(struct members *members);

/* Takes in a thread, or the members of a group; past `most` they are counted. False: no memory. */
bool members_add(struct members *members, const struct record *record, size_t most);

#endif
