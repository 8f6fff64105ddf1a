#include "group/group.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "group/members.h"
#include "record/names.h"
#include "record/process.h"
#include "same/fingerprint.h"
#include "json/edit.h"
#include "json/write.h"

#include <stdlib.h>

struct group {
	struct group *chain; /* of the same bucket */
	uint64_t hash;
	struct bytes key, record; /* one of its kind, as it stood */
	struct counts counts;
	bool traceback;         /* of exceptions, and not of threads */
	struct members members; /* of threads */
	struct events events;   /* of exceptions */
	bool crashed;           /* one of them took a signal: it is the record */
	bool listed;    /* it is among those that are written: memory was there for all of it */
	size_t process; /* which process, by the order in which they were seen */
	size_t order;   /* among all groups, when they are written */
	char fingerprint[FINGERPRINT_SIZE];
};

struct grouping {
	struct group_options options;
	struct arena *memory;  /* of the groups' keys and records */
	struct arena *tree;    /* of the record that is written */
	struct group **groups; /* in the order in which they were seen */
	size_t count, size;
	struct group **buckets; /* groups by their keys; processes, too */
	size_t bucket_count;    /* a power of two */
	size_t entry_count;     /* in all buckets */
	size_t process_count;
	struct buffer key_text, scratch;
};

struct grouping *
group_new(const struct group_options *options)
{
	struct grouping *grouping = memory_zero(1, sizeof(*grouping));

	if (grouping == NULL)
		return NULL;
	grouping->options = *options;
	grouping->memory = arena_new(SIZE_MAX);
	grouping->tree = arena_new(SIZE_MAX);
	grouping->bucket_count = 1024;
	grouping->buckets = memory_zero(grouping->bucket_count, sizeof(*grouping->buckets));
	/* a first block, so that what was grouped can be written when no memory is left */
	if (grouping->tree != NULL)
		(void)arena_alloc(grouping->tree, 1);
	if (grouping->memory == NULL || grouping->tree == NULL || grouping->buckets == NULL) {
		group_free(grouping);
		return NULL;
	}
	return grouping;
}

void
group_free(struct grouping *grouping)
{
	if (grouping == NULL)
		return;
	for (size_t i = 0; i < grouping->count; i++) {
		members_free(&grouping->groups[i]->members);
		events_free(&grouping->groups[i]->events);
	}
	buffer_free(&grouping->scratch);
	buffer_free(&grouping->key_text);
	free(grouping->groups);
	free(grouping->buckets);
	arena_free(grouping->memory);
	arena_free(grouping->tree);
	free(grouping);
}

static bool
is_traceback(const struct record *record)
{
	return bytes_equal(stream_kind(record), BYTES(TYPE_TRACEBACK));
}

bool
group_takes(const struct record *record)
{
	return is_traceback(record) || bytes_equal(stream_kind(record), BYTES(TYPE_THREAD));
}

static struct group **
bucket_of(struct grouping *grouping, uint64_t hash)
{
	return &grouping->buckets[hash & (grouping->bucket_count - 1)];
}

static struct group *
find(struct grouping *grouping, struct bytes key, uint64_t hash)
{
	struct group *group = *bucket_of(grouping, hash);

	while (group != NULL && (group->hash != hash || !bytes_equal(group->key, key)))
		group = group->chain;
	return group;
}

/* Keeps the chains short. Where there is no memory for that, they grow. */
static void
grow_buckets(struct grouping *grouping)
{
	size_t count = grouping->bucket_count * 2;
	struct group **buckets;

	if (grouping->entry_count < grouping->bucket_count)
		return;
	buckets = calloc(count, sizeof(*buckets)); /* nothing is lost without */
	if (buckets == NULL)
		return;
	for (size_t i = 0; i < grouping->bucket_count; i++) {
		for (struct group *group = grouping->buckets[i], *next; group != NULL;
		     group = next) {
			size_t place = group->hash & (count - 1);

			next = group->chain;
			group->chain = buckets[place];
			buckets[place] = group;
		}
	}
	free(grouping->buckets);
	grouping->buckets = buckets;
	grouping->bucket_count = count;
}

/* A new entry of the table: a group, or, without a record, a process. */
static struct group *
add_entry(struct grouping *grouping, struct bytes key, uint64_t hash)
{
	struct group *group = arena_zero(grouping->memory, sizeof(*group)), **bucket;

	if (group == NULL)
		return NULL;
	group->hash = hash;
	group->key = arena_copy(grouping->memory, key);
	if (group->key.len == 0)
		return NULL;
	grow_buckets(grouping);
	bucket = bucket_of(grouping, hash);
	group->chain = *bucket;
	*bucket = group;
	grouping->entry_count++;
	return group;
}

