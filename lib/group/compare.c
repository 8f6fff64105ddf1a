#include "group/compare.h"

#include "base/array.h"
#include "group/grouping.h"
#include "record/names.h"

#include <stdint.h>

/* Texts by number; no bytes: that number has none. */
struct texts {
	struct bytes *list;
	size_t count;
};

#define NONE INDEX_NONE

static bool
make_texts(struct texts *texts, size_t count, struct arena *memory)
{
	texts->list = arena_zero(memory, (count + 1) * sizeof(*texts->list));
	texts->count = count;
	return texts->list != NULL;
}

/*
 * Pairs equal texts, in their order. pairs[i] becomes the number in `now` for the number i in `before`, and stays as it is
 * if there is none; taken[] becomes true for those of `now` that are in a pair. What is in a pair already is passed over.
 * False: no memory.
 */
static bool
pair(const struct texts *before, const struct texts *now, size_t *pairs, bool *taken,
    struct arena *memory)
{
	size_t *heads = arena_alloc(memory, (now->count + 1) * sizeof(*heads));
	size_t *next = arena_alloc(memory, (now->count + 1) * sizeof(*next));
	struct keyset seen = { .count = 0 };
	bool good = heads != NULL && next != NULL;

	for (size_t i = now->count; good && i > 0; i--) {
		size_t number, known;

		if (taken[i - 1] || now->list[i - 1].len == 0)
			continue;
		known = seen.count;
		number = keyset_number(&seen, now->list[i - 1], memory);
		good = number != INDEX_NONE;
		if (!good)
			break;
		next[i - 1] = number < known ? heads[number] : NONE;
		heads[number] = i - 1;
	}
	for (size_t i = 0; good && i < before->count; i++) {
		size_t number = pairs[i] != NONE || before->list[i].len == 0
		    ? INDEX_NONE
		    : keyset_find(&seen, before->list[i]);

		if (number == INDEX_NONE || heads[number] == NONE)
			continue;
		pairs[i] = heads[number];
		taken[pairs[i]] = true;
		heads[number] = next[heads[number]];
	}
	keyset_free(&seen);
	return good;
}

/* The record that stands for a group. */
static bool
read_record(const struct group *group, struct arena *memory, struct record *record)
{
	struct stream_fault fault;

	return stream_parse(group->record, memory, record, &fault);
}

/* Writes what a process is recognised by: program, pid and host, or if not `whole`, the program alone. */
static void
append_process(struct buffer *out, const struct record *record, bool whole)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	struct bytes exe = json_text(process, NAME_EXE);

	buffer_set(out, exe.len > 0 ? exe : json_text(process, NAME_COMMAND));
	buffer_byte(out, '\0');
	buffer_append(out, json_written(json_member(record->value, NAME_INFERIOR)));
	buffer_byte(out, '\0');
	if (!whole)
		return;
	buffer_append(out, json_text(process, NAME_HOST));
	buffer_byte(out, '\0');
	buffer_number(out, json_number(process, NAME_PID));
}

/* Lists the processes of a grouping by what they are recognised by. False: no memory. */
static bool
list_processes(const struct grouping *grouping, bool whole, struct texts *texts,
    struct buffer *text, struct arena *memory)
{
	if (!make_texts(texts, grouping->processes.count, memory))
		return false;
	for (size_t i = 0; i < grouping->count; i++) {
		const struct group *group = grouping->groups[i];
		struct bytes *process = &texts->list[group->process];
		struct record record;

		if (process->len > 0 || group->traceback || !grouping->options.threads.process)
			continue;
		arena_reset(grouping->tree);
		if (!read_record(group, grouping->tree, &record))
			return false;
		if (whole && json_number(json_member(record.value, NAME_PROCESS), NAME_PID) < 0)
			continue;
		append_process(text, &record, whole);
		*process = arena_copy(memory, buffer_bytes(text));
	}
	return !arena_full(memory) && !text->full;
}

