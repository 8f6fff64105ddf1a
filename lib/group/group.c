#include "group/group.h"

#include "base/array.h"
#include "base/memory.h"
#include "group/grouping.h"
#include "group/memberlist.h"
#include "group/represent.h"
#include "group/templates.h"
#include "group/types.h"
#include "record/changes.h"
#include "record/names.h"
#include "record/process.h"
#include "json/write.h"

#include <stdlib.h>

struct grouping *
group_new(const struct group_options *options)
{
	struct grouping *grouping = memory_zero(1, sizeof(*grouping));

	if (grouping == NULL)
		return NULL;
	grouping->options = *options;
	grouping->memory = arena_new(SIZE_MAX);
	grouping->tree = arena_new(SIZE_MAX);
	/* a first block, so that what was grouped can be written when no memory is left */
	if (grouping->tree != NULL)
		(void)arena_alloc(grouping->tree, 1);
	if (grouping->memory == NULL || grouping->tree == NULL ||
	    !roster_begin(&grouping->roster, grouping->memory)) {
		group_free(grouping);
		return NULL;
	}
	return grouping;
}

static void
free_lists(struct group *group)
{
	members_free(&group->members);
	tally_free(&group->states);
	tally_free(&group->census);
	events_free(&group->events);
	tally_free(&group->types);
	tally_free(&group->per);
}

