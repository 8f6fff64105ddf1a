#include "collect/mend.h"

#include <signal.h>
#include <string.h>
#include <time.h>

enum {
	LOOK_MS = 2,
	LOOKS = 2500, /* five seconds */
	CALM = 10,    /* looks in a row, after all threads that were about to run have run */
	SCHEDULE_SIZE = 128,
};

/* Whether the process is still there, and not another one with its number. */
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

static void
pause_between_looks(void)
{
	const struct timespec pause = { 0, LOOK_MS * 1000000L };

	nanosleep(&pause, NULL);
}

/* Waits until a thread that is about to run has run, or the looks are used up. Running changes its time in /proc. */
static void
let_thread_run(long long pid, long long tid, int *looks)
{
	char before[SCHEDULE_SIZE], now[SCHEDULE_SIZE];
	struct proc thread;

	/* a kernel that does not count the time says 0 for all threads */
	if (!proc_file(pid, tid, "schedstat", before, sizeof(before)) ||
	    strncmp(before, "0 0 0", 5) == 0)
		return;
	while (*looks < LOOKS && proc_read(pid, tid, &thread) && thread.state == 'R' &&
	    proc_file(pid, tid, "schedstat", now, sizeof(now)) && strcmp(before, now) == 0) {
		pause_between_looks();
		++*looks;
	}
}

/*
 * A SIGSTOP that a thread has taken, but not acted on yet, is seen nowhere. Such a thread is about to run, which may
 * take long on a busy machine.
 */
static void
let_run(long long pid, int *looks)
{
	struct proc_list threads;

	if (!proc_list(pid, &threads))
		return;
	for (size_t i = 0; i < threads.count; i++)
		if (threads.procs[i].state == 'R')
			let_thread_run(pid, threads.procs[i].pid, looks);
	proc_free_list(&threads);
}

/*
 * A debugger that was killed between PTRACE_ATTACH and its wait has sent a SIGSTOP that nobody takes back. gdb 13 also
 * leaves one when it gets a SIGTERM, and exits with status 0.
 */
bool
mend_after(const struct proc *before)
{
	bool mended = false;
	int calm = 0, look = 0;
	struct proc proc = { .tracer = 0 };

	for (; look < LOOKS && calm < CALM; look++) {
		if (before->state == 'T' || !is_still_there(before, &proc))
			return mended;
		if (proc.tracer > 0) {
			calm = 0;
		} else if (proc_find(before->pid, is_stopped, 0) > 0) {
			kill((pid_t)before->pid, SIGCONT);
			mended = true;
			calm = 0;
		} else if (calm++ == 0) {
			let_run(before->pid, &look);
		}
		pause_between_looks();
	}
	/* this also takes back a SIGSTOP that a thread has taken but not acted on */
	if (calm < CALM && proc.tracer == 0 && kill((pid_t)before->pid, SIGCONT) == 0)
		mended = true;
	return mended;
}
