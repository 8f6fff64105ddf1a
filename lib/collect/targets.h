/* What is to be looked at: processes by number or name, their children, core files. */
#ifndef ST_COLLECT_TARGETS_H
#define ST_COLLECT_TARGETS_H

#include "collect/history.h"

struct target {
	long long pid;    /* below 0: a core file */
	const char *core; /* its path */
	bool found;       /* not named by its pid: found as a child, or by its name */
	bool refused;     /* it could not be looked at, and that is reported */
	/* the caller may not see everything or run a debugger on it; that is reported */
	bool forbidden;
	struct history history;
};

struct targets {
	struct target *list;
	size_t count, size;
	int error; /* errno, if some may be missing: no memory, or /proc could not be read */
};

/* Adds pids that are separated by blanks or commas, as pidof(1) prints them. False: `text` is something else. */
bool targets_add_pids(struct targets *targets, const char *text);

/* Adds a core file; the path has to outlive the targets. */
void targets_add_core(struct targets *targets, const char *path);

/* Adds all processes with that name or executable, except the caller itself; gives how many there are. */
size_t targets_add_named(struct targets *targets, const char *name);

/* Adds the descendants of all processes that are there so far. */
void targets_follow(struct targets *targets);

/* The number of the process, or the path of the core file; good until the next call. */
const char *targets_name(const struct target *target);

void targets_free(struct targets *targets);

#endif
