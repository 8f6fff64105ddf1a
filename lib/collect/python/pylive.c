#include "collect/python/pylive.h"

#include "collect/interrupts.h"
#include "collect/proc.h"
#include "collect/system.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	READINGS = 100, /* of a process that runs, while one of its threads is not known yet */
	READINGS_MS = 1000,
	READING_MS = 3, /* from one to the next: threads take turns at the GIL every 5 ms */
	STOPS = 10,     /* how often a stopped process is read, if it ran on meanwhile */
	LOOK_MS = 2,
	LINE_SIZE = 256,
};

/* Of a thread of the process whose number `pid` points to. */
static struct futex_call
call_of(const void *pid, long long lwp)
{
	char line[LINE_SIZE];

	return proc_file(*(const long long *)pid, lwp, "syscall", line, sizeof(line))
	    ? locks_parse_call(line)
	    : locks_no_call;
}

static long long
sleeps_of(const void *pid, long long lwp)
{
	struct proc thread;

	return proc_read(*(const long long *)pid, lwp, &thread) && thread.state != 'R'
	    ? thread.sleeps
	    : -1;
}

/* False: nothing could be read. */
static bool
walk(struct pywalk *walk, const struct proc_list *threads, struct reader *reader,
    const struct pywalk_runtime *runtime, struct pystacks_look look)
{
	const struct elf_source memory = reader_memory(reader);
	struct futex_process process = { .memory = &memory };
	bool good;

	*walk = (struct pywalk){ .count = 0 };
	look.memory = &memory;
	look.threads = &process;
	good = proclocks_list_threads(&process, threads) && pystacks_walk(walk, runtime, &look);
	free(process.threads);
	return good;
}

/* False: *error is the errno of listing the threads, if that was why. */
static bool
walk_moving(struct pywalk *to, long long pid, struct reader *reader,
    const struct pywalk_runtime *runtime, const struct pystacks *known, int *error)
{
	struct proc_list threads;
	bool good;

	*to = (struct pywalk){ .count = 0 };
	*error = 0;
	if (!proc_list(pid, &threads)) {
		*error = errno;
		return false;
	}
	good = walk(to, &threads, reader, runtime,
	    (struct pystacks_look){
		.call = call_of, .sleeps = sleeps_of, .from = &pid, .known = known });
	proc_free_list(&threads);
	return good;
}

int
pylive_read_moving(long long pid, struct reader *reader, const struct pywalk_runtime *runtime,
    struct pystacks *stacks)
{
	const long long begun = system_now_ms();
	long long moment = begun;
	struct pywalk earlier, now;
	int error;
	bool good = walk_moving(&earlier, pid, reader, runtime, stacks, &error), known;

	stacks->unread = true;
	for (int i = 1; i < READINGS && moment - begun < READINGS_MS && reader->socket != -1 &&
	     error == 0 && (stacks->unread || stacks->left_out > 0);
	     i++) {
		interrupts_wait(&moment, i > 1 ? READING_MS : 0);
		known = good;
		good = walk_moving(&now, pid, reader, runtime, stacks, &error);
		if (good && known) {
			pystacks_add(stacks, &now, &earlier);
			stacks->unread = false;
		}
		pywalk_free(&earlier);
		earlier = now;
	}
	pywalk_free(&earlier);
	return stacks->unread || stacks->left_out > 0 ? error : 0;
}

/* Whether the same debugger has stopped all threads; at least one has to be there. */
static bool
are_stopped(const struct proc_list *threads)
{
	size_t stopped = 0, ended = 0;

	for (size_t i = 0; i < threads->count; i++) {
		ended += proc_has_ended(&threads->procs[i]);
		stopped += threads->procs[i].state == 't' &&
		    threads->procs[i].tracer == threads->procs[threads->count - 1].tracer;
	}
	return stopped > 0 && stopped + ended == threads->count;
}

/* Whether they are still the same, stopped, and none has run meanwhile. */
static bool
stay_stopped(long long pid, const struct proc_list *before)
{
	struct proc_list now;
	bool same;

	if (!proc_list(pid, &now))
		return false;
	same = are_stopped(&now) && now.count == before->count;
	for (size_t i = 0; same && i < now.count; i++)
		same = now.procs[i].pid == before->procs[i].pid &&
		    now.procs[i].start == before->procs[i].start &&
		    now.procs[i].tracer == before->procs[i].tracer &&
		    now.procs[i].ticks == before->procs[i].ticks &&
		    now.procs[i].sleeps == before->procs[i].sleeps;
	proc_free_list(&now);
	return same;
}

static void
read_stopped(struct pylive_stop *stop, const struct proc_list *threads)
{
	struct reader reader;
	struct pywalk stopped;
	char folder[64];
	bool good;

	stop->tries++;
	/* a first thread that has ended has no memory any more */
	snprintf(folder, sizeof(folder), "/proc/%lld", threads->procs[threads->count - 1].pid);
	reader_open(&reader, folder);
	good = walk(&stopped, threads, &reader, stop->runtime,
	    (struct pystacks_look){ .call = call_of, .from = &stop->pid });
	proclocks_confirm(stop->pid, &reader, stop->modules, true, stop->locks);
	if (stay_stopped(stop->pid, threads)) {
		if (good)
			pystacks_add(stop->stacks, &stopped, NULL);
		stop->stacks->unread = !good;
		stop->done = true;
	}
	pywalk_free(&stopped);
	reader_close(&reader);
}

int
pylive_read_stopped(void *from)
{
	struct pylive_stop *stop = from;
	struct proc_list threads;
	struct proc process;

	if (!proc_read(stop->pid, 0, &process))
		return -1;
	if (process.tracer > 0 && proc_list(stop->pid, &threads)) {
		if (are_stopped(&threads))
			read_stopped(stop, &threads);
		proc_free_list(&threads);
	}
	return stop->done || stop->tries >= STOPS ? -1 : LOOK_MS;
}
