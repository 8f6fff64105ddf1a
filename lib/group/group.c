#include "group/group.h"

#include "base/array.h"
#include "base/memory.h"
#include "record/changes.h"
#include "record/names.h"
#include "record/process.h"
#include "same/fingerprint.h"
#include "same/place.h"
#include "json/write.h"

#include <stdlib.h>

/* The threads of a group. */
struct members {
	struct buffer json; /* with commas between */
	size_t listed;
	long long more; /* that are not listed */
};

/* Which of the threads of a kind stands for the others. */
enum interest { INTEREST_NONE, INTEREST_DEADLOCK, INTEREST_CRASHED };

struct group {
	size_t process;      /* which process, by the order in which they were seen */
	size_t order;        /* among all groups */
	struct bytes record; /* one of its kind, as it stood */
	struct counts
	    counts;     /* 0: there was no memory for any of its records, and it is not written */
	bool traceback; /* of exceptions, and not of threads */
	enum interest interest;              /* of the record */
	struct members members;              /* of threads */
	struct events events;                /* of exceptions */
	struct bytes fingerprint, signature; /* of the record, where it has none of its own */
};

struct grouping {
	struct group_options options;
	struct arena *memory;  /* of the groups' keys and records */
	struct arena *tree;    /* of the record that is written */
	struct keyset keys;    /* of the groups */
	struct group **groups; /* by the numbers of their keys */
	size_t count, size;
	struct keyset processes;
	struct buffer key_text, scratch;
	struct events_scratch events;
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
	/* a first block, so that what was grouped can be written when no memory is left */
	if (grouping->tree != NULL)
		(void)arena_alloc(grouping->tree, 1);
	if (grouping->memory == NULL || grouping->tree == NULL) {
		group_free(grouping);
		return NULL;
	}
	return grouping;
}

static void
free_lists(struct group *group)
{
	buffer_free(&group->members.json);
	group->members = (struct members){ .more = 0 };
	events_free(&group->events);
}

void
group_free(struct grouping *grouping)
{
	if (grouping == NULL)
		return;
	for (size_t i = 0; i < grouping->count; i++)
		free_lists(grouping->groups[i]);
	buffer_free(&grouping->scratch);
	events_scratch_free(&grouping->events);
	buffer_free(&grouping->key_text);
	keyset_free(&grouping->keys);
	keyset_free(&grouping->processes);
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

/* Whether the list has room for a member, which begins then; else it is counted. */
static bool
begin_member(struct members *members, size_t most)
{
	if (members->listed >= most) {
		members->more++;
		return false;
	}
	if (members->json.len > 0)
		buffer_byte(&members->json, ',');
	members->listed++;
	return true;
}

/* What a member waits for, and where it stands: among threads of one stack each has its own line. */
static void
write_wait(struct buffer *out, const struct record *record)
{
	static const char *const kept[] = { NAME_WAITS_FOR, NAME_DEADLOCK, NAME_BEHIND };
	const struct value *place, *member;

	if (json_member(record->value, NAME_WAITS_FOR) == NULL)
		return;
	for (size_t i = 0; i < COUNT_OF(kept); i++)
		if ((member = json_member(record->value, kept[i])) != NULL) {
			buffer_byte(out, ',');
			buffer_append(out, json_written_member(member));
		}
	place = place_of(record->value, record->memory);
	WRITE_TEXT(out, NAME_FUNCTION, json_text(place, NAME_FUNCTION));
	WRITE_TEXT(out, NAME_MODULE, json_text(place, NAME_MODULE));
	WRITE_TEXT(out, NAME_FILE, json_text(place, NAME_FILE));
	WRITE_NUMBER(out, NAME_LINE, json_number(place, NAME_LINE));
}

static void
list_thread(struct members *members, const struct record *record, size_t most)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	struct buffer *out = &members->json;
	size_t start;

	if (!begin_member(members, most))
		return;
	start = out->len;
	WRITE_NUMBER(out, NAME_PID, json_number(process, NAME_PID));
	WRITE_NUMBER(out, NAME_TID, json_number(record->value, NAME_TID));
	WRITE_NUMBER(out, NAME_INFERIOR, json_number(record->value, NAME_INFERIOR));
	WRITE_NUMBER(out, NAME_LWP, json_number(record->value, NAME_LWP));
	WRITE_NUMBER(out, NAME_SAMPLE, json_number(record->value, NAME_SAMPLE));
	WRITE_TEXT(out, NAME_HOST, json_text(process, NAME_HOST));
	WRITE_FLAG(out, NAME_CRASHED, json_flag(record->value, NAME_CRASHED));
	write_wait(out, record);
	write_close(out, start);
}

/* Takes in the members of a group. */
static void
list_members(struct members *members, const struct record *record, size_t most)
{
	long long more = json_number(record->value, NAME_MEMBERS_MORE);
	const struct value *each = json_first(json_member(record->value, NAME_MEMBERS));

	members->more += more > 0 ? more : 0;
	for (; each != NULL; each = json_next(each))
		if (begin_member(members, most))
			buffer_append(&members->json, json_written(each));
}

/* Takes in a thread, or the members of a group; past `members_max` they are counted. False: no memory. */
static bool
add_members(struct grouping *grouping, struct group *group, const struct record *record)
{
	size_t most = grouping->options.members_max;

	if (bytes_equal(record->type, BYTES(TYPE_GROUP)))
		list_members(&group->members, record, most);
	else
		list_thread(&group->members, record, most);
	return !group->members.json.full;
}

