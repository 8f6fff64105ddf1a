/* A process that a debugger left stopped is made to run on. */
#ifndef ST_COLLECT_MEND_H
#define ST_COLLECT_MEND_H

#include "collect/proc.h"

/* Both take the process as it was before the debugger came; of number 0, there is none. */

/* Whether some debugger has the process now. */
bool mend_is_traced(const struct proc *before);

/*
 * After the debugger has ended: waits until the process is traced no more and runs, for some
 * seconds at the most, and continues it with SIGCONT where it is left stopped; one that was stopped
 * before stays so. True: it had to.
 */
bool mend_after(const struct proc *before);

#endif
