#include "render/export/weight.h"

#include "base/array.h"
#include "base/buffer.h"
#include "record/names.h"
#include "record/process.h"
#include "render/format.h"

#include <stdlib.h>

enum { HELD_MAX = 64 * 1024 * 1024 }; /* bytes of what tells processes and threads apart */

/* The number of a process; of one that is new this is its first sample. INDEX_NONE: no memory. */
static size_t
find_process(struct weights *weights, struct bytes key, long long sample)
{
	size_t number = keyset_find(&weights->processes, key), count = weights->processes.count;

	if (number != INDEX_NONE ||
	    !ARRAY_ROOM(weights->first_samples, count, weights->samples_size))
		return number;
	weights->first_samples[count] = sample;
	return keyset_add(&weights->processes, key, weights->memory);
}

/* The number of a thread; one that is new has used no CPU. INDEX_NONE: no memory. */
static size_t
find_thread(struct weights *weights, struct bytes key)
{
	size_t number = keyset_find(&weights->threads, key), count = weights->threads.count;

	if (number != INDEX_NONE || !ARRAY_ROOM(weights->cpu_ms, count, weights->cpu_size))
		return number;
	weights->cpu_ms[count] = -1;
	return keyset_add(&weights->threads, key, weights->memory);
}

/* What a thread used since the look before: all that it did, where it began after that look. */
static long long
used(long long before, long long now, bool began)
{
	if (before < 0)
		return began ? now : 0;
	return now < before ? now : now - before; /* less: another thread with its number */
}

/* Of a thread with a sample. A process without any CPU times is not weighed by them. */
static bool
weigh(
    struct weights *weights, const struct record *record, struct buffer *key, struct weight *weight)
{
	long long sample = json_number(record->value, NAME_SAMPLE);
	long long cpu = json_number(record->value, NAME_CPU_MS);
	size_t process, thread;

	process_append_key(record, key);
	weight->is_cpu =
	    cpu >= 0 || keyset_find(&weights->processes, buffer_bytes(key)) != INDEX_NONE;
	if (!weight->is_cpu || cpu < 0) {
		weight->amount = weight->is_cpu ? 0 : 1;
		return !key->full;
	}
	process = find_process(weights, buffer_bytes(key), sample);
	format_append_number(key, "\n", json_number(record->value, NAME_LWP), "");
	thread = find_thread(weights, buffer_bytes(key));
	if (key->full || process == INDEX_NONE || thread == INDEX_NONE)
		return false;
	weight->amount =
	    used(weights->cpu_ms[thread], cpu, weights->first_samples[process] < sample);
	weights->cpu_ms[thread] = cpu;
	return true;
}

bool
weight_of(struct weights *weights, const struct record *record, struct weight *weight)
{
	struct buffer key = { .at = NULL };
	bool good;

	*weight = (struct weight){ .amount = format_count(record) };
	if (stream_is_group(record) || format_kind(record) != FORMAT_THREADS ||
	    json_number(record->value, NAME_SAMPLE) < 0)
		return true;
	if (weights->memory == NULL)
		weights->memory = arena_new(HELD_MAX);
	good = weights->memory != NULL && weigh(weights, record, &key, weight);
	buffer_free(&key);
	return good;
}

void
weight_free(struct weights *weights)
{
	keyset_free(&weights->processes);
	keyset_free(&weights->threads);
	free(weights->first_samples);
	free(weights->cpu_ms);
	arena_free(weights->memory);
	*weights = (struct weights){ .memory = NULL };
}
