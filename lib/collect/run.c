#include "collect/run.h"

#include "collect/interrupts.h"
#include "collect/system.h"

#include <errno.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOOK_MS = 100 }; /* a signal that comes just before poll(2) is seen no later */

static void
wait_for_guard(const struct guard *guard)
{
	struct pollfd control = { .fd = guard->control, .events = POLLIN };
	bool stopped = false;

	while (poll(&control, 1, LOOK_MS) <= 0) {
		guard_continue(guard);
		if (interrupts_came() == 0 || stopped)
			continue;
		guard_stop(guard);
		stopped = true;
	}
}

/* The debugger may have left somebody who has it open and could cut it off. */
static bool
map_output(struct run *run, int output)
{
	struct stat stat;

	if (!system_seal_file(output) || fstat(output, &stat) == -1)
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
run_debugger(struct run *run, const struct debugger *debugger, const struct mend *target)
{
	const struct guard_task task = {
		.debugger = *debugger, .output = system_private_file(), .target = *target
	};
	struct guard guard;

	*run = (struct run){ .report = { .stopped_ms = -1 } };
	if (task.output == -1 || !guard_start(&guard, &task)) {
		run->error = errno;
	} else {
		wait_for_guard(&guard);
		guard_end(&guard, &run->report);
		run->ran = run->report.error == 0;
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
