#include "collect/mend.h"

#include "collect/proc.h"

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

struct mend
mend_before(long long pid)
{
	struct mend mend = { .pid = -1 };
	struct proc proc;

	if (pid > 0 && proc_read(pid, 0, &proc)) {
		mend.pid = pid;
		mend.start = proc.start;
		mend.stopped = proc.state == 'T';
	}
	return mend;
}

/* The same process as before, and not another with its number. */
static bool
is_still_there(const struct mend *mend, struct proc *proc)
{
	return mend->pid > 0 && proc_read(mend->pid, 0, proc) && proc->start == mend->start;
}

bool
mend_is_traced(const struct mend *mend)
{
	struct proc proc;

	return is_still_there(mend, &proc) && proc.tracer > 0;
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
mend_after(const struct mend *mend)
{
	const struct timespec pause = { 0, LOOK_MS * 1000000L };
	bool mended = false;
	int calm = 0;

	for (int look = 0; look < LOOKS && calm < CALM; look++) {
		struct proc proc;

		if (mend->stopped || !is_still_there(mend, &proc))
			break;
		if (proc.tracer > 0) {
			calm = 0;
		} else if (proc_find(mend->pid, is_stopped, 0) > 0) {
			kill((pid_t)mend->pid, SIGCONT);
			mended = true;
			calm = 0;
		} else {
			calm++;
		}
		nanosleep(&pause, NULL);
	}
	return mended;
}
