#include "group/group.h"

#include "base/hash.h"
#include "group/fingerprint.h"
#include "record/edit.h"
#include "record/names.h"
#include "record/process.h"
#include "record/span.h"
#include "record/write.h"

#include <stdlib.h>

#define COUNT_MAX ((1LL << 53) - 1) /* what a number of a record may be */

struct group {
	struct group *chain; /* of the same bucket */
	uint64_t hash;
	struct bytes key, record; /* one of its kind, as it stood */
	long long count;
	struct buffer members; /* JSON, with commas between */
	size_t listed;
	long long more; /* members that are not listed */
	bool crashed;   /* one of them took a signal: it is the record */
	size_t process; /* which process, by the order in which they were seen */
	size_t order;   /* among all groups, when they are written */
	char fingerprint[FINGERPRINT_SIZE];
};

struct grouping {
	struct key key;
	size_t members_max;
	struct arena *memory;  /* of the groups' keys and records */
	struct group **groups; /* in the order in which they were seen */
	size_t count, size;
	struct group **buckets; /* groups by their keys; processes, too */
	size_t bucket_count;    /* a power of two */
	size_t entry_count;     /* in all buckets */
	size_t process_count;
	struct buffer key_text, scratch;
};

struct grouping *
group_new(const struct key *key, size_t members_max)
{
	struct grouping *grouping = calloc(1, sizeof(*grouping));

	if (grouping == NULL)
		return NULL;
	grouping->key = *key;
	grouping->members_max = members_max;
	grouping->memory = arena_new(SIZE_MAX);
	grouping->bucket_count = 1024;
	grouping->buckets = calloc(grouping->bucket_count, sizeof(*grouping->buckets));
	if (grouping->memory == NULL || grouping->buckets == NULL) {
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
	for (size_t i = 0; i < grouping->count; i++)
		buffer_free(&grouping->groups[i]->members);
	buffer_free(&grouping->scratch);
	buffer_free(&grouping->key_text);
	free(grouping->groups);
	free(grouping->buckets);
	arena_free(grouping->memory);
	free(grouping);
}

bool
group_takes(const struct record *record)
{
	return bytes_equal(stream_kind(record), BYTES(TYPE_THREAD));
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
	buckets = calloc(count, sizeof(*buckets));
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
	if (grouping->count == grouping->size) {
		size_t size = grouping->size == 0 ? 256 : 2 * grouping->size;
		struct group **groups = realloc(grouping->groups, size * sizeof(*groups));

		if (groups == NULL)
			return false;
		grouping->groups = groups;
		grouping->size = size;
	}
	grouping->groups[grouping->count++] = group;
	return true;
}

static struct group *
begin_group(struct grouping *grouping, const struct record *record, uint64_t hash)
{
	struct group *group = add_entry(grouping, buffer_bytes(&grouping->key_text), hash);

	if (group == NULL || !number_process(grouping, record, &group->process))
		return NULL;
	if (!list_group(grouping, group))
		return NULL;
	if (read_text(record->value, NAME_FINGERPRINT).len == 0 &&
	    read_member(record->value, NAME_TRIMMED) == NULL) {
		struct bytes text =
		    fingerprint_text(record->value, record->memory, &grouping->scratch);

		if (text.len > 0)
			fingerprint_hash(text, group->fingerprint);
	}
	return group;
}

static void
add_members(struct group *group, struct bytes members, size_t count)
{
	if (group->members.len > 0)
		buffer_byte(&group->members, ',');
	buffer_append(&group->members, members);
	group->listed += count;
}

/* A thread is a member of its group. */
static void
add_member(struct grouping *grouping, struct group *group, const struct record *record)
{
	const struct value *process = read_member(record->value, NAME_PROCESS);
	struct buffer *member = &grouping->scratch;

	group->count++;
	if (group->listed >= grouping->members_max) {
		group->more++;
		return;
	}
	buffer_reset(member);
	WRITE_NUMBER(member, NAME_PID, read_number(process, NAME_PID));
	WRITE_NUMBER(member, NAME_TID, read_number(record->value, NAME_TID));
	WRITE_NUMBER(member, NAME_INFERIOR, read_number(record->value, NAME_INFERIOR));
	WRITE_NUMBER(member, NAME_LWP, read_number(record->value, NAME_LWP));
	WRITE_NUMBER(member, NAME_SAMPLE, read_number(record->value, NAME_SAMPLE));
	WRITE_TEXT(member, NAME_HOST, read_text(process, NAME_HOST));
	WRITE_FLAG(member, NAME_CRASHED, read_flag(record->value, NAME_CRASHED));
	write_close(member, 0);
	add_members(group, buffer_bytes(member), 1);
}

/* A group brings the members that it has. */
static void
add_group(struct grouping *grouping, struct group *group, const struct record *record)
{
	long long count = read_number(record->value, NAME_COUNT);
	long long more = read_number(record->value, NAME_MEMBERS_MORE);
	struct bytes members = span_member(record->line, NAME_MEMBERS);
	struct span span = { .next = NULL };

	group->count += count > 0 ? count : 1;
	if (group->count > COUNT_MAX)
		group->count = COUNT_MAX;
	group->more += more > 0 ? more : 0;
	if (group->more > COUNT_MAX)
		group->more = COUNT_MAX;
	while (span_next(members, &span)) {
		if (group->listed < grouping->members_max)
			add_members(group, span.value, 1);
		else
			group->more++;
	}
}

/*
 * A group shows the first of its kind, but where one of them crashed the first of those: its
 * arguments tell why.
 */
static bool
represent(struct grouping *grouping, struct group *group, const struct record *record)
{
	bool crashed = read_flag(record->value, NAME_CRASHED);

	if (group->record.len > 0 && (group->crashed || !crashed))
		return true;
	group->crashed = crashed;
	group->record = arena_copy(grouping->memory, record->line);
	return group->record.len > 0;
}

bool
group_add(struct grouping *grouping, const struct record *record)
{
	struct group *group;
	uint64_t hash;

	if (read_flag(record->value, NAME_EXITED))
		return true;
	key_of(&grouping->key, record, &grouping->key_text, &grouping->scratch);
	hash = hash_bytes(buffer_bytes(&grouping->key_text));
	group = find(grouping, buffer_bytes(&grouping->key_text), hash);
	if (group == NULL)
		group = begin_group(grouping, record, hash);
	if (group == NULL || grouping->key_text.full)
		return false;
	if (!represent(grouping, group, record))
		return false;
	if (bytes_equal(record->type, BYTES(TYPE_GROUP)))
		add_group(grouping, group, record);
	else
		add_member(grouping, group, record);
	return !group->members.full;
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
write_one(
    struct grouping *grouping, const struct group *group, struct buffer *values, struct buffer *out)
{
	size_t marks[6];
	struct edit edits[7] = { { NAME_TYPE, BYTES("\"" TYPE_GROUP "\"") },
		{ NAME_OF, BYTES("\"" TYPE_THREAD "\"") }, { .name = NAME_BY },
		{ .name = NAME_COUNT }, { .name = NAME_FINGERPRINT }, { .name = NAME_MEMBERS },
		{ .name = NAME_MEMBERS_MORE } };
	size_t count = 0;

	buffer_reset(values);
	marks[count++] = 0;
	write_text(values, grouping->key.by);
	marks[count++] = values->len;
	buffer_number(values, group->count);
	marks[count++] = values->len;
	if (group->fingerprint[0] != '\0')
		write_text(values, bytes_of(group->fingerprint));
	marks[count++] = values->len;
	buffer_byte(values, '[');
	buffer_append(values, buffer_bytes(&group->members));
	buffer_byte(values, ']');
	marks[count++] = values->len;
	if (group->more > 0)
		buffer_number(values, group->more);
	marks[count] = values->len;
	for (size_t i = 0; i < count; i++)
		edits[2 + i].value = bytes_first(
		    bytes_from(buffer_bytes(values), marks[i]), marks[i + 1] - marks[i]);
	if (group->fingerprint[0] == '\0')
		edits[4].value = span_member(group->record, NAME_FINGERPRINT);
	edit_write(out, group->record, edits, sizeof(edits) / sizeof(edits[0]));
	buffer_byte(out, '\n');
}

bool
group_write(struct grouping *grouping, FILE *out)
{
	struct buffer *line = &grouping->scratch, *values = &grouping->key_text;

	for (size_t i = 0; i < grouping->count; i++)
		grouping->groups[i]->order = i;
	if (grouping->count > 0)
		qsort(grouping->groups, grouping->count, sizeof(*grouping->groups), by_process);
	for (size_t i = 0; i < grouping->count; i++) {
		buffer_reset(line);
		write_one(grouping, grouping->groups[i], values, line);
		if (line->full || values->full)
			return false;
		fwrite(line->at, 1, line->len, out);
	}
	return true;
}
