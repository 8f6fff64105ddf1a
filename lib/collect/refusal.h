/*
 * Why a process or a core file cannot be looked at, in a line that says what to do: by what the
 * kernel says of it before, and by what the debugger said afterwards.
 */
#ifndef ST_COLLECT_REFUSAL_H
#define ST_COLLECT_REFUSAL_H

#include "collect/run.h"
#include "collect/targets.h"
#include "collect/tool.h"

struct refusal {
	bool gone; /* the process has ended: where nobody named it, that is no fault */
	char reason[1024];
};

/* Gives the reason. */
void refusal_say(struct refusal *refusal, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* False: there is nothing against it, and *attach is the number that the debugger has to be given. */
bool refusal_before(const struct target *target, const struct tool *tool, long long *attach,
    struct refusal *refusal);

/* Whether its version could not be had: a debugger that fails there is not let near a process. */
bool refusal_of_version(const struct tool *tool, const struct run *run, struct refusal *refusal);

/* Whether the debugger showed a thread: the one thing that tells, since its exit status does not. */
bool refusal_has_threads(struct bytes text);

/* Why it showed none. */
void refusal_after(const struct target *target, const struct tool *tool, const struct run *run,
    struct refusal *refusal);

#endif
