/* Makes a process run on that a debugger left stopped. */
#ifndef ST_COLLECT_MEND_H
#define ST_COLLECT_MEND_H

#include "collect/proc.h"

/* Both take the process as it was before the debugger came; if its pid is 0, there is no process. */

/* Whether a debugger traces the process now. */
bool mend_is_traced(const struct proc *before);

/*
 * Called after the debugger has ended: waits, for some seconds at most, until the process is not traced any more and each
 * thread that was about to run has run. If it stays stopped, or it cannot be told whether it will, sends it SIGCONT, and
 * gives true; but a process that was stopped before stays stopped.
 */
bool mend_after(const struct proc *before);

#endif
