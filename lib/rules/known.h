/*
 * Known issues: groups that people keep in files, with an `issue` that they may add (st-records(5)). A record is known if
 * one of the groups has the same fingerprint; nothing else is compared.
 */
#ifndef ST_RULES_KNOWN_H
#define ST_RULES_KNOWN_H

#include "base/buffer.h"
#include "base/keyset.h"
#include "record/stream.h"

struct known_entry {
	struct bytes issue; /* JSON, an object; no bytes: nothing was added */
	struct bytes group; /* with known->keep: the group's line, its count set to 0 */
	const char *file;   /* the file and line that it stands in */
	long long line;
	bool seen;  /* a record matched it */
	bool other; /* its fingerprint is of another version than this program makes */
};

/* All zero but the flag: none yet. */
struct known {
	bool keep; /* keep the groups' lines, for known_next_unused() */
	struct keyset fingerprints;
	struct known_entry *entries; /* by the numbers of their fingerprints */
	size_t size;
	struct arena *memory;
	struct buffer scratch;
	size_t nameless; /* how many groups have no fingerprint */
	size_t others;   /* how many have one of another version */
};

/* Why a record cannot be an entry, for people. */
struct known_fault {
	char text[560];
};

/*
 * Adds a record of a known-issues file; its file's name has to outlive it. False: it is no group, or it contradicts an
 * earlier one with the same fingerprint, or there is no memory.
 */
bool known_add(struct known *known, const struct record *record, struct known_fault *fault);
void known_free(struct known *known);

/* The entry of a fingerprint; NULL: there is none. */
struct known_entry *known_find(const struct known *known, struct bytes fingerprint);

/* Whether a fingerprint is of another version than this program makes: then it cannot be compared. */
bool known_is_other(struct bytes fingerprint);

/* How many entries no record matched, without those of other versions. */
size_t known_count_unused(const struct known *known);

/* The next of these, in the order of the files; *at is 0 before the first call. NULL: there are no more. */
const struct known_entry *known_next_unused(const struct known *known, size_t *at);

#endif
