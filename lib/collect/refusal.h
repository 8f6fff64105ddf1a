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
	const struct target *target;
	const struct tool *tool;
	bool gone;      /* the process has ended: where nobody named it, that is no fault */
	bool forbidden; /* the kernel does not let the caller trace the process */
	char reason[1024];
};

/* Gives the reason. False, so that it can be what a check says. */
bool refusal_say(struct refusal *refusal, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Checks the process before a debugger comes: *attach is the number that the debugger has to be given. False: refused. */
bool refusal_check_process(struct refusal *refusal, long long *attach);

/* Checks the run that was to tell the version: a debugger that fails there is not let near a process. False: refused. */
bool refusal_check_version(struct refusal *refusal, const struct run *run);

/* Whether the debugger showed a thread: the one thing that tells, since its exit status does not. */
bool refusal_has_threads(struct bytes text);

/* Says that the caller may not trace the process, and who may. False, always. */
bool refusal_forbid(struct refusal *refusal);

/* Says why the debugger showed none. False, always. */
bool refusal_after(struct refusal *refusal, const struct run *run);

#endif
