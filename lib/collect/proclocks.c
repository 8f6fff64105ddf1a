#include "collect/proclocks.h"

#include "base/array.h"

enum { LINE_SIZE = 256 };

bool
proclocks_list_threads(struct futex_process *process, const struct proc_list *threads)
{
	size_t size = 0;

	for (size_t i = 0; i < threads->count; i++) {
		const struct proc *proc = &threads->procs[i];

		if (!ARRAY_ROOM(process->threads, process->thread_count, size))
			return false;
		process->threads[process->thread_count++] = (struct futex_thread){
			.inner = proc->ns_pid > 0 ? proc->ns_pid : proc->pid,
			.lwp = proc->pid,
			.ended = proc_has_ended(proc),
		};
	}
	futex_sort_threads(process);
	return true;
}

static void
read_once(long long pid, struct reader *reader, const struct module_map *map, struct locks *locks)
{
	const struct elf_source memory = reader_memory(reader);
	struct locks_reading reading = locks_begin(locks, &memory, map);
	struct proc_list threads;
	char line[LINE_SIZE];

	if (!proc_list(pid, &threads))
		return;
	reading.full = !proclocks_list_threads(&reading.process, &threads);
	for (size_t i = 0; i < threads.count && !reading.full; i++) {
		const struct proc *proc = &threads.procs[i];
		struct locks_thread thread = { .lwp = proc->pid, .sleeps = proc->sleeps };

		if (!proc_file(pid, proc->pid, "syscall", line, sizeof(line)))
			line[0] = '\0';
		thread.call = locks_parse_call(line);
		locks_add(&reading, thread);
	}
	locks_end(&reading);
	proc_free_list(&threads);
}

#if defined(__linux__) && defined(__x86_64__) && defined(__LP64__)
static const bool known_machine = true;
#else
static const bool known_machine = false;
#endif

/* Whether, from one reading to the other, neither the thread moved nor its lock changed hands. */
static bool
agree(const struct locks_thread *one, const struct locks_thread *other, bool stopped)
{
	return other != NULL && (stopped || one->sleeps == other->sleeps) &&
	    memcmp(&one->call, &other->call, sizeof(one->call)) == 0 &&
	    one->lock.kind == other->lock.kind && one->lock.address == other->lock.address &&
	    one->lock.owner == other->lock.owner && one->lock.ended == other->lock.ended;
}

static bool
has_locks(const struct locks *locks)
{
	for (size_t i = 0; i < locks->count; i++)
		if (locks->list[i].lock.kind != NULL)
			return true;
	return false;
}

void
proclocks_confirm(long long pid, struct reader *reader, const struct module_map *map, bool stopped,
    struct locks *locks)
{
	struct locks again;

	if (!has_locks(locks))
		return;
	read_once(pid, reader, map, &again);
	for (size_t i = 0; i < locks->count; i++) {
		struct locks_thread *thread = &locks->list[i];

		if (!agree(thread, locks_find(&again, thread->lwp), stopped))
			thread->lock.kind = NULL;
	}
	locks_free(&again);
}

void
proclocks_read(
    long long pid, struct reader *reader, const struct module_map *map, struct locks *locks)
{
	*locks = (struct locks){ .count = 0 };
	if (known_machine)
		read_once(pid, reader, map, locks);
	proclocks_confirm(pid, reader, map, false, locks);
}