/* The number of the record's process, by the order in which they were seen. */
static bool
number_process(struct grouping *grouping, const struct record *record, size_t *number)
{
	struct buffer *key = &grouping->scratch;
	struct group *process;
	uint64_t hash;

	buffer_reset(key);
	/* no key of a group begins so: it has a NUL before any LF */
	buffer_append(key, BYTES("process\n"));
	if (!is_traceback(record)) /* all of those are together, in the order of the logs */
		process_append_key(record, key);
	hash = hash_bytes(buffer_bytes(key));
	process = find(grouping, buffer_bytes(key), hash);
	if (process == NULL) {
		process = add_entry(grouping, buffer_bytes(key), hash);
		if (process == NULL)
			return false;
		process->process = grouping->process_count++;
	}
	*number = process->process;
	return true;
}

static bool
list_group(struct grouping *grouping, struct group *group)
{
	if (!ARRAY_ROOM(grouping->groups, grouping->count, grouping->size))
		return false;
	grouping->groups[grouping->count++] = group;
	return group->listed = true;
}

/* The group that was listed last has no member after all. */
static void
unlist_last(struct grouping *grouping)
{
	struct group *group = grouping->groups[--grouping->count];

	members_free(&group->members);
	events_free(&group->events);
	group->members = (struct members){ .more = 0 };
	group->events = (struct events){ .more = 0 };
	group->listed = false;
}

static struct group *
begin_group(struct grouping *grouping, const struct record *record, uint64_t hash)
{
	struct group *group = add_entry(grouping, buffer_bytes(&grouping->key_text), hash);

	if (group == NULL || !number_process(grouping, record, &group->process))
		return NULL;
	return group;
}

/* Of the record that stands for the group, where it has none of its own and is whole. False: no memory. */
static bool
note_fingerprint(struct grouping *grouping, struct group *group, const struct record *record)
{
	group->fingerprint[0] = '\0';
	if (json_text(record->value, NAME_FINGERPRINT).len > 0 ||
	    json_member(record->value, NAME_TRIMMED) != NULL)
		return true;
	return fingerprint_of(
	    record->value, record->memory, &grouping->scratch, group->fingerprint);
}

/*
 * A group shows the first of its kind, but where one of them crashed the first of those: its
 * arguments tell why.
 */
static bool
represent(struct grouping *grouping, struct group *group, const struct record *record)
{
	bool crashed = json_flag(record->value, NAME_CRASHED);

	if (group->record.len > 0 && (group->crashed || !crashed))
		return true;
	group->crashed = crashed;
	if (!note_fingerprint(grouping, group, record))
		return false;
	group->record = arena_copy(grouping->memory, record->line);
	return group->record.len > 0;
}

static void
make_key(struct grouping *grouping, const struct record *record)
{
	const struct group_options *options = &grouping->options;

	key_of(is_traceback(record) ? &options->tracebacks : &options->threads, record,
	    &grouping->key_text, &grouping->scratch);
	/* what is no thread is never with one, whatever they are grouped by */
	buffer_append(&grouping->key_text, is_traceback(record) ? BYTES("t") : BYTES(""));
}

const char *
group_add(struct grouping *grouping, const struct record *record, const struct counts *counts)
{
	static const char no_memory[] = "out of memory";
	const struct group_options *options = &grouping->options;
	struct group *group;
	uint64_t hash;
	bool first, added;

	if (json_flag(record->value, NAME_EXITED) || json_member(record->value, NAME_STACK) != NULL)
		return NULL;
	make_key(grouping, record);
	hash = hash_bytes(buffer_bytes(&grouping->key_text));
	group = find(grouping, buffer_bytes(&grouping->key_text), hash);
	if (group == NULL)
		group = begin_group(grouping, record, hash);
	if (group == NULL || grouping->key_text.full)
		return no_memory;
	if (!counts_fit(&group->counts, counts))
		return "its group would count more than 9007199254740991";
	first = !group->listed;
	if (!represent(grouping, group, record) || (first && !list_group(grouping, group)))
		return no_memory;
	group->traceback = is_traceback(record);
	added = group->traceback
	    ? events_add(&group->events, record, &options->events, grouping->memory)
	    : members_add(&group->members, record, options->members_max);
	if (added)
		counts_add(&group->counts, counts);
	else if (first)
		unlist_last(grouping);
	return added ? NULL : no_memory;
}

