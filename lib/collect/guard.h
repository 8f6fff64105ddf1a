/*
 * Who watches over a debugger. The guard is its parent: it ends the debugger where its time is over
 * or where its starter is gone, and then sees to it that the debugger's process runs on. The
 * guard's own parent, the keeper, does nothing but wait, and does the guard's work where that is
 * killed. Where both are killed their starter does it. All of them adopt orphans, so that whatever
 * a debugger leaves behind, in what group or session ever, is found and ended by the next of them.
 */
#ifndef ST_COLLECT_GUARD_H
#define ST_COLLECT_GUARD_H

#include "collect/debugger.h"
#include "collect/mend.h"

#include <sys/types.h>

struct guard_task {
	struct debugger debugger;
	int output; /* what it prints goes there, standard error too */
	struct mend target;
};

struct guard_report {
	int error;            /* errno, where the debugger could not be started */
	int status;           /* its end, as waitpid(2) gives it */
	bool ended;           /* it has ended */
	bool timed_out;       /* it was killed since its time was over */
	bool unguarded;       /* its guard was killed, and it was for that */
	bool mended;          /* its process had been left stopped, and was continued */
	long long stopped_ms; /* how long the process was traced; -1: that was not seen */
};

struct guard {
	const struct guard_task *task;
	pid_t keeper;
	bool others; /* their starter has other children, too (offspring_has_others()) */
	int control; /* readable when there is a report, or when both have died */
};

/* False with errno: there is no guard, and nothing was started. The task is to stay. */
bool guard_start(struct guard *guard, const struct guard_task *task);

/* Continues the keeper where somebody has stopped it; the keeper does so with the guard. */
void guard_continue(const struct guard *guard);

/* Asks it to end the debugger now; the report comes all the same. */
void guard_stop(const struct guard *guard);

/* Waits for the report; from then on the process runs, and nothing of the debugger is left. */
void guard_end(struct guard *guard, struct guard_report *report);

#endif
