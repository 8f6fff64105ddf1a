/* The types of a group's exceptions, where its key does not say that they have one. */
#ifndef ST_GROUP_TYPES_H
#define ST_GROUP_TYPES_H

#include "group/tally.h"
#include "record/stream.h"

enum { TYPES_MAX = 256 }; /* how many different ones are counted in a group */

/*
 * Counts the type of a traceback, without `__main__.`, or those of a group; one without a type is not counted. Texts are
 * copied to the arena. False: no memory.
 */
bool types_add(
    struct tally *types, struct keyset *texts, const struct record *record, struct arena *memory);

/* Appends them as a member of the group, which has `count` exceptions; nothing if all are of one type, or none is known. */
void types_write(
    const struct tally *types, const struct keyset *texts, long long count, struct buffer *out);

#endif
