/*
 * How many threads of a group have which labels and wait for which lock, in all looks at them: what rules of processes
 * (rules/processrule.h) count. Only threads that a rule file labelled are counted.
 */
#ifndef ST_GROUP_CENSUS_H
#define ST_GROUP_CENSUS_H

#include "group/tally.h"
#include "record/stream.h"

/* Where a census is kept: its texts, each the members of an object with a comma before each, and the packs that are named. */
struct census_texts {
	struct keyset texts, packs;
	struct buffer scratch;
};

/* Some threads that are alike. */
struct census_kind {
	struct bytes text; /* all of it, by which kinds have an order of their own */
	struct bytes pack, role, state;
	struct bytes pool, lock; /* no bytes: not known; the pool is known where the lock is */
	long long owner;         /* the LWP that has the lock; below 0: not known */
	long long count;
	bool partial; /* it is not known what they do: an earlier release grouped them */
};

void census_texts_free(struct census_texts *texts);

/* Takes in a thread, or the census of a group; it was seen so often. False: no memory. */
bool census_add(struct tally *census, struct census_texts *texts, const struct record *record,
    long long seen, struct arena *memory);

/*
 * Appends the census of a group as an array, unless all of its threads, of which `seen` were seen, are as the record
 * says that stands for them. `out` is full where there is no memory for that.
 */
void census_write(const struct tally *census, struct census_texts *texts,
    const struct value *record, long long seen, struct arena *memory, struct buffer *out);

/* One entry of it, good until the arena is reset. False: no memory. */
bool census_read(const struct tally_entry *entry, const struct census_texts *texts,
    struct arena *memory, struct census_kind *kind);

#endif
