#include "native/samples.h"

#include "base/array.h"
#include "base/hash.h"

#include <stdlib.h>

enum { PROCESSES_MOST = 1024 * 1024 };

static uint64_t
join(uint64_t hash, uint64_t more)
{
	return hash_number(hash ^ more);
}

/* A hash of its pid if that is known: anything else may be said in one look and not in the next. */
static uint64_t
process_of(const struct thread *thread)
{
	const struct process *process = &thread->process;
	uint64_t hash = hash_bytes(process->host);

	if (process->pid >= 0)
		return join(hash, (uint64_t)process->pid);
	hash = join(hash, hash_bytes(process->exe));
	hash = join(hash, hash_bytes(process->core));
	hash = join(hash, hash_bytes(process->command));
	return join(hash, (uint64_t)thread->inferior);
}

static struct samples_process *
find(struct samples *samples, uint64_t process)
{
	size_t at = 0, number;

	while ((number = index_find(&samples->index, process, &at)) != INDEX_NONE)
		if (samples->items[number].process == process)
			return &samples->items[number];
	return NULL;
}

static struct samples_process *
add(struct samples *samples, uint64_t process)
{
	if (samples->count >= PROCESSES_MOST ||
	    !ARRAY_ROOM(samples->items, samples->count, samples->size) ||
	    !index_add(&samples->index, process, samples->count)) {
		samples->lost = true;
		return NULL;
	}
	samples->items[samples->count] = (struct samples_process){
		.process = process, .marks = process, .look = -1, .session = samples->session
	};
	return &samples->items[samples->count++];
}

/* What is known of a thread of a process. */
enum mark {
	MARK_TID,     /* a thread has the number */
	MARK_TID_LWP, /* it has that LWP */
	MARK_LWP,     /* a thread has the LWP */
	MARK_PTHREAD, /* its pthread is that */
	MARK_BITS = 2,
};

static uint64_t
mark_of(const struct samples_process *sampled, enum mark kind, long long number)
{
	return join(sampled->marks, (uint64_t)number << MARK_BITS | kind) | 1;
}

static uint64_t
mark_of_pair(const struct samples_process *sampled, enum mark kind, long long number, uint64_t more)
{
	return join(mark_of(sampled, kind, number), more) | 1;
}

static bool
has(const struct samples *samples, uint64_t mark)
{
	return numberset_has(&samples->seen, mark);
}

static void
put(struct samples *samples, uint64_t mark)
{
	const size_t before = samples->seen.count;

	if (numberset_add(&samples->seen, mark) && samples->seen.count == before)
		samples->lost = true;
}

static void
note(struct samples *samples, struct samples_process *sampled, const struct thread *thread)
{
	sampled->crashed = sampled->crashed || thread->crashed;
	if (thread->lwp < 0)
		return;
	sampled->lwps = true;
	put(samples, mark_of(sampled, MARK_LWP, thread->lwp));
	if (thread->tid >= 0) {
		put(samples, mark_of(sampled, MARK_TID, thread->tid));
		put(samples,
		    mark_of_pair(sampled, MARK_TID_LWP, thread->tid, (uint64_t)thread->lwp));
	}
	if (thread->pthread.len > 0) {
		sampled->pthreads = true;
		put(samples,
		    mark_of_pair(sampled, MARK_PTHREAD, thread->lwp, hash_bytes(thread->pthread)));
	}
}

static bool
was_announced(const struct samples *samples, const struct samples_process *sampled)
{
	for (size_t i = 0; i < samples->announced_count; i++)
		if (has(samples, mark_of(sampled, MARK_LWP, samples->announced[i])))
			return true;
	return false;
}

/* Whether the process had the thread: a debugger may number its threads otherwise the next time, but not the kernel. */
static bool
had(const struct samples *samples, const struct samples_process *sampled,
    const struct thread *thread)
{
	return has(samples, mark_of(sampled, MARK_LWP, thread->lwp)) &&
	    (thread->pthread.len == 0 || !sampled->pthreads ||
		has(samples,
		    mark_of_pair(sampled, MARK_PTHREAD, thread->lwp, hash_bytes(thread->pthread))));
}

/* Whether the first thread of a look shows that this is another process than the one of the same hash before. */
static bool
is_another(const struct samples *samples, const struct samples_process *sampled,
    const struct thread *thread, long long look)
{
	bool known = thread->lwp >= 0 && sampled->lwps;

	if (sampled->look <= samples->over && look > samples->over)
		return true;
	if (sampled->session == samples->session) /* where a number is of one LWP */
		return known && thread->tid >= 0 &&
		    has(samples, mark_of(sampled, MARK_TID, thread->tid)) &&
		    !has(samples,
			mark_of_pair(sampled, MARK_TID_LWP, thread->tid, (uint64_t)thread->lwp));
	if (known && has(samples, mark_of(sampled, MARK_LWP, thread->lwp)))
		return !had(samples, sampled, thread);
	if (was_announced(samples, sampled))
		return false;
	return known || sampled->crashed || thread->crashed;
}

/* Begins with another process of the same hash. */
static void
begin_another(struct samples_process *sampled)
{
	sampled->marks = hash_number(sampled->marks);
	sampled->sample = 0;
	sampled->lwps = sampled->pthreads = false;
}

long long
samples_number(struct samples *samples, const struct thread *thread, long long look)
{
	uint64_t process = process_of(thread);
	struct samples_process *sampled = find(samples, process);
	bool numbered = thread->process.pid >= 0;

	if (sampled == NULL)
		sampled = add(samples, process);
	if (sampled == NULL)
		return -1;
	if (sampled->look != look) {
		if (!numbered && sampled->look >= 0 && is_another(samples, sampled, thread, look))
			begin_another(sampled);
		samples->announced_count = 0;
		sampled->look = look;
		sampled->session = samples->session;
		sampled->crashed = false;
		sampled->sample++;
	}
	if (!numbered)
		note(samples, sampled, thread);
	return sampled->sample;
}

void
samples_note(struct samples *samples, enum says says, long long lwp, long long look)
{
	if ((says == SAYS_NEW_LWP || says == SAYS_NEW_THREAD) && lwp > 0 &&
	    samples->announced_count < SAMPLES_ANNOUNCED)
		samples->announced[samples->announced_count++] = lwp;
	if (says == SAYS_STARTING || says == SAYS_EXITED)
		samples->over = look;
	if (says == SAYS_STARTING)
		samples->announced_count = 0;
}

void
samples_begin_session(struct samples *samples)
{
	samples->session++;
}

void
samples_forget(struct samples *samples)
{
	samples->count = samples->announced_count = 0;
	index_clear(&samples->index);
	numberset_clear(&samples->seen);
	samples->lost = false;
}

void
samples_free(struct samples *samples)
{
	index_free(&samples->index);
	numberset_free(&samples->seen);
	free(samples->items);
	*samples = (struct samples){ .count = 0 };
}
