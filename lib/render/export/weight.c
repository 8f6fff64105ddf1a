#include "render/export/weight.h"

#include "base/array.h"
#include "base/buffer.h"
#include "record/names.h"
#include "record/process.h"
#include "render/format.h"

#include <stdlib.h>

enum { HELD_MAX = 64 * 1024 * 1024 }; /* bytes of what tells processes and threads apart */

/* The number of a process or thread, which begins as `first` if that is new. NULL: no memory. */
static long long *
number_of(struct weights_of *of, struct bytes key, long long first, struct arena *memory)
{
	size_t number = keyset_find(&of->keys, key);

	if (number != INDEX_NONE)
		return &of->numbers[number];
	if (!ARRAY_ROOM(of->numbers, of->keys.count, of->size))
		return NULL;
	number = keyset_add(&of->keys, key, memory);
	if (number == INDEX_NONE)
		return NULL;
	of->numbers[number] = first;
	return &of->numbers[number];
}

/* What a thread used since the look before; all that it used so far, if it began after that look. */
static long long
used(long long before, long long now, bool began)
{
	if (before < 0)
		return began ? now : 0;
	return now < before ? now : now - before; /* less: another thread with its number */
}

/* Weighs a sample of a thread: by CPU time, if any thread of its process had one so far. */
static bool
weigh(
    struct weights *weights, const struct record *record, struct buffer *key, struct weight *weight)
{
	long long sample = json_number(record->value, NAME_SAMPLE);
	long long cpu = json_number(record->value, NAME_CPU_MS);
	long long *first, *before;

	process_append_key(record, key);
	weight->is_cpu =
	    cpu >= 0 || keyset_find(&weights->first_samples.keys, buffer_bytes(key)) != INDEX_NONE;
	if (!weight->is_cpu || cpu < 0) {
		weight->amount = weight->is_cpu ? 0 : 1;
		return !key->full;
	}
	first = number_of(&weights->first_samples, buffer_bytes(key), sample, weights->memory);
	format_append_number(key, "\n", json_number(record->value, NAME_LWP), "");
	before = number_of(&weights->cpu_ms, buffer_bytes(key), -1, weights->memory);
	if (key->full || first == NULL || before == NULL)
		return false;
	weight->amount = used(*before, cpu, *first < sample);
	*before = cpu;
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
	keyset_free(&weights->first_samples.keys);
	keyset_free(&weights->cpu_ms.keys);
	free(weights->first_samples.numbers);
	free(weights->cpu_ms.numbers);
	arena_free(weights->memory);
	*weights = (struct weights){ .memory = NULL };
}
