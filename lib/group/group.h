/* Grouping: records with the same key become one group, and groups with the same key one. */
#ifndef ST_GROUP_GROUP_H
#define ST_GROUP_GROUP_H

#include "base/keyset.h"
#include "group/events.h"
#include "group/key.h"
#include "record/counts.h"

struct grouping;

struct group_options {
	struct key threads, tracebacks; /* what they are grouped by */
	size_t members_max;             /* how many members a group lists; the others are counted */
	struct messages_options messages;
	size_t per; /* counts by WHEN_DAY or WHEN_HOUR; 0: by neither */
};

/* NULL: no memory. */
struct grouping *group_new(const struct group_options *options);
void group_free(struct grouping *grouping);

/* Whether a record is a thread or a traceback, or a group of some. */
bool group_takes(const struct record *record);

/*
 * Takes in such a record, with what counts_read() says of it; threads that have exited are in no
 * group, nor are stacks that are history. NULL; or why the record was not taken, for people.
 */
const char *group_add(
    struct grouping *grouping, const struct record *record, const struct counts *counts);

/*
 * The next group as a line with its LF, good until the next call: those of threads process by process, first seen
 * first. No bytes: there is no memory for it. False: there are no more. Nothing can be added after it.
 */
bool group_next(struct grouping *grouping, struct bytes *line);

/* The packs that records name. */
const struct keyset *group_packs(const struct grouping *grouping);

/* How many groups have more different messages than they list. */
size_t group_cut_count(const struct grouping *grouping);

#endif
