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
	samples->items[samples->count] = (struct samples_process){ .process = process, .look = -1 };
	return &samples->items[samples->count++];
}

long long
samples_number(struct samples *samples, const struct thread *thread, long long look)
{
	uint64_t process = process_of(thread);
	struct samples_process *sampled = find(samples, process);

	if (sampled == NULL)
		sampled = add(samples, process);
	if (sampled == NULL)
		return -1;
	if (sampled->look != look) {
		sampled->look = look;
		sampled->sample++;
	}
	return sampled->sample;
}

void
samples_forget(struct samples *samples)
{
	samples->count = 0;
	index_clear(&samples->index);
	samples->lost = false;
}

void
samples_free(struct samples *samples)
{
	index_free(&samples->index);
	free(samples->items);
	*samples = (struct samples){ .count = 0 };
}
