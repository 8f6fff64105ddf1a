/* The debugger's process, from its fork to its program: what it may do, and what it gets to see. */
#ifndef ST_COLLECT_DEBUGGER_H
#define ST_COLLECT_DEBUGGER_H

#include "base/bytes.h"

#include <sys/types.h>

/*
 * Whose rights a debugger has. A core file may have been made to harm whoever reads it, so root
 * reads that of another user with that user's rights.
 */
struct rights {
	bool dropped; /* false: the caller's */
	uid_t uid;
	gid_t gid; /* the primary group; there are no others */
};

struct debugger {
	char *const *arguments; /* the first is its path; all paths are absolute */
	long long pid;          /* the process that it is given; below 1: none */
	int core;               /* a descriptor that it has open, too; -1: none */
	struct rights rights;
	/*
	 * What its starter does while it works, or NULL: called with `of`, and again after so many milliseconds as it gives;
	 * below 0: no more.
	 */
	int (*meanwhile)(void *of);
	void *of;
	/* for whoever watches over it; where nobody does, it ends some seconds later by itself */
	long long timeout_ms;
	/* for so long it may keep the process stopped; 0: for as long as it takes */
	long long max_pause_ms;
	struct bytes mark; /* what it prints up to there is left out; no bytes: nothing is */
};

/* The rights of a user, if one can read both files and run the program with them; otherwise those of the caller. */
struct rights debugger_rights(uid_t uid, const char *file, const char *other, const char *program);

/*
 * Turns the caller into the debugger, which prints to the descriptor `output`. Where that fails
 * errno is written to `failure`, which is to be closed on exec, and the caller ends.
 */
_Noreturn void debugger_become(const struct debugger *debugger, int output, int failure);

#endif