/* The number of the record's process, by the order in which they were seen. INDEX_NONE: no memory. */
static size_t
number_process(struct grouping *grouping, const struct record *record)
{
	struct buffer *key = &grouping->scratch;
	size_t number;

	buffer_reset(key);
	if (is_traceback(record)) /* all of those are together, in the order of the logs */
		buffer_append(key, BYTES("tracebacks"));
	else
		process_append_key(record, key);
	number = keyset_find(&grouping->processes, buffer_bytes(key));
	if (number != INDEX_NONE || key->full)
		return number;
	return keyset_add(&grouping->processes, buffer_bytes(key), grouping->memory);
}

/* The group of the record, whose key is known; a new one where there is none yet. NULL: no memory. */
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

/* Of the record that stands for the group, where it has none of its own and is whole. False: no memory. */
static bool
note_fingerprint(struct grouping *grouping, struct group *group, const struct record *record)
{
	struct fingerprint fingerprint;

	group->fingerprint = group->signature = BYTES_NONE;
	if (json_text(record->value, NAME_FINGERPRINT).len > 0 ||
	    json_member(record->value, NAME_TRIMMED) != NULL)
		return true;
	if (!fingerprint_of(record->value, record->memory, &grouping->scratch, &fingerprint))
		return false;
	group->fingerprint = arena_copy(grouping->memory, bytes_of(fingerprint.hash));
	group->signature = arena_copy(grouping->memory, bytes_of(fingerprint.signature));
	return true;
}

static enum interest
interest_of(const struct record *record)
{
	if (json_flag(record->value, NAME_CRASHED))
		return INTEREST_CRASHED;
	return json_member(record->value, NAME_DEADLOCK) != NULL ? INTEREST_DEADLOCK
								 : INTEREST_NONE;
}

/*
 * A group shows the first of its kind, but where one of them crashed the first of those: its
 * arguments tell why; else the first that is in a deadlock.
 */
static bool
represent(struct grouping *grouping, struct group *group, const struct record *record)
{
	enum interest interest = interest_of(record);

	if (group->record.len > 0 && group->interest >= interest)
		return true;
	group->interest = interest;
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
	struct counts sum;

	/* a thread that is gone, or a stack that is no thread's: "freed by thread T0" */
	if (!is_traceback(record) &&
	    (json_flag(record->value, NAME_EXITED) ||
		json_member(record->value, NAME_STACK) != NULL))
		return NULL;
	make_key(grouping, record);
	group = grouping->key_text.full ? NULL : find_group(grouping, record);
	if (group == NULL)
		return no_memory;
	sum = group->counts;
	if (!counts_add(&sum, counts))
		return "its group would count more than 9007199254740991";
	if (!represent(grouping, group, record))
		return no_memory;
	group->traceback = is_traceback(record);
	if (group->traceback ? events_add(&group->events, record, &options->events,
				   grouping->memory, &grouping->events)
			     : add_members(grouping, group, record)) {
		group->counts = sum;
		return NULL;
	}
	if (group->counts.count == 0)
		free_lists(group);
	return no_memory;
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
change_members(struct changes *changes, const struct members *members)
{
	struct buffer *value = changes_begin(changes, NAME_MEMBERS);

	buffer_byte(value, '[');
	buffer_append(value, buffer_bytes(&members->json));
	buffer_byte(value, ']');
	changes_number(changes, NAME_MEMBERS_MORE, members->more);
}

static void
change_events(struct changes *changes, struct events *events)
{
	changes_json(changes, NAME_FIRST, buffer_bytes(&events->first));
	changes_json(changes, NAME_LAST, buffer_bytes(&events->last));
	events_write_messages(events, changes_begin(changes, NAME_MESSAGES));
	changes_number(changes, NAME_MESSAGES_MORE, events->more);
}

/* Appends the line of a group: its record, with what is known of all. False: no memory. */
static bool
write_one(struct grouping *grouping, struct group *group, struct buffer *out)
{
	const struct group_options *options = &grouping->options;
	struct changes changes = { .values = &grouping->key_text };
	bool traceback = group->traceback;
	const struct value *record;
	const char *reason;
	size_t place;

	arena_reset(grouping->tree);
	record = json_read(group->record, grouping->tree, &reason, &place);
	if (record == NULL)
		return false;
	buffer_reset(changes.values);
	changes_text(&changes, NAME_TYPE, BYTES(TYPE_GROUP));
	changes_text(&changes, NAME_OF, traceback ? BYTES(TYPE_TRACEBACK) : BYTES(TYPE_THREAD));
	changes_text(&changes, NAME_BY, traceback ? options->tracebacks.by : options->threads.by);
	changes_number(&changes, NAME_COUNT, group->counts.count);
	if (group->fingerprint.len > 0) {
		changes_text(&changes, NAME_FINGERPRINT, group->fingerprint);
		changes_text(&changes, NAME_SIGNATURE, group->signature);
	}
	if (traceback)
		change_events(&changes, &group->events);
	else
		change_members(&changes, &group->members);
	changes_write(&changes, record, out);
	buffer_byte(out, '\n');
	return !out->full;
}

size_t
group_write(struct grouping *grouping, FILE *out)
{
	struct buffer *line = &grouping->scratch;
	size_t lost = 0;

	if (grouping->count > 0)
		qsort(grouping->groups, grouping->count, sizeof(*grouping->groups), by_process);
	for (size_t i = 0; i < grouping->count; i++) {
		if (grouping->groups[i]->counts.count == 0)
			continue;
		buffer_reset(line);
		if (write_one(grouping, grouping->groups[i], line))
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
