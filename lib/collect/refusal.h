/*
 * Why a process or a core file cannot be looked at, in one line that also says what to do. It is found
 * before the debugger runs, from what the kernel says, or afterwards, from what the debugger printed.
 */
#ifndef ST_COLLECT_REFUSAL_H
#define ST_COLLECT_REFUSAL_H

#include "collect/run.h"
#include "collect/targets.h"
#include "collect/tool.h"

struct refusal {
	const struct target *target;
	const struct tool *tool;
	bool gone;      /* the process has ended, which is a fault only if the user named it */
	bool forbidden; /* the kernel does not let the caller trace the process */
	char reason[1024];
};

/* Sets the reason. Always false, so that a check can return it. */
bool refusal_say(struct refusal *refusal, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Checks the process before a debugger comes; *attach is the pid to give to the debugger. False: refused. */
bool refusal_check_process(struct refusal *refusal, long long *attach);

/* Checks the run that asked for the debugger's version: one that fails there is not run on a process. False: refused. */
bool refusal_check_version(struct refusal *refusal, const struct run *run);

/* Whether the debugger printed a thread: its exit status does not tell whether it worked. */
bool refusal_has_threads(struct bytes text);

/* Sets the reason: the caller may not trace the process, and who may. Always false. */
bool refusal_forbid(struct refusal *refusal);

/* Sets the reason why the debugger printed no thread. Always false. */
bool refusal_after(struct refusal *refusal, const struct run *run);

#endif
