/*
 * Counts the threads of a group by their labels and the locks they wait for, over all looks: for the rules of processes
 * (rules/processrule.h). Only threads that a rule file labelled are counted.
 */
#ifndef ST_GROUP_CENSUS_H
#define ST_GROUP_CENSUS_H

#include "group/tally.h"
#include "record/stream.h"

/* What all censuses share: their texts, each a list of JSON members with a comma before each, and the packs named. */
struct census_texts {
	struct keyset texts, packs;
	struct buffer scratch;
};

/* Threads with the same labels and lock. */
struct census_kind {
	struct bytes text; /* all of it as JSON members: the order of kinds is the order of these */
	struct bytes pack, role, state;
	struct bytes pool, lock; /* no bytes: not known; the pool is known where the lock is */
	long long owner;         /* the LWP that has the lock; below 0: not known */
	long long count;
	bool partial; /* their labels are not known: an earlier release grouped them */
};

void census_texts_free(struct census_texts *texts);

/* Counts a thread, `seen` times, or adds the census of a group. False: no memory. */
bool census_add(struct tally *census, struct census_texts *texts, const struct record *record,
    long long seen, struct arena *memory);

/*
 * Appends the census of a group as an array; nothing if all of its threads, `seen` of them, are like the record that
 * stands for the group. Without memory `out` becomes full.
 */
void census_write(const struct tally *census, struct census_texts *texts,
    const struct value *record, long long seen, struct arena *memory, struct buffer *out);

/* Reads one entry of a census; good until the arena is reset. False: no memory. */
bool census_read(const struct tally_entry *entry, const struct census_texts *texts,
    struct arena *memory, struct census_kind *kind);

#endif
