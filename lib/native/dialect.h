/* A debugger whose text is read, and what all of them share: where threads go, and what is known around them. */
#ifndef ST_NATIVE_DIALECT_H
#define ST_NATIVE_DIALECT_H

#include "native/drafts.h"
#include "native/says.h"
#include "native/snapshot.h"

struct gdb;
struct sanitizer;

struct dialect {
	struct drafts *drafts;
	struct snapshot *snapshot;
	bool threads_seen; /* in this look at the process */
	struct bytes file; /* where the line that is fed stands */
	long long line;
	struct draft
	    *open; /* of a debugger that shows one thread after the other: the last one, or NULL */
	bool process_begun;          /* and no thread of it came yet */
	struct gdb *gdb;             /* the threads of gdb that are under construction */
	struct sanitizer *sanitizer; /* the report that is read */
	long long raw_frames;        /* how many could not be taken apart so far */
	long long cut_threads;       /* how many took more memory than they may */
};

enum begins {
	BEGINS_NOTHING,
	BEGINS_PERHAPS, /* a process, if the next line goes on so */
	BEGINS_THREAD,
	BEGINS_PROCESS, /* threads that came before are of another snapshot */
	BEGINS_GDB, /* the debugger's text is over: what follows is gdb's, where no other takes it */
};

struct debugger {
	const char *name;
	const char
	    *first; /* what a line begins with that `begins` is asked about; NULL: anything */

	/* Whether a line is this debugger's, whosever those before it were; `current`: they were its own. */
	enum begins (*begins)(const struct dialect *dialect, struct line *line, bool current);

	/* Whether a line follows one that perhaps began a process; NULL: there are no such. */
	bool (*goes_on)(struct bytes line);

	/* Whether the next line is its own, whatever it looks like; NULL: never. */
	bool (*owns)(const struct dialect *dialect);

	void (*feed)(struct dialect *dialect, struct line *line);

	/* No more lines come: what is open is complete. */
	void (*end)(struct dialect *dialect);
};

/* A thread that begins at the line that is fed; NULL: no memory. */
struct draft *dialect_begin(struct dialect *dialect);

/*
 * The thread is complete: gives it what the snapshot knows (process, names, the signal), counts
 * its raw frames and hands it over.
 */
void dialect_complete(struct dialect *dialect, struct draft *draft, struct bytes tool);

/* The same for the open one, if there is one. */
void dialect_end(struct dialect *dialect, struct bytes tool);

#endif
