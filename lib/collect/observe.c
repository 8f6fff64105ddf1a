#include "collect/observe.h"

#include "base/memory.h"
#include "collect/filelocks.h"
#include "collect/maps.h"
#include "collect/proc.h"
#include "collect/proclocks.h"
#include "collect/python/pylive.h"
#include "collect/syscalls.h"
#include "collect/system.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	ARGUMENTS = 6,
	TITLE_MAX = 4096, /* short, since each record of a thread has it */
	NS_PER_MS = 1000000,
};

static bool
is_refusal(int error)
{
	return error == EACCES || error == EPERM;
}

/*
 * Reads `202 0x7f… 0x80 …`: the number of a call, six arguments, stack pointer and program counter. The kernel says
 * `running`, or `-1 …` of a thread that waits but is in no call. Returns errno if it says nothing, or 0.
 */
static int
read_syscall(long long pid, struct past *now)
{
	char text[256], *rest;
	const char *name;
	long long number;
	size_t length = 0;

	if (!proc_file(pid, now->lwp, "syscall", text, sizeof(text)))
		return errno;
	number = strtoll(text, &rest, 10);
	if (rest == text || number < 0)
		return 0;
	name = syscalls_name(number);
	if (name != NULL)
		snprintf(now->syscall, sizeof(now->syscall), "%s", name);
	else
		snprintf(now->syscall, sizeof(now->syscall), "%lld", number);
	rest += *rest == ' ';
	for (int word = 0; word < ARGUMENTS; word++)
		length += strcspn(rest + length, " \n") + (word < ARGUMENTS - 1);
	snprintf(now->args, sizeof(now->args), "%.*s", (int)length, rest);
	return 0;
}

/* Nanoseconds that the thread has run on a CPU; in whole ticks if the kernel does not count them. */
static long long
cpu_time(long long pid, const struct proc *thread)
{
	char text[128], *end;
	long long number;
	long ticks = sysconf(_SC_CLK_TCK);

	if (proc_file(pid, thread->pid, "schedstat", text, sizeof(text))) {
		number = strtoll(text, &end, 10);
		if (end != text && (number > 0 || thread->ticks == 0))
			return number;
	}
	return ticks <= 0 ? -1 : thread->ticks * (1000LL * NS_PER_MS / ticks);
}

static void
observe_thread(struct observing *observing, long long pid, const struct proc *proc,
    struct captured_thread *thread, struct past *now)
{
	*now =
	    (struct past){ .lwp = proc->pid, .start = proc->start, .cpu_ns = cpu_time(pid, proc) };
	/* for a kernel thread the kernel prints a call that it is not in */
	if (proc->vm_kib > 0)
		observing->refused = is_refusal(read_syscall(pid, now)) || observing->refused;
	*thread = (struct captured_thread){
		.lwp = proc->pid,
		.comm = arena_copy(observing->memory, bytes_of(proc->comm)),
		.observed = observed_nothing,
	};
	thread->observed.kernel_state =
	    arena_copy(observing->memory, (struct bytes){ &proc->state, 1 });
	thread->observed.syscall = arena_copy(observing->memory, bytes_of(now->syscall));
	thread->observed.syscall_args = arena_copy(observing->memory, bytes_of(now->args));
	thread->observed.cpu_ms = now->cpu_ns < 0 ? -1 : now->cpu_ns / NS_PER_MS;
}

static void
observe_threads(struct observing *observing, long long pid)
{
	struct captured *captured = observing->captured;
	long long at_ms = system_now_ms();
	struct proc_list list;
	struct captured_thread *threads;
	struct past *now;

	if (!proc_list(pid, &list)) {
		observing->threads_error = errno;
		return;
	}
	threads = arena_zero(observing->memory, list.count * sizeof(*threads));
	now = memory_zero(list.count, sizeof(*now));
	for (size_t i = 0; i < list.count && threads != NULL && now != NULL; i++) {
		observe_thread(observing, pid, &list.procs[i], &threads[i], &now[i]);
		captured->thread_count++;
	}
	captured->threads = observing->threads = threads;
	filelocks_find(threads, captured->thread_count, pid, observing->memory);
	proc_free_list(&list);
	if (now != NULL && captured->thread_count > 0 && observing->history != NULL)
		history_add(observing->history, threads, now, captured->thread_count, at_ms);
	else
		free(now);
}

