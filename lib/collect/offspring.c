#include "collect/offspring.h"

#include "collect/proc.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	LOOK_MS = 5,
	LOOKS = 2000, /* ten seconds: gdb takes 12 ms to be gone once it is killed */
};

static void
note_end(struct offspring *offspring, pid_t pid, int status)
{
	if (offspring->first != 0 && offspring->first != pid)
		return;
	offspring->ended = true;
	offspring->status = status;
}

bool
offspring_has_ended(struct offspring *offspring)
{
	int status = 0;

	if (!offspring->ended && waitpid(offspring->first, &status, WNOHANG) != 0)
		note_end(offspring, offspring->first, status);
	return offspring->ended;
}

/* False: there is none to wait for. */
static bool
wait_for_ended(struct offspring *offspring)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		note_end(offspring, pid, status);
	return pid == 0 || errno != ECHILD;
}

bool
offspring_has_others(void)
{
	siginfo_t info;

	return getpid() == 1 || waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

static bool
is_ours(const struct offspring *offspring, const struct proc *proc)
{
	return proc->parent == (long long)getpid() &&
	    (offspring->session == 0 || proc->session == (long long)offspring->session);
}

/* Nobody else gets the number of a child before it is waited for. False: there is no child of ours. */
static bool
kill_children(const struct offspring *offspring)
{
	struct proc_list all;
	bool any = false;

	if (!proc_is_ours() || !proc_list(0, &all)) {
		/* no Linux: at least those that stayed in the group of the first */
		if (offspring->first > 0 && !offspring->ended) {
			kill(-offspring->first, SIGKILL);
			kill(offspring->first, SIGKILL);
		}
		return true;
	}
	for (size_t i = 0; i < all.count; i++) {
		if (is_ours(offspring, &all.procs[i])) {
			kill((pid_t)all.procs[i].pid, SIGKILL);
			any = true;
		}
	}
	proc_free_list(&all);
	return any;
}

void
offspring_end(struct offspring *offspring)
{
	const struct timespec pause = { 0, LOOK_MS * 1000000L };

	for (int look = 0; look < LOOKS; look++) {
		if (!wait_for_ended(offspring) || !kill_children(offspring))
			return;
		nanosleep(&pause, NULL);
	}
}
