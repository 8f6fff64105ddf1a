/* What the parsers of all dialects share: where threads go, and what is known around them. */
#ifndef ST_NATIVE_DIALECT_H
#define ST_NATIVE_DIALECT_H

#include "native/drafts.h"
#include "native/snapshot.h"

struct dialect {
	struct drafts *drafts;
	struct snapshot snapshot;
	bool threads_seen; /* in this look at the process */
	struct bytes file; /* where the line that is fed stands */
	long long line;
	long long raw_frames;  /* how many could not be taken apart so far */
	long long cut_threads; /* how many took more memory than they may */
};

/* A thread that begins at the line that is fed; NULL: no memory. */
struct draft *dialect_begin(struct dialect *dialect);

/*
 * The thread is complete: gives it what the snapshot knows (process, names, the signal), counts
 * its raw frames and hands it over.
 */
void dialect_complete(struct dialect *dialect, struct draft *draft, struct bytes tool);

#endif
