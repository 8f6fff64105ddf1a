/*
 * Which core file and which program a debugger is given, by names that are absolute, so that none
 * can be taken for an option or be looked for in the current folder; and with whose rights.
 */
#ifndef ST_COLLECT_PROGRAM_H
#define ST_COLLECT_PROGRAM_H

#include "base/arena.h"
#include "collect/refusal.h"

#include <stdint.h>

struct program_options {
	const char *exe; /* NULL: to be found */
	long long max_core;
	bool as_root; /* the rights are not given up, whoever owns a core */
};

struct program {
	/* to be filled in by the caller; all of it stays */
	struct refusal *refusal; /* with its target and its tool */
	const struct program_options *options;
	struct arena *memory;

	struct bytes exe;            /* the path of the executable, as records have it */
	struct tool_request request; /* what the debugger is given; the program sets core and exe */
	int core;                    /* the core file, open; -1: none */
	uint64_t core_size, core_whole; /* its bytes; how many there are where it is not cut */
	long long core_owner;
	struct rights rights;
	bool foreign;  /* the core is of another user, and root reads it */
	bool doubtful; /* nothing tells whether the core is of this program */
};

/* Of a core file or of a process; false: the refusal says why there is none. What it finds is in the memory given. */
bool program_find(struct program *program);
void program_close(struct program *program);

#endif