static int
by_process(const void *a, const void *b)
{
	const struct group *one = *(struct group *const *)a, *other = *(struct group *const *)b;

	if (one->process != other->process)
		return one->process < other->process ? -1 : 1;
	return (one->order > other->order) - (one->order < other->order);
}

/* The values of the members that a group has besides its record, one after the other in a buffer. */
struct values {
	struct buffer *text;
	struct edit edits[EDIT_MAX];
	size_t starts[EDIT_MAX];
	size_t count;
};

static void
begin_value(struct values *values, const char *name)
{
	values->starts[values->count] = values->text->len;
	values->edits[values->count++] = (struct edit){ .name = name };
}

static void
add_text(struct values *values, const char *name, struct bytes text)
{
	begin_value(values, name);
	if (text.len > 0)
		write_text(values->text, text);
}

static void
add_number(struct values *values, const char *name, long long number)
{
	begin_value(values, name);
	if (number > 0)
		buffer_number(values->text, number);
}

static void
add_json(struct values *values, const char *name, struct bytes json)
{
	begin_value(values, name);
	buffer_append(values->text, json);
}

static void
add_fingerprint(struct values *values, const struct group *group, const struct value *record)
{
	if (group->fingerprint[0] != '\0')
		add_text(values, NAME_FINGERPRINT, bytes_of(group->fingerprint));
	else
		add_json(
		    values, NAME_FINGERPRINT, json_written(json_member(record, NAME_FINGERPRINT)));
}

static void
add_members(struct values *values, const struct members *members)
{
	begin_value(values, NAME_MEMBERS);
	buffer_byte(values->text, '[');
	buffer_append(values->text, buffer_bytes(&members->json));
	buffer_byte(values->text, ']');
	add_number(values, NAME_MEMBERS_MORE, members->more);
}

static void
add_events(struct values *values, struct events *events)
{
	add_json(values, NAME_FIRST, buffer_bytes(&events->first));
	add_json(values, NAME_LAST, buffer_bytes(&events->last));
	begin_value(values, NAME_MESSAGES);
	events_write_messages(events, values->text);
	add_number(values, NAME_MESSAGES_MORE, events->more);
}

/* Where each value ends is known when the buffer does not grow any more. */
static void
settle_values(struct values *values)
{
	struct bytes all = buffer_bytes(values->text);

	for (size_t i = 0; i < values->count; i++) {
		size_t end = i + 1 < values->count ? values->starts[i + 1] : all.len;

		values->edits[i].value =
		    bytes_first(bytes_from(all, values->starts[i]), end - values->starts[i]);
	}
}

static bool
write_one(struct grouping *grouping, struct group *group, struct buffer *text, struct buffer *out)
{
	const struct group_options *options = &grouping->options;
	struct values values = { .text = text };
	const struct value *record;
	const char *reason;
	size_t place;

	arena_reset(grouping->tree);
	record = json_read(group->record, grouping->tree, &reason, &place);
	if (record == NULL)
		return false;
	buffer_reset(text);
	add_text(&values, NAME_TYPE, BYTES(TYPE_GROUP));
	add_text(&values, NAME_OF, group->traceback ? BYTES(TYPE_TRACEBACK) : BYTES(TYPE_THREAD));
	add_text(&values, NAME_BY, group->traceback ? options->tracebacks.by : options->threads.by);
	add_number(&values, NAME_COUNT, group->counts.count);
	add_fingerprint(&values, group, record);
	if (group->traceback)
		add_events(&values, &group->events);
	else
		add_members(&values, &group->members);
	settle_values(&values);
	edit_write(out, record, values.edits, values.count);
	buffer_byte(out, '\n');
	return !out->full && !text->full;
}

size_t
group_write(struct grouping *grouping, FILE *out)
{
	struct buffer *line = &grouping->scratch, *values = &grouping->key_text;
	size_t lost = 0;

	for (size_t i = 0; i < grouping->count; i++)
		grouping->groups[i]->order = i;
	if (grouping->count > 0)
		qsort(grouping->groups, grouping->count, sizeof(*grouping->groups), by_process);
	for (size_t i = 0; i < grouping->count; i++) {
		buffer_reset(line);
		if (write_one(grouping, grouping->groups[i], values, line))
			fwrite(line->at, 1, line->len, out);
		else
			lost++;
	}
	return lost;
}

size_t
group_cut_count(const struct grouping *grouping)
{
	size_t cut = 0;

	for (size_t i = 0; i < grouping->count; i++)
		cut += grouping->groups[i]->events.more > 0;
	return cut;
}
