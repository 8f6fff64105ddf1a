/*
 * One run of a debugger, and who watches over it. The guard is its parent: it ends the debugger
 * where its time is over or where its starter is gone, and then sees to it that the debugger's
 * process runs on. The guard's own parent, the keeper, does nothing but wait, and does the guard's
 * work where that is killed. Where both are killed their starter does it. All of them adopt orphans,
 * so that whatever a debugger leaves behind, in what group or session ever, is found and ended by
 * the next of them.
 */
#ifndef ST_COLLECT_RUN_H
#define ST_COLLECT_RUN_H

#include "base/bytes.h"
#include "collect/debugger.h"

struct run_report {
	/* errno, where the debugger could not be started, or its output not be read */
	int error;
	int status;           /* its end, as waitpid(2) gives it */
	bool ended;           /* it has ended */
	bool timed_out;       /* it was killed since its time was over */
	bool let_go;          /* it was killed since it had stopped the process for too long */
	bool unguarded;       /* its guard was killed, and it was for that */
	bool mended;          /* its process had been left stopped, and was continued */
	long long stopped_ms; /* how long the process was traced; -1: that was not seen */
};

struct run {
	struct run_report report;
	bool ran;          /* it was run; an error is one of reading its output */
	struct bytes text; /* what the debugger printed, from the mark on; good until run_free() */
	struct bytes memory; /* run.c's own: where that is */
};

/*
 * Runs the debugger and returns when it has ended, nothing of it is left, and the process that it
 * was given runs on. An interrupt (interrupts.h) ends it.
 */
void run_debugger(struct run *run, const struct debugger *debugger);
void run_free(struct run *run);

#endif