void
group_free(struct grouping *grouping)
{
	if (grouping == NULL)
		return;
	for (size_t i = 0; i < grouping->count; i++)
		free_lists(grouping->groups[i]);
	buffer_free(&grouping->scratch);
	template_free(&grouping->template);
	buffer_free(&grouping->key_text);
	keyset_free(&grouping->keys);
	keyset_free(&grouping->processes);
	keyset_free(&grouping->texts);
	census_texts_free(&grouping->census);
	roster_end(&grouping->roster);
	free(grouping->groups);
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

/*
 * Counts the states of the threads that a record brought, which were seen `seen` times in all. The threads of a group
 * without `states` are all in the same one. False: no memory.
 */
static bool
add_states(
    struct grouping *grouping, struct group *group, const struct record *record, long long seen)
{
	const struct value *states = json_member(record->value, NAME_STATES);
	struct bytes state = json_text(record->value, NAME_STATE);

	if (stream_is_group(record) && states != NULL)
		return tally_read(
		    &group->states, &grouping->texts, states, NAME_STATE, 0, grouping->memory);
	return state.len == 0 || seen == 0 ||
	    tally_add(&group->states, &grouping->texts, state, seen, grouping->memory);
}

/* Adds a thread, or the members of a group; *known is how many of them were members already. False: no memory. */
static bool
add_threads(
    struct grouping *grouping, struct group *group, const struct record *record, long long *known)
{
	const struct group_options *options = &grouping->options;
	struct belonging belonging = { .files = !options->threads.process };
	long long seen = group->members.seen;

	if (options->threads.process)
		belonging.process = grouping->processes.keys[group->process];
	return members_add(&group->members, &grouping->roster, record, &belonging,
		   options->members_max, known) &&
	    add_states(grouping, group, record, group->members.seen - seen) &&
	    census_add(&group->census, &grouping->census, record, group->members.seen - seen,
		grouping->memory);
}

static bool
add_events(struct grouping *grouping, struct group *group, const struct record *record)
{
	const struct group_options *options = &grouping->options;

	return events_add(&group->events, record, &options->messages, grouping->memory,
		   &grouping->template) &&
	    (options->tracebacks.types ||
		types_add(&group->types, &grouping->texts, record, grouping->memory));
}

/* Counts the record by its hour or day, or adds the counts of a group. False: no memory. */
static bool
add_per(struct grouping *grouping, struct group *group, const struct record *record)
{
	size_t length = grouping->options.per;
	struct bytes time;

	if (length == 0)
		return true;
	if (stream_is_group(record))
		return tally_read(&group->per, &grouping->texts,
		    json_member(record->value, NAME_PER), NAME_TIME, length, grouping->memory);
	time = key_time(record, length);
	return time.len == 0 || tally_add(&group->per, &grouping->texts, time, 1, grouping->memory);
}

/* Whether a group counts by days what is to be counted by hours. */
static bool
is_too_coarse(const struct grouping *grouping, const struct record *record)
{
	const struct value *each = json_first(json_member(record->value, NAME_PER));

	for (; each != NULL && grouping->options.per == WHEN_HOUR; each = json_next(each))
		if (json_text(each, NAME_TIME).len < WHEN_HOUR)
			return true;
	return false;
}

/* The number of the record's process, by the order in which they were seen. INDEX_NONE: no memory. */
static size_t
number_process(struct grouping *grouping, const struct record *record)
{
	struct buffer *key = &grouping->scratch;

	buffer_reset(key);
	if (is_traceback(record)) /* all exceptions are together, in the order of the input */
		buffer_append(key, BYTES("tracebacks"));
	else if (!grouping->options.threads.process) /* a group may be of several processes */
		buffer_append(key, BYTES("threads"));
	else
		process_append_key(record, key);
	return key->full ? INDEX_NONE
			 : keyset_number(&grouping->processes, buffer_bytes(key), grouping->memory);
}

/* The group of the record, whose key is in key_text; it may be new. NULL: no memory. */
static struct group *
find_group(struct grouping *grouping, const struct record *record)
{
	struct bytes key = buffer_bytes(&grouping->key_text);
	size_t number = keyset_find(&grouping->keys, key);
	struct group *group;

	if (number != INDEX_NONE)
		return grouping->groups[number];
	group = arena_zero(grouping->memory, sizeof(*group));
	if (group == NULL)
		return NULL;
	group->process = number_process(grouping, record);
	group->order = grouping->count;
	if (group->process == INDEX_NONE ||
	    !ARRAY_ROOM(grouping->groups, grouping->count, grouping->size) ||
	    keyset_add(&grouping->keys, key, grouping->memory) == INDEX_NONE)
		return NULL;
	return grouping->groups[grouping->count++] = group;
}

static void
make_key(struct grouping *grouping, const struct record *record)
{
	const struct group_options *options = &grouping->options;

	key_of(is_traceback(record) ? &options->tracebacks : &options->threads, record,
	    &grouping->key_text, &grouping->scratch);
	/* threads and exceptions are never in one group, whatever the key */
	buffer_append(&grouping->key_text, is_traceback(record) ? BYTES("t") : BYTES(""));
}

/* Whether it is a thread that has exited, a stack of the past ("freed by thread T0"), or a thread that was shown before. */
static bool
is_passed_over(const struct record *record)
{
	return !is_traceback(record) &&
	    (json_flag(record->value, NAME_EXITED) ||
		json_member(record->value, NAME_STACK) != NULL ||
		json_flag(record->value, NAME_REPEATS));
}

/* Adds to the group all that the record says. False: no memory. */
static bool
add_record(
    struct grouping *grouping, struct group *group, const struct record *record, long long *known)
{
	*known = 0;
	return represent_add(grouping, group, record) &&
	    verdict_add(&group->verdict, record, grouping->memory) &&
	    (group->traceback ? add_events(grouping, group, record)
			      : add_threads(grouping, group, record, known)) &&
	    add_per(grouping, group, record);
}

const char *
group_add(struct grouping *grouping, const struct record *record, const struct counts *counts)
{
	struct counts sum;
	struct group *group;
	long long known;

	if (is_passed_over(record))
		return NULL;
	if (json_member(record->value, NAME_LEFT_OUT) != NULL)
		return "it is one of those that --top left";
	if (is_too_coarse(grouping, record))
		return "it counts per day, and not per hour";
	make_key(grouping, record);
	group = grouping->key_text.full ? NULL : find_group(grouping, record);
	if (group == NULL)
		return "out of memory";
	sum = group->counts;
	if (!counts_add(&sum, counts))
		return "its group would count more than 9007199254740991";
	group->traceback = is_traceback(record);
	if (add_record(grouping, group, record, &known)) {
		sum.count -= known;
		sum.parts -= known;
		group->counts = sum;
		return NULL;
	}
	if (group->counts.count == 0)
		free_lists(group);
	return "out of memory";
}

static int
by_process(const void *a, const void *b)
{
	const struct group *one = *(struct group *const *)a, *other = *(struct group *const *)b;

	if (one->process != other->process)
		return one->process < other->process ? -1 : 1;
	return (one->order > other->order) - (one->order < other->order);
}

static void
change_threads(struct grouping *grouping, struct changes *changes, struct group *group,
    const struct value *record)
{
	struct members *members = &group->members;
	long long cpu = members_cpu(members);
	struct buffer *value = changes_begin(changes, NAME_MEMBERS);
	bool stuck;

	value->full = value->full || !members_arrange(members);
	memberlist_write(members, &grouping->roster, value);
	changes_number(changes, NAME_MEMBERS_MORE, members->more);
	(void)changes_begin(changes, NAME_RANKS);
	memberlist_write_ranks(members, &grouping->roster, grouping->tree, value);
	(void)changes_begin(changes, NAME_LOOKS);
	memberlist_write_looks(members, &grouping->roster, grouping->tree, value, &stuck);
	changes_json(changes, NAME_STUCK, stuck ? BYTES("true") : BYTES_NONE);
	(void)changes_begin(changes, NAME_STATES);
	if (group->states.count > 1 ||
	    (group->states.count > 0 && tally_sum(&group->states) != members->seen))
		tally_write_largest(&group->states, &grouping->texts, NAME_STATE, value);
	(void)changes_begin(changes, NAME_CENSUS);
	census_write(
	    &group->census, &grouping->census, record, members->seen, grouping->tree, value);
	(void)changes_begin(changes, NAME_CPU_PERCENT);
	if (cpu >= 0)
		buffer_number(value, cpu);
	changes_text(changes, NAME_FINDING, group->finding);
}

static void
change_events(struct grouping *grouping, struct changes *changes, const struct group *group)
{
	const struct events *events = &group->events;

	types_write(&group->types, &grouping->texts, group->counts.count,
	    changes_begin(changes, NAME_TYPES));
	changes_json(changes, NAME_FIRST, buffer_bytes(&events->first));
	changes_json(changes, NAME_LAST, buffer_bytes(&events->last));
	templates_write(&events->messages, &grouping->options.messages, grouping->tree,
	    changes_begin(changes, NAME_MESSAGES));
	changes_number(changes, NAME_MESSAGES_MORE, events->messages.more);
}

/*
 * Appends the line of a group: the record that stands for it, with what is known of all its records. Members that a record
 * may lack come last, in a fixed order: so parts that were grouped, grouped again, give the same bytes as the whole. False:
 * no memory.
 */
static bool
write_one(struct grouping *grouping, struct group *group, struct buffer *out)
{
	const struct group_options *options = &grouping->options;
	struct changes changes = { .values = &grouping->key_text };
	bool traceback = group->traceback;
	const struct value *record;
	size_t own;

	arena_reset(grouping->tree);
	record = json_read_flat(group->record, grouping->tree);
	if (record == NULL)
		return false;
	buffer_reset(changes.values);
	changes_text(&changes, NAME_TYPE, BYTES(TYPE_GROUP));
	changes_text(&changes, NAME_OF, traceback ? BYTES(TYPE_TRACEBACK) : BYTES(TYPE_THREAD));
	changes_text(&changes, NAME_BY, traceback ? options->tracebacks.by : options->threads.by);
	buffer_number(changes_begin(&changes, NAME_COUNT), group->counts.count);
	(void)changes_begin(&changes, NAME_WAS);
	if (grouping->compared)
		buffer_number(changes.values, group->was);
	represent_change(group, &changes);
	own = changes.count;
	if (traceback)
		change_events(grouping, &changes, group);
	else
		change_threads(grouping, &changes, group, record);
	(void)changes_begin(&changes, NAME_PER);
	if (group->per.count > 0)
		tally_write_sorted(&group->per, &grouping->texts, NAME_TIME, changes.values);
	verdict_change(&group->verdict, &changes);
	changes_to_end(&changes, own);
	changes_write(&changes, record, out);
	buffer_byte(out, '\n');
	return !out->full && !arena_full(grouping->tree);
}

bool
group_next(struct grouping *grouping, struct bytes *line)
{
	struct buffer *out = &grouping->scratch;
	struct group *group = NULL;

	if (grouping->written == 0)
		group_sort(grouping);
	while (group == NULL && grouping->written < grouping->count) {
		group = grouping->groups[grouping->written++];
		if (group->counts.count == 0 && group->was == 0)
			group = NULL;
	}
	if (group == NULL)
		return false;
	buffer_reset(out);
	*line = write_one(grouping, group, out) ? buffer_bytes(out) : BYTES_NONE;
	return true;
}

void
group_sort(struct grouping *grouping)
{
	if (grouping->count > 0)
		qsort(grouping->groups, grouping->count, sizeof(*grouping->groups), by_process);
}

const struct keyset *
group_packs(const struct grouping *grouping)
{
	return &grouping->census.packs;
}

size_t
group_cut_count(const struct grouping *grouping)
{
	size_t cut = 0;

	for (size_t i = 0; i < grouping->count; i++)
		cut += grouping->groups[i]->events.messages.more > 0;
	return cut;
}
