/*
 * One run of a debugger, and the processes that watch over it. The guard is the debugger's parent: it ends
 * the debugger when its time is over or st-collect is gone, and then makes sure that the debugged process
 * runs on. The guard's parent, the keeper, only waits; if the guard is killed, it does the guard's work. If
 * both are killed, st-collect does it. All of them adopt orphans: so whatever a debugger leaves behind, in
 * any process group or session, is found and ended.
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
	bool timed_out;       /* it was killed because its time was over */
	bool let_go;          /* it was killed because it had stopped the process for too long */
	bool unguarded;       /* it was killed because its guard was */
	bool mended;          /* it left the process stopped, which was continued */
	long long stopped_ms; /* how long the process was traced; -1: not known */
};

struct run {
	struct run_report report;
	bool ran;          /* it was started; so an error is one of reading its output */
	struct bytes text; /* what the debugger printed, from the mark on; good until run_free() */
	struct bytes memory; /* private to run.c: the mapping that holds the text */
};

/*
 * Runs the debugger and returns when it has ended, nothing of it is left, and the process that it
 * was given runs on. An interrupt (interrupts.h) ends it.
 */
void run_debugger(struct run *run, const struct debugger_task *debugger);
void run_free(struct run *run);

#endif
