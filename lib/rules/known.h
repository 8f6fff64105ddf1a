/*
 * Known issues: groups that people keep in files, and what they add to them (st-records(5)). A record is known where a
 * group has its fingerprint; nothing else of the two is compared.
 */
#ifndef ST_RULES_KNOWN_H
#define ST_RULES_KNOWN_H

#include "base/array.h"
#include "base/buffer.h"
#include "base/index.h"
#include "record/stream.h"

struct known_entry {
	struct bytes fingerprint;
	struct bytes issue; /* JSON, an object; no bytes: nothing was added */
	struct bytes group; /* the line of the group as one that was not seen; where it is kept */
	const char *file;   /* where it stands */
	long long line;
	bool seen;  /* a record matched it */
	bool other; /* its fingerprint is of another version than those that are made now */
};

/* All zero but the flag: none yet. */
struct known {
	bool keep; /* the groups are kept, for known_write_unused() */
	struct known_entry *entries;
	size_t count, size;
	struct index index; /* of their fingerprints */
	struct arena *memory;
	struct buffer scratch;
	size_t nameless, others; /* groups without a fingerprint, or with one of another version */
};

/* Why a group is no entry, for people. */
struct known_fault {
	char text[560];
};

/*
 * Adds a record of a file, which has to be a group; the name of its file is kept as it is. False: it is none, or says
 * another thing than one before it that has the same fingerprint, or there is no memory.
 */
bool known_add(struct known *known, const struct record *record, struct known_fault *fault);
void known_free(struct known *known);

/* The entry of a fingerprint; NULL: there is none. */
struct known_entry *known_find(const struct known *known, struct bytes fingerprint);

/* Whether a fingerprint is of another version than those that are made now: it says nothing beside these. */
bool known_is_other(struct bytes fingerprint);

/* How many entries no record matched, without those of other versions. */
size_t known_count_unused(const struct known *known);

/* The next of these, in the order of the files; *at is 0 at first. NULL: there are no more. */
const struct known_entry *known_next_unused(const struct known *known, size_t *at);

#endif
