#define _DEFAULT_SOURCE /* prctl() */
#include "check.h"
#include "collect/proc.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the kernel tells about this process, compared with what it knows itself. */
static void
itself(void)
{
	char exe[PROC_PATH], real[PROC_PATH];
	struct proc proc;

	/* a name that contains what follows a name in /proc */
	prctl(PR_SET_NAME, "a) R 1 (b");
	CHECK(proc_is_there() && proc_is_ours());
	CHECK(proc_read(getpid(), 0, &proc));
	CHECK_TEXT(bytes_of(proc.comm), BYTES("a) R 1 (b"));
	CHECK(proc.pid == getpid() && proc.tgid == getpid() && proc.parent == getppid());
	CHECK(proc.session == getsid(0) && proc.uid == (long long)geteuid());
	CHECK(proc.state == 'R' && proc.tracer == 0 && proc.vm_kib > 0 && proc.start > 0);
	CHECK(proc.ns_pid > 0 && !proc.stop_pending);
	CHECK(proc_exe(getpid(), exe) && realpath("/proc/self/exe", real) != NULL);
	CHECK_TEXT(bytes_of(exe), bytes_of(real));
}

static bool
is_this(const struct proc *proc, long long number)
{
	return proc->pid == number;
}

static void
lists(void)
{
	struct proc_list list;
	bool ascending = true;

	CHECK(proc_find(0, is_this, getpid()) == getpid());
	CHECK(proc_find(getpid(), is_this, getpid()) == getpid());
	CHECK(proc_find(0, is_this, -1) == 0);
	CHECK(proc_list(getpid(), &list) && list.count == 1);
	proc_free_list(&list);
	CHECK(proc_list(0, &list) && list.count > 0);
	for (size_t i = 1; i < list.count; i++)
		ascending = ascending && list.procs[i - 1].pid < list.procs[i].pid;
	CHECK(ascending);
	proc_free_list(&list);
}

/* A child that is stopped, then a zombie, then no more there. */
static void
child(void)
{
	pid_t pid = fork();
	struct proc proc;

	if (pid == 0)
		for (;;)
			pause();
	kill(pid, SIGSTOP);
	CHECK(waitpid(pid, NULL, WUNTRACED) == pid);
	CHECK(proc_read(pid, 0, &proc) && proc.state == 'T' && proc.parent == getpid());
	kill(pid, SIGKILL);
	CHECK(waitid(P_PID, (id_t)pid, &(siginfo_t){ .si_pid = 0 }, WEXITED | WNOWAIT) == 0);
	CHECK(proc_read(pid, 0, &proc) && proc.state == 'Z' && proc.vm_kib == 0);
	waitpid(pid, NULL, 0);
	CHECK(!proc_read(pid, 0, &proc));
}

int
main(void)
{
	itself();
	lists();
	child();
	return check_end();
}
