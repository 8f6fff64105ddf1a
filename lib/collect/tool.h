/* The debuggers: which there are, and the words of their command lines. */
#ifndef ST_COLLECT_TOOL_H
#define ST_COLLECT_TOOL_H

#include "collect/preload.h"

enum tool_kind { TOOL_GDB, TOOL_EU_STACK, TOOL_PSTACK, TOOL_NONE };

/* The names, in that order, and a NULL. */
extern const char *const tool_names[];

enum { TOOL_PATH = 4096, TOOL_STEPS = 3 };

struct tool {
	int kind;                          /* enum tool_kind */
	char paths[TOOL_STEPS][TOOL_PATH]; /* the programs that it consists of; empty: not there */
	char version[64];                  /* empty: not known */
	int number;                        /* 1301 for 13.1; above all others where not known */
};

struct tool_options {
	bool fast, full, no_locals;
	bool plain;           /* ask for nothing that only programs read */
	long long max_frames; /* 0: all */
};

/* What the tool is to do. */
struct tool_request {
	long long pid;    /* below 0: a core file */
	const char *core; /* its absolute path, so that it cannot be taken for an option */
	const char *exe;  /* the same; NULL: the tool is to find it */
	struct tool_options options;
	const char *root;       /* the folder that the paths of a process begin in; NULL: none */
	struct preload preload; /* for a process: what the tool can read before it stops it */
};

/*
 * A line that a debugger is told to print before it stops the process, when it has read all that it can read until then.
 * What it prints before that line is not about the process.
 */
extern const struct bytes tool_mark;

/* Finds the tool of that kind on PATH; TOOL_NONE has no program. False: its (first) program is not there. */
bool tool_find(struct tool *tool);

/* The command line that prints the tool's version; NULL where it has none. */
char **tool_version_arguments(const struct tool *tool, struct arena *memory);

/* Reads the version from what that printed. A gdb of unknown version is taken for a new one. */
void tool_set_version(struct tool *tool, struct bytes said);

/*
 * The command line of its program number `step`, ended by NULL, in `memory`; NULL where there is
 * no such step, or no memory.
 */
char **tool_arguments(
    const struct tool *tool, int step, const struct tool_request *request, struct arena *memory);

#endif
