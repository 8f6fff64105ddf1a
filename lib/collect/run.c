#include "collect/run.h"

#include "collect/interrupts.h"
#include "collect/system.h"

#include <errno.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	LOOK_MS = 100, /* a signal that comes just before poll(2) is seen no later */
	ORPHAN_MS = 10000,
	ORPHAN_LOOK_MS = 5,
};

static void
wait_for_guard(const struct guard *guard)
{
	struct pollfd control = { .fd = guard->control, .events = POLLIN };
	bool stopped = false;

	while (poll(&control, 1, LOOK_MS) <= 0) {
		if (interrupts_came() == 0 || stopped)
			continue;
		guard_stop(guard);
		stopped = true;
	}
}

/*
 * The guard was killed: the debugger has died with it (system_die_with_parent()) and is a child
 * of ours now, or was never started.
 */
static void
do_guards_work(struct run *run, const struct mend *target)
{
	const struct timespec pause = { 0, ORPHAN_LOOK_MS * 1000000L };
	int status;

	for (int waited = 0; waited < ORPHAN_MS; waited += ORPHAN_LOOK_MS) {
		pid_t pid = waitpid(-1, &status, WNOHANG);

		if (pid == -1)
			break;
		if (pid > 0) {
			run->report.status = status;
			run->report.ended = true;
		} else {
			nanosleep(&pause, NULL);
		}
	}
	run->report.mended = mend_after(target);
}

static bool
map_output(struct run *run, int output)
{
	struct stat stat;

	if (fstat(output, &stat) == -1)
		return false;
	if (stat.st_size == 0)
		return true;
	run->memory = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, output, 0);
	if (run->memory == MAP_FAILED)
		return false;
	run->text = (struct bytes){ run->memory, (size_t)stat.st_size };
	return true;
}

void
run_debugger(
    struct run *run, char *const *arguments, const struct mend *target, long long timeout_ms)
{
	struct guard_task task = { .arguments = arguments,
		.output = system_private_file(),
		.timeout_ms = timeout_ms,
		.target = *target };
	struct guard guard;

	*run = (struct run){ .report = { .stopped_ms = -1 } };
	system_adopt_orphans();
	if (task.output == -1 || !guard_start(&guard, &task)) {
		run->error = errno;
	} else {
		wait_for_guard(&guard);
		run->guarded = guard_end(&guard, &run->report);
		if (!run->guarded) {
			run->report = (struct guard_report){ .stopped_ms = -1 };
			do_guards_work(run, target);
		}
		if (!map_output(run, task.output))
			run->error = errno;
	}
	if (task.output != -1)
		close(task.output);
}

void
run_free(struct run *run)
{
	if (run->text.len > 0)
		munmap(run->memory, run->text.len);
	run->text = (struct bytes){ NULL, 0 };
}
