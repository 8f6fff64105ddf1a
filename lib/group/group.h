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
	size_t members_max;             /* most members that a group lists; others are counted */
	struct messages_options messages;
	size_t per; /* counts by WHEN_DAY or WHEN_HOUR; 0: by neither */
};

/* NULL: no memory. */
struct grouping *group_new(const struct group_options *options);
void group_free(struct grouping *grouping);

/* Whether a record is a thread or a traceback, or a group of these. */
bool group_takes(const struct record *record);

/*
 * Adds such a record, with what counts_read() says of it. Threads that have exited, and stacks that are only
 * history, are left out. Gives NULL, or a text that says why the record could not be added.
 */
const char *group_add(
    struct grouping *grouping, const struct record *record, const struct counts *counts);

/*
 * The next group as a line with its LF, good until the next call. Groups of threads come process by process, first seen
 * first. No bytes: there is no memory for this one. False: there are no more. Nothing can be added any more.
 */
bool group_next(struct grouping *grouping, struct bytes *line);

/* The names of the packs that labelled records so far; good as long as the grouping. */
const struct keyset *group_packs(const struct grouping *grouping);

/* How many groups have more different messages than they list. */
size_t group_cut_count(const struct grouping *grouping);

#endif
