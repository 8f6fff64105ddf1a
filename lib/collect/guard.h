/*
 * The guard: a process in a session of its own that is the debugger's parent and outlives whoever
 * started it. It ends the debugger where its time is over or where its starter is gone, and then
 * sees to it that the debugger's process runs on.
 */
#ifndef ST_COLLECT_GUARD_H
#define ST_COLLECT_GUARD_H

#include "collect/mend.h"

#include <sys/types.h>

struct guard_task {
	char *const *arguments; /* of the debugger; the first is its path */
	int output;             /* what it prints goes there, standard error too */
	long long timeout_ms;
	struct mend target;
};

struct guard_report {
	int error;            /* errno, where the debugger could not be started */
	int status;           /* its end, as waitpid(2) gives it */
	bool ended;           /* it has ended */
	bool timed_out;       /* it was killed since its time was over */
	bool mended;          /* its process had been left stopped, and was continued */
	long long stopped_ms; /* how long the process was traced; -1: that was not seen */
};

struct guard {
	pid_t pid;
	int control; /* readable when there is a report, or when the guard has died */
};

/* False with errno: there is no guard, and nothing was started. */
bool guard_start(struct guard *guard, const struct guard_task *task);

/* Asks it to end the debugger now; the report comes all the same. */
void guard_stop(const struct guard *guard);

/* Waits for the report and the guard's end. False: it has died without one. */
bool guard_end(struct guard *guard, struct guard_report *report);

#endif
