/* What the threads of all groups share, kept once, with numbers to refer to: their processes, and texts such as names. */
#ifndef ST_GROUP_ROSTER_H
#define ST_GROUP_ROSTER_H

#include "base/buffer.h"
#include "base/keyset.h"
#include "group/ranges.h"

/* A process that has threads in groups. */
struct owner {
	long long pid, inferior; /* below 0: not known */
	struct bytes host, file; /* the file only if the pid is not known */
	struct ranges looks;     /* the numbers of the looks at it */
	bool twice; /* a look has a thread twice: there may be several looks of one number */
};

/* All zero: roster_begin() first. */
struct roster {
	struct arena *memory;
	struct keyset keys; /* of the owners */
	struct owner *owners;
	size_t owner_count, owner_size;
	/* names of threads, and other members of theirs; the first one is empty */
	struct keyset texts;
	struct buffer scratch;
};

/* How to tell the processes of a group's threads apart. */
struct belonging {
	struct bytes process; /* the process's key, if the group's key has it; else no bytes */
	bool files;           /* processes without a pid are told apart by their input files */
};

/* Texts are copied to the arena. False: no memory. */
bool roster_begin(struct roster *roster, struct arena *memory);
void roster_end(struct roster *roster);

/* The number of a text; 0 for the empty one. Without memory *good becomes false, and the number is 0. */
uint32_t roster_text(struct roster *roster, struct bytes text, bool *good);

/* The number of a process; without memory as above. */
uint32_t roster_owner(struct roster *roster, const struct belonging *belonging,
    const struct owner *owner, bool *good);

#endif
