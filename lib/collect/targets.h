/* What is to be looked at: processes by number or name, their children, core files. */
#ifndef ST_COLLECT_TARGETS_H
#define ST_COLLECT_TARGETS_H

#include "collect/history.h"

struct target {
	long long pid;    /* below 0: a core file */
	const char *core; /* its path */
	bool found;       /* nobody named it: it was found by its parent or by a name */
	bool refused;     /* it could not be looked at, and that was said */
	bool forbidden;   /* the caller may not see all of it, and no debugger: that was said */
	struct history history;
};

struct targets {
	struct target *list;
	size_t count, size;
	int error; /* errno, where some were not found: no memory, or /proc could not be read */
};

/* Process numbers with blanks or commas between, as pidof(1) prints them. False: `text` is not such. */
bool targets_add_pids(struct targets *targets, const char *text);

void targets_add_core(struct targets *targets, const char *path);

/* All processes whose name or executable is that; how many there are. Never the caller itself. */
size_t targets_add_named(struct targets *targets, const char *name);

/* The children of all processes that are there so far, and theirs. */
void targets_follow(struct targets *targets);

/* The number of the process, or the path of the core file; good until the next call. */
const char *targets_name(const struct target *target);

void targets_free(struct targets *targets);

#endif
