#define _DEFAULT_SOURCE /* ptrace() */
#include "collect/python/pylive.h"

#include "collect/system.h"
#include "pyprocess.h"

#include <sys/ptrace.h>
#include <time.h>

static const struct pystacks_thread *
find(const struct pystacks *stacks, long long lwp)
{
	for (size_t i = 0; i < stacks->count; i++)
		if (stacks->threads[i].lwp == lwp)
			return &stacks->threads[i];
	return NULL;
}

/* What the script says of its threads. */
static void
check_stacks(const struct pystacks *stacks, const struct pyprocess *process)
{
	static const char inner[] = "[{\"function\":\"wait_here\",\"file\":\"<string>\",\"line\":3",
			  outer[] = "{\"function\":\"outer\",\"file\":\"<string>\",\"line\":5",
			  module[] = "{\"function\":\"<module>\",\"file\":\"<string>\",\"line\":8";
	const struct pystacks_thread *waiter = find(stacks, process->waiter);
	const struct pystacks_thread *first = find(stacks, (long long)process->pid);

	CHECK(!stacks->unread && stacks->left_out == 0 && stacks->count == 2);
	if (CHECK(waiter != NULL)) {
		CHECK(bytes_start(waiter->frames, bytes_of(inner)));
		CHECK(bytes_find(waiter->frames, bytes_of(outer)) != NULL);
		CHECK(bytes_find(waiter->frames, BYTES("\"<module>\"")) == NULL);
		CHECK_TEXT(waiter->name, BYTES("a waiter"));
		CHECK(waiter->waits == 0 && !waiter->cut);
	}
	if (CHECK(first != NULL))
		CHECK(bytes_find(first->frames, bytes_of(module)) != NULL && first->name.len == 0);
	/* both wait outside of Python */
	CHECK(stacks->holder_count == 0);
}

/* While it runs; its threads sleep by then. */
static void
moving(struct pyprocess *process, const struct pyruntime *python)
{
	struct pystacks stacks = { .memory = arena_new(1 << 24) };
	int error = 0;

	for (int i = 0; i < 30 && stacks.count < 2 && error == 0; i++)
		error =
		    pylive_read_moving(process->pid, &process->reader, &python->runtime, &stacks);
	CHECK(error == 0);
	check_stacks(&stacks, process);
	arena_free(stacks.memory);
	pystacks_free(&stacks);
}

/* A debugger that stops all threads, and then waits for its end. */
static pid_t
start_tracer(const struct pyprocess *process)
{
	const pid_t threads[] = { process->pid, (pid_t)process->waiter };
	pid_t tracer = fork();

	if (tracer != 0)
		return tracer;
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		if (ptrace(PTRACE_ATTACH, threads[i], NULL, NULL) == -1 ||
		    waitpid(threads[i], NULL, 0x40000000 /* __WALL */) == -1)
			_exit(1);
	for (;;)
		pause();
}

static void
stopped(struct pyprocess *process, const struct pyruntime *python)
{
	struct pystacks stacks = { .memory = arena_new(1 << 24) };
	struct locks locks = { .count = 0 };
	struct pylive_stop stop = { .pid = process->pid,
		.runtime = &python->runtime,
		.modules = &process->map,
		.locks = &locks,
		.stacks = &stacks };
	long long begun = system_now_ms();
	int again;
	pid_t tracer;

	/* as long as it runs nothing is read */
	CHECK(
	    pylive_read_stopped(&stop) >= 0 && !stop.done && stop.tries == 0 && stacks.count == 0);
	tracer = start_tracer(process);
	do {
		again = pylive_read_stopped(&stop);
		nanosleep(&(struct timespec){ 0, again > 0 ? again * 1000000L : 0 }, NULL);
	} while (again >= 0 && system_now_ms() - begun < 30000);
	CHECK(again < 0 && stop.done && stop.tries >= 1);
	check_stacks(&stacks, process);
	kill(tracer, SIGKILL);
	waitpid(tracer, NULL, 0);
	arena_free(stacks.memory);
	pystacks_free(&stacks);
}

int
main(void)
{
	struct pyprocess process;
	struct pyruntime python;
	struct elf_source memory;
	struct pylive_stop gone = { .pid = 1LL << 40 };

	CHECK(pylive_read_stopped(&gone) < 0);
	if (!pyprocess_begin(&process))
		return check_end();
	memory = reader_memory(&process.reader);
	pyruntime_find(&python, &memory, &process.map);
	if (python.kind == PYRUNTIME_KNOWN) {
		moving(&process, &python);
		stopped(&process, &python);
	}
	pyprocess_end(&process);
	return check_end();
}
