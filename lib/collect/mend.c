#include "collect/mend.h"

#include <signal.h>
#include <time.h>

enum {
	LOOK_MS = 2,
	LOOKS = 2500, /* five seconds */
	/*
	 * A SIGSTOP that is no longer pending and has not stopped the process yet cannot be seen,
	 * so it has to be found running several times.
	 */
	CALM = 10,
};

/* The same process as before, and not another with its number. */
static bool
is_still_there(const struct proc *before, struct proc *proc)
{
	return before->pid > 0 && proc_read(before->pid, 0, proc) && proc->start == before->start;
}

bool
mend_is_traced(const struct proc *before)
{
	struct proc proc;

	return is_still_there(before, &proc) && proc.tracer > 0;
}

static bool
is_stopped(const struct proc *thread, long long tracer)
{
	return thread->tracer == tracer &&
	    (thread->state == 'T' || thread->state == 't' || thread->stop_pending);
}

/*
 * A debugger that was killed between PTRACE_ATTACH and its wait has sent a SIGSTOP that nobody
 * takes back. gdb 13 that gets a SIGTERM leaves it so, too, and exits with status 0.
 */
bool
mend_after(const struct proc *before)
{
	const struct timespec pause = { 0, LOOK_MS * 1000000L };
	bool mended = false;
	int calm = 0;

	for (int look = 0; look < LOOKS && calm < CALM; look++) {
		struct proc proc;

		if (before->state == 'T' || !is_still_there(before, &proc))
			break;
		if (proc.tracer > 0) {
			calm = 0;
		} else if (proc_find(before->pid, is_stopped, 0) > 0) {
			kill((pid_t)before->pid, SIGCONT);
			mended = true;
			calm = 0;
		} else {
			calm++;
		}
		nanosleep(&pause, NULL);
	}
	return mended;
}