/* For each process of `before`, its number in `now`: equal keys first, then `whole`, then by the program. NULL: no memory. */
static size_t *
pair_processes(struct grouping *now, const struct grouping *before, struct arena *memory)
{
	size_t *pairs = arena_alloc(memory, (before->processes.count + 1) * sizeof(*pairs));
	bool *taken = arena_zero(memory, now->processes.count + 1);
	struct texts texts[2] = { { before->processes.keys, before->processes.count },
		{ now->processes.keys, now->processes.count } };

	if (pairs == NULL || taken == NULL)
		return NULL;
	for (size_t i = 0; i < before->processes.count; i++)
		pairs[i] = NONE;
	if (!pair(&texts[0], &texts[1], pairs, taken, memory))
		return NULL;
	for (int whole = 1; whole >= 0; whole--)
		if (!list_processes(before, whole == 1, &texts[0], &now->key_text, memory) ||
		    !list_processes(now, whole == 1, &texts[1], &now->key_text, memory) ||
		    !pair(&texts[0], &texts[1], pairs, taken, memory))
			return NULL;
	return pairs;
}

/* The key without the process. */
static struct key
without_process(const struct key *key)
{
	struct key rest = *key;

	rest.count = 0;
	for (size_t i = 0; i < key->count; i++)
		if (!key_is_process(&key->parts[i]))
			rest.parts[rest.count++] = key->parts[i];
	rest.process = true; /* list_groups() adds its number */
	return rest;
}

/* Lists the groups by their keys, with the number of their process in `now`; `pairs` is NULL for the groups of `now`. */
static bool
list_groups(const struct grouping *grouping, const size_t *pairs, struct texts *texts,
    struct buffer *text, struct arena *memory)
{
	const struct group_options *options = &grouping->options;
	struct key keys[2] = { without_process(&options->threads),
		without_process(&options->tracebacks) };
	struct buffer scratch = { .at = NULL };

	if (!make_texts(texts, grouping->count, memory))
		return false;
	for (size_t i = 0; i < grouping->count; i++) {
		const struct group *group = grouping->groups[i];
		const struct key *key = group->traceback ? &options->tracebacks : &options->threads;
		size_t process = pairs == NULL ? group->process : pairs[group->process];
		struct record record;

		if (group->counts.count == 0 || (key->process && process == NONE))
			continue;
		arena_reset(grouping->tree);
		if (!read_record(group, grouping->tree, &record))
			return false;
		key_of(&keys[group->traceback], &record, text, &scratch);
		buffer_byte(text, group->traceback ? 't' : ' ');
		if (key->process)
			buffer_number(text, (long long)process);
		texts->list[i] = arena_copy(memory, buffer_bytes(text));
	}
	buffer_end(&scratch, text);
	return !arena_full(memory) && !text->full;
}

/* Adds a group that is gone, as it was. False: no memory. */
static bool
take_over(struct grouping *now, const struct group *gone)
{
	struct group *group = arena_zero(now->memory, sizeof(*group));

	if (group == NULL || !ARRAY_ROOM(now->groups, now->count, now->size))
		return false;
	*group = (struct group){ .process = SIZE_MAX,
		.order = now->count,
		.record = gone->record,
		.traceback = gone->traceback,
		.fingerprint = gone->fingerprint,
		.signature = gone->signature,
		.was = gone->counts.count };
	now->groups[now->count++] = group;
	return true;
}

bool
compare_groupings(struct grouping *now, const struct grouping *before)
{
	struct arena *memory = arena_new(SIZE_MAX);
	size_t *processes, *pairs = NULL, count = now->count;
	struct texts texts[2];
	bool good = memory != NULL, *taken = NULL;

	processes = good ? pair_processes(now, before, memory) : NULL;
	good = processes != NULL &&
	    list_groups(before, processes, &texts[0], &now->key_text, memory) &&
	    list_groups(now, NULL, &texts[1], &now->key_text, memory);
	if (good) {
		pairs = arena_alloc(memory, (before->count + 1) * sizeof(*pairs));
		taken = arena_zero(memory, count + 1);
		good = pairs != NULL && taken != NULL;
	}
	for (size_t i = 0; good && i < before->count; i++)
		pairs[i] = NONE;
	good = good && pair(&texts[0], &texts[1], pairs, taken, memory);
	for (size_t i = 0; good && i < before->count; i++) {
		const struct group *was = before->groups[i];

		if (pairs[i] != NONE)
			now->groups[pairs[i]]->was = was->counts.count;
		else if (was->counts.count > 0)
			good = take_over(now, was);
	}
	now->compared = good;
	arena_free(memory);
	return good;
}
