#define _DEFAULT_SOURCE /* ptrace() */
#include "collect/mend.h"

#include "check.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void
pause_moment(void)
{
	nanosleep(&(struct timespec){ 0, 2000000 }, NULL);
}

static pid_t
start_process(void)
{
	pid_t child = fork();

	if (child == 0)
		for (;;)
			pause();
	return child;
}

/* Waits until the process is in one of these states. */
static bool
reaches(pid_t pid, const char *states, struct proc *proc)
{
	for (int i = 0; i < 5000; i++) {
		if (proc_read(pid, 0, proc) && strchr(states, proc->state) != NULL)
			return true;
		pause_moment();
	}
	return false;
}

static void
end_process(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

/* One that runs is left alone; one that was left stopped is continued; one that was stopped before stays so. */
static void
stopped(void)
{
	pid_t pid = start_process();
	struct proc before, now;

	CHECK(reaches(pid, "S", &before));
	CHECK(!mend_is_traced(&before) && !mend_after(&before));
	kill(pid, SIGSTOP);
	CHECK(reaches(pid, "T", &now));
	CHECK(mend_after(&before));
	CHECK(reaches(pid, "S", &now));
	kill(pid, SIGSTOP);
	CHECK(reaches(pid, "T", &before));
	CHECK(!mend_after(&before));
	CHECK(proc_read(pid, 0, &now) && now.state == 'T');
	end_process(pid);
	/* it is gone; and there was none */
	CHECK(!mend_after(&before) && !mend_is_traced(&before));
	CHECK(
	    !mend_after(&(struct proc){ .pid = 0 }) && !mend_is_traced(&(struct proc){ .pid = 0 }));
}

/* Another process with its number is not touched. */
static void
other(void)
{
	pid_t pid = start_process();
	struct proc before, now;

	CHECK(reaches(pid, "S", &before));
	before.start--;
	kill(pid, SIGSTOP);
	CHECK(reaches(pid, "T", &now));
	CHECK(!mend_after(&before) && !mend_is_traced(&before));
	CHECK(proc_read(pid, 0, &now) && now.state == 'T');
	end_process(pid);
}

/* A tracer that was killed, at a moment between its attach and its wait: the process runs afterwards. */
static void
killed_tracer(bool waits)
{
	pid_t pid = start_process(), tracer;
	struct proc before, now;
	int status;

	CHECK(reaches(pid, "S", &before));
	tracer = fork();
	if (tracer == 0) {
		if (ptrace(PTRACE_ATTACH, pid, NULL, NULL) == -1)
			_exit(1);
		if (waits)
			waitpid(pid, &status, 0);
		for (;;)
			pause();
	}
	for (int i = 0;
	     i < 5000 && !mend_is_traced(&before) && waitpid(tracer, &status, WNOHANG) == 0; i++)
		pause_moment();
	if (CHECK(mend_is_traced(&before))) {
		kill(tracer, SIGKILL);
		waitpid(tracer, NULL, 0);
		(void)mend_after(&before);
		CHECK(reaches(pid, "S", &now) && now.tracer == 0);
		/* and it stays so */
		nanosleep(&(struct timespec){ 0, 50000000 }, NULL);
		CHECK(proc_read(pid, 0, &now) && now.state == 'S');
	}
	end_process(pid);
}

int
main(void)
{
	stopped();
	other();
	killed_tracer(true);
	killed_tracer(false);
	return check_end();
}
