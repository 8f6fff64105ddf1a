/* What the threads of all groups share, each once and by a number: their processes, and texts such as their names. */
#ifndef ST_GROUP_ROSTER_H
#define ST_GROUP_ROSTER_H

#include "base/buffer.h"
#include "base/keyset.h"
#include "group/ranges.h"

/* A process that threads are of. */
struct owner {
	long long pid, inferior; /* below 0: not known */
	struct bytes host, file; /* the file where the pid is not known */
	struct ranges looks;     /* at it */
	bool twice; /* a thread was in one of them twice: they may be looks of several times */
};

/* What all groups share: processes, names. All zero but the memory: nothing yet. */
struct roster {
	struct arena *memory;
	struct keyset keys; /* of the owners */
	struct owner *owners;
	size_t owner_count, owner_size;
	struct keyset
	    texts; /* names of threads, and what members have besides; the first is empty */
	struct buffer scratch;
};

/* Whose threads they are. */
struct belonging {
	struct bytes process; /* the key of it, where it is part of the group's; else no bytes */
	bool files;           /* processes without a pid are told apart by their files */
};

/* False: no memory. Texts are copied into it. */
bool roster_begin(struct roster *roster, struct arena *memory);
void roster_end(struct roster *roster);

/* The number of a text; the empty one's is 0. Where there is no memory it is 0, too, and *good false. */
uint32_t roster_text(struct roster *roster, struct bytes text, bool *good);

/* The number of a process; the same where there is no memory. */
uint32_t roster_owner(struct roster *roster, const struct belonging *belonging,
    const struct owner *owner, bool *good);

#endif
