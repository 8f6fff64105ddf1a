/* The threads of a group as its record has them. */
#ifndef ST_GROUP_MEMBERLIST_H
#define ST_GROUP_MEMBERLIST_H

#include "group/members.h"

/* All of these append to `out`, which is full where there is no memory left. */

/* The array of members. */
void memberlist_write(
    const struct members *members, const struct roster *roster, struct buffer *out);

/* The members by their names, with their numbers as ranges; nothing where there is one member alone. */
void memberlist_write_ranks(const struct members *members, const struct roster *roster,
    struct arena *memory, struct buffer *out);

/*
 * In which looks at their processes how many threads stood here; nothing where none was looked at more than once.
 * *stuck: one of them stood here in all.
 */
void memberlist_write_looks(const struct members *members, struct roster *roster,
    struct arena *memory, struct buffer *out, bool *stuck);

#endif
