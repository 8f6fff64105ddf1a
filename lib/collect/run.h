/* One run of a debugger, seen from the side that wants its output. */
#ifndef ST_COLLECT_RUN_H
#define ST_COLLECT_RUN_H

#include "base/bytes.h"
#include "collect/guard.h"

struct run {
	struct guard_report report;
	int error;         /* errno, where nothing could be run at all, or the output not be read */
	bool ran;          /* it was run; an error is one of reading its output */
	struct bytes text; /* all that the debugger printed */
	void *memory;      /* where that is mapped */
};

/*
 * Runs the debugger over the target, which may be none, and returns when it has ended and the
 * target runs on. An interrupt (interrupts.h) ends it.
 */
void run_debugger(struct run *run, const struct debugger *debugger, const struct mend *target);
void run_free(struct run *run);

#endif
