/* The debugger's process between fork(2) and exec: its rights, limits, descriptors and environment. */
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

struct debugger_task {
	char *const *arguments; /* the first is its path; all paths are absolute */
	long long pid;          /* the process that it is given; below 1: none */
	int core;               /* a descriptor that stays open for it; -1: none */
	struct rights rights;
	/*
	 * What its starter does while the debugger works, or NULL. It is called with `of`, and gives after how many
	 * milliseconds it wants to be called again; below 0: never.
	 */
	int (*meanwhile)(void *of);
	void *of;
	/* the guard ends the debugger then; without a guard it ends some seconds later by alarm(2) */
	long long timeout_ms;
	/* how long it may keep the process stopped; 0: as long as it takes */
	long long max_pause_ms;
	/* a text: what the debugger prints before it is left out; no bytes: nothing is */
	struct bytes mark;
};

/* The rights of a user, if they suffice to read both files and run the program; otherwise those of the caller. */
struct rights debugger_rights(uid_t uid, const char *file, const char *other, const char *program);

/*
 * Turns the caller into the debugger, which prints to the descriptor `output`. Where that fails
 * errno is written to `failure`, which is to be closed on exec, and the caller ends.
 */
_Noreturn void debugger_become(const struct debugger_task *debugger, int output, int failure);

#endif
