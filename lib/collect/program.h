/*
 * Finds the core file and the program for a debugger, and decides with whose rights it runs. All paths are
 * absolute, so that none is taken for an option or looked for in the current folder.
 */
#ifndef ST_COLLECT_PROGRAM_H
#define ST_COLLECT_PROGRAM_H

#include "base/arena.h"
#include "collect/refusal.h"

#include <stdint.h>

struct program_options {
	const char *exe; /* NULL: to be found */
	long long max_core;
	bool as_root; /* root keeps its rights, whoever owns the core file */
};

struct program {
	/* the caller fills these in, and they have to outlive the program */
	struct refusal *refusal; /* with its target and its tool */
	const struct program_options *options;
	struct arena *memory;

	struct bytes exe;               /* the path of the executable, as records have it */
	struct tool_request request;    /* for the debugger; program_find() sets core and exe */
	int core;                       /* the core file, open; -1: none */
	uint64_t core_size, core_whole; /* its size in bytes, and what that is if it is not cut */
	long long core_owner;
	struct rights rights;
	bool foreign;  /* the core is of another user, and root reads it */
	bool doubtful; /* nothing shows whether the core file is of this program */
};

/* Finds it for a core file or a process. False: program->refusal says why not. Texts are in program->memory. */
bool program_find(struct program *program);
void program_close(struct program *program);

#endif