/* Servers write what they do over their arguments, and fill up the rest with NULs. */
static int
read_title(struct observing *observing, struct reader *reader)
{
	char text[TITLE_MAX];
	ssize_t got = reader_read(reader, READER_CMDLINE, 0, text, sizeof(text));

	for (ssize_t i = 0; i < got; i++)
		if (text[i] == '\0')
			text[i] = ' ';
	if (got > 0)
		observing->captured->process.title =
		    arena_copy(observing->memory, bytes_trim((struct bytes){ text, (size_t)got }));
	return got < 0 ? errno : 0;
}

/* The thread by whose number the process's memory is found: a first thread that has ended has none any more. */
static long long
living_thread(const struct captured *captured, long long pid)
{
	const struct captured_thread *threads = captured->threads;
	size_t count = captured->thread_count;

	if (count > 1 && bytes_equal(threads[0].observed.kernel_state, BYTES("Z")))
		return threads[count - 1].lwp;
	return pid;
}

/* Notes a refusal. Gives 0 for it, and if the process has ended meanwhile: that is no news. Else the error. */
static int
sort_out(struct observing *observing, int error)
{
	observing->refused = observing->refused || is_refusal(error);
	return is_refusal(error) || error == ENOENT || error == ESRCH ? 0 : error;
}

static void
observe_python(struct observing *observing, long long pid, struct reader *reader)
{
	const struct elf_source memory = reader_memory(reader);
	int error;

	if (observing->python == NULL)
		return;
	pyruntime_find(observing->python, &memory, observing->modules);
	if (observing->python->kind != PYRUNTIME_KNOWN || observing->stacks == NULL)
		return;
	error = pylive_read_moving(pid, reader, &observing->python->runtime, observing->stacks);
	if (observing->threads_error == 0)
		observing->threads_error = sort_out(observing, error);
	/* the GIL is a lock, too: threads that wait for it and for other locks have to do so at the same time */
	proclocks_confirm(pid, reader, observing->modules, false, observing->locks);
}

static void
observe_memory(struct observing *observing, long long pid)
{
	struct reader reader;
	char folder[64];
	int title, modules;

	snprintf(folder, sizeof(folder), "/proc/%lld", living_thread(observing->captured, pid));
	reader_open(&reader, folder);
	title = sort_out(observing, read_title(observing, &reader));
	modules = sort_out(observing, maps_read(&reader, observing->modules));
	observing->memory_error = modules != 0 ? modules : title;
	/* before a debugger comes: afterwards some threads wait in another call */
	proclocks_read(pid, &reader, observing->modules, observing->locks);
	observe_python(observing, pid, &reader);
	if (observing->memory_error == 0) /* the reader may have been given up meanwhile */
		observing->memory_error = sort_out(observing, reader.error);
	reader_close(&reader);
}

struct bytes
observe_time(time_t seconds, struct arena *memory)
{
	char text[32];
	struct tm utc;

	if (gmtime_r(&seconds, &utc) == NULL ||
	    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
		return BYTES_NONE;
	return arena_copy(memory, bytes_of(text));
}

static void
observe_start(struct observing *observing, long long pid)
{
	struct proc proc;
	time_t start = proc_read(pid, 0, &proc) ? (time_t)proc_start_time(&proc) : 0;

	if (start > 0)
		observing->captured->process.started = observe_time(start, observing->memory);
}

void
observe_process(struct observing *observing, long long pid)
{
	if (!proc_is_there())
		return;
	observe_threads(observing, pid);
	observe_start(observing, pid);
	observe_memory(observing, pid);
}
