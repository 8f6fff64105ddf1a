/* Writes the threads of a group into its record. */
#ifndef ST_GROUP_MEMBERLIST_H
#define ST_GROUP_MEMBERLIST_H

#include "group/members.h"

/* All of these append to `out`, which becomes full if there is no memory. */

/* The array of members. */
void memberlist_write(
    const struct members *members, const struct roster *roster, struct buffer *out);

/* The members by name, with their numbers as ranges; nothing if there is only one member. */
void memberlist_write_ranks(const struct members *members, const struct roster *roster,
    struct arena *memory, struct buffer *out);

/*
 * How many threads stood here in how many of the looks at their process; nothing if each process was looked at only once.
 * *stuck: at least one thread stood here in all looks.
 */
void memberlist_write_looks(const struct members *members, struct roster *roster,
    struct arena *memory, struct buffer *out, bool *stuck);

#endif
