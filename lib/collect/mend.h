/* A process that a debugger left stopped is made to run on. */
#ifndef ST_COLLECT_MEND_H
#define ST_COLLECT_MEND_H

#include <stdbool.h>

struct mend {
	long long pid;   /* below 0: there is no process to look after */
	long long start; /* of the process (struct proc) */
	bool stopped;    /* it was stopped before the debugger came, and stays so */
};

/* What there is to know of the process before a debugger comes. */
struct mend mend_before(long long pid);

/*
 * After the debugger has ended: waits until the process is traced no more and runs, for some
 * seconds at the most, and continues it with SIGCONT where it is left stopped. True: it had to.
 */
bool mend_after(const struct mend *mend);

/* Whether some debugger has the process now. */
bool mend_is_traced(const struct mend *mend);

#endif
