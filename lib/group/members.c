#include "group/members.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/words.h"
#include "record/names.h"
#include "same/ownframe.h"
#include "json/write.h"

#include <stdlib.h>

enum { CPU_MAX = 1000000 }; /* percent */

/* Members of a group's member that are read here; all others are kept as they are written. */
static const struct bytes known_names[] = { BYTES_ROW(NAME_PID), BYTES_ROW(NAME_TID),
	BYTES_ROW(NAME_INFERIOR), BYTES_ROW(NAME_LWP), BYTES_ROW(NAME_COMM), BYTES_ROW(NAME_SAMPLE),
	BYTES_ROW(NAME_LOOKS), BYTES_ROW(NAME_HOST), BYTES_ROW(NAME_FILE), BYTES_ROW(NAME_CRASHED),
	BYTES_ROW(NAME_CPU_PERCENT) };

void
members_free(struct members *members)
{
	free(members->list);
	free(members->buckets);
	free(members->chain);
	*members = (struct members){ .more = 0 };
}

/* Whether both are the same thread: by its process and its numbers. */
static bool
is_same_thread(const struct member *one, const struct member *other)
{
	return one->owner == other->owner && one->tid == other->tid && one->lwp == other->lwp;
}

static bool
may_come_again(const struct member *member)
{
	return !ranges_empty(&member->looks) && (member->tid >= 0 || member->lwp >= 0);
}

static uint32_t *
bucket_of(const struct members *members, const struct member *member)
{
	uint64_t hash = hash_number((uint64_t)member->tid);

	hash = hash_number(hash ^ (uint64_t)member->lwp);
	hash = hash_number(hash ^ member->owner);
	return &members->buckets[hash & (members->bucket_count - 1)];
}

/* Moves to the first member of a thread what is true of the thread, and not of one look at it. */
static void
fold(struct member *first, struct member *member)
{
	if (member->cpu > first->cpu)
		first->cpu = member->cpu;
	first->crashed = first->crashed || member->crashed;
	member->cpu = 0;
	member->crashed = false;
}

/* Puts a member at the end of its chain. */
static void
link_member(struct members *members, struct roster *roster, size_t number)
{
	struct member *member = &members->list[number], *first = NULL;
	uint32_t *at = bucket_of(members, member);

	while (*at != 0) {
		struct member *each = &members->list[*at - 1];

		if (first == NULL && is_same_thread(each, member))
			first = each;
		at = &members->chain[*at - 1];
	}
	*at = (uint32_t)number + 1;
	if (first == NULL)
		return;
	fold(first, member);
	roster->owners[member->owner].twice = true;
}

/* Makes the chains, one a member. False: no memory. */
static bool
index_members(struct members *members, struct roster *roster)
{
	size_t count = 16;

	while (count < members->count)
		count *= 2;
	free(members->buckets);
	free(members->chain);
	members->bucket_count = count;
	members->buckets = memory_zero(count, sizeof(*members->buckets));
	members->chain = memory_zero(count, sizeof(*members->chain));
	if (members->buckets == NULL || members->chain == NULL) {
		free(members->buckets);
		members->buckets = NULL;
		return false;
	}
	for (size_t i = 0; i < members->count; i++)
		if (may_come_again(&members->list[i]))
			link_member(members, roster, i);
	return true;
}

/* Whether this member and all before it are of the same look. */
static bool
is_of_one_look(struct members *members, const struct member *member)
{
	uint32_t look = member->looks.from;

	if (members->buckets != NULL || member->looks.next != NULL || member->looks.to != look)
		return false;
	if (members->look == 0)
		members->look = look;
	return members->look == look;
}

/* Adds a member's looks to members of the same thread; false: looks are left, which all of these have already. */
static bool
join_looks(struct members *members, struct roster *roster, struct member *member)
{
	struct member *first = NULL;

	for (uint32_t next = *bucket_of(members, member); next != 0;) {
		struct member *each = &members->list[next - 1];
		struct ranges left = { .from = 0 };

		next = members->chain[next - 1];
		if (!is_same_thread(each, member))
			continue;
		if (first == NULL)
			first = each;
		fold(first, member);
		if (first->name == 0)
			first->name = member->name;
		if (first->more == 0)
			first->more = member->more;
		(void)ranges_join(&each->looks, &member->looks, &left, roster->memory);
		member->looks = left;
		if (ranges_empty(&left))
			return true;
	}
	return false;
}

long long
members_seen(const struct member *member)
{
	return ranges_empty(&member->looks) ? 1 : ranges_count(&member->looks);
}

/* Adds a member to the list, or its looks to a member of the same thread. False: no memory. */
static bool
place(struct members *members, struct roster *roster, struct member *member, size_t most,
    long long *known)
{
	bool again = may_come_again(member) && !is_of_one_look(members, member);

	members->owner = member->owner + 1;
	members->seen += members_seen(member);
	if (again && members->buckets == NULL && !index_members(members, roster))
		return false;
	if (again && join_looks(members, roster, member)) {
		(*known)++;
		return true;
	}
	if (members->count >= most || members->count >= UINT32_MAX - 1) {
		members->more++;
		members->more_cpu += member->cpu > 0 ? member->cpu - 1 : 0;
		return true;
	}
	if (!ARRAY_ROOM(members->list, members->count, members->size))
		return false;
	members->list[members->count++] = *member;
	if (!again)
		return true;
	if (members->count > members->bucket_count)
		return index_members(members, roster);
	link_member(members, roster, members->count - 1);
	return true;
}

static uint32_t
cpu_of(const struct value *value)
{
	long long percent = json_number(value, NAME_CPU_PERCENT);

	return percent < 0 ? 0 : (uint32_t)(percent < CPU_MAX ? percent : CPU_MAX) + 1;
}

/* The process, as an entry of a group's `members` or `looks` has it. */
static struct owner
owner_of(const struct value *value)
{
	return (struct owner){ .pid = json_number(value, NAME_PID),
		.inferior = json_number(value, NAME_INFERIOR),
		.host = json_text(value, NAME_HOST),
		.file = json_text(value, NAME_FILE) };
}

/* Reads what a thread and a member of a group have in common; also adds the looks to those of the process. */
static bool
fill(struct member *member, struct roster *roster, const struct value *value,
    const struct belonging *belonging, const struct owner *owner)
{
	long long sample = json_number(value, NAME_SAMPLE);
	bool good = true;

	member->tid = json_number(value, NAME_TID);
	member->lwp = json_number(value, NAME_LWP);
	member->name = roster_text(roster, json_text(value, NAME_COMM), &good);
	member->cpu = cpu_of(value) & (UINT32_MAX >> 1);
	member->crashed = json_flag(value, NAME_CRASHED);
	member->owner = roster_owner(roster, belonging, owner, &good);
	if (!ranges_read(json_text(value, NAME_LOOKS), &member->looks, roster->memory)) {
		member->looks = (struct ranges){ .from = 0 };
		if (sample > 0 && sample < (long long)RANGES_MAX)
			member->looks.from = member->looks.to = (uint32_t)sample;
	}
	if (good)
		(void)ranges_join(
		    &roster->owners[member->owner].looks, &member->looks, NULL, roster->memory);
	return good;
}

/*
 * What a thread waits for, or that it holds Python's interpreter lock, and where it is in the program's own code (threads
 * with one stack may be in different lines of it). As JSON members with a comma before each; their number in the roster.
 */
static uint32_t
number_wait(struct roster *roster, const struct record *record, bool *good)
{
	static const char *const kept[] = { NAME_WAITS_FOR, NAME_DEADLOCK, NAME_BEHIND, NAME_GIL };
	const struct value *place, *member;
	struct buffer *out = &roster->scratch;
	size_t start;

	if (json_member(record->value, NAME_WAITS_FOR) == NULL &&
	    !json_flag(record->value, NAME_GIL))
		return 0;
	buffer_reset(out);
	for (size_t i = 0; i < COUNT_OF(kept); i++)
		if ((member = json_member(record->value, kept[i])) != NULL) {
			buffer_byte(out, ',');
			buffer_append(out, json_written_member(member));
		}
	place = ownframe_of(record->value, record->memory);
	WRITE_NAME(out, NAME_AT);
	start = out->len;
	WRITE_TEXT(out, NAME_FUNCTION, json_text(place, NAME_FUNCTION));
	WRITE_TEXT(out, NAME_MODULE, json_text(place, NAME_MODULE));
	WRITE_TEXT(out, NAME_FILE, json_text(place, NAME_FILE));
	WRITE_NUMBER(out, NAME_LINE, json_number(place, NAME_LINE));
	write_close(out, start);
	*good = *good && !out->full;
	return roster_text(roster, buffer_bytes(out), good);
}

static bool
add_thread(struct members *members, struct roster *roster, const struct record *record,
    const struct belonging *belonging, size_t most, long long *known)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	const struct value *source = json_member(record->value, NAME_SOURCE);
	struct owner owner = { .pid = json_number(process, NAME_PID),
		.inferior = json_number(record->value, NAME_INFERIOR),
		.host = json_text(process, NAME_HOST) };
	struct member member = { .owner = 0 };
	bool good;

	if (owner.pid < 0 && belonging->files)
		owner.file = json_text(source, NAME_FILE);
	good = fill(&member, roster, record->value, belonging, &owner);
	member.more = number_wait(roster, record, &good);
	return good && place(members, roster, &member, most, known);
}

/* The members of a group's member that are kept as they are written, with a comma before each. */
static uint32_t
number_rest(struct roster *roster, const struct value *value, bool *good)
{
	struct buffer *rest = &roster->scratch;

	buffer_reset(rest);
	for (const struct value *each = json_first(value); each != NULL; each = json_next(each)) {
		if (words_find(LIST(known_names), json_name(each)) != WORDS_NONE)
			continue;
		buffer_byte(rest, ',');
		buffer_append(rest, json_written_member(each));
	}
	*good = *good && !rest->full;
	return roster_text(roster, buffer_bytes(rest), good);
}

static bool
add_member(struct members *members, struct roster *roster, const struct value *value,
    const struct belonging *belonging, size_t most, long long *known)
{
	struct owner owner = owner_of(value);
	struct member member = { .owner = 0 };
	bool good = fill(&member, roster, value, belonging, &owner);

	member.more = number_rest(roster, value, &good);
	return good && place(members, roster, &member, most, known);
}

/* Reads a group's `looks`: its processes may have looks that no member of this group has. */
static bool
read_looks(struct roster *roster, const struct value *group, const struct belonging *belonging)
{
	const struct value *each = json_first(json_member(group, NAME_LOOKS));
	bool good = true;

	for (; each != NULL; each = json_next(each)) {
		struct owner owner = owner_of(each);
		struct ranges looks;
		uint32_t number;

		if (!ranges_read(json_text(each, NAME_OF), &looks, roster->memory))
			continue;
		number = roster_owner(roster, belonging, &owner, &good);
		if (good)
			(void)ranges_join(
			    &roster->owners[number].looks, &looks, NULL, roster->memory);
	}
	return good;
}

/* Adds the threads that are not listed. Their share of a CPU is that of the group without that of its members. */
static void
add_more(struct members *members, const struct value *group)
{
	long long more = json_number(group, NAME_MEMBERS_MORE);
	long long cpu = json_number(group, NAME_CPU_PERCENT);
	const struct value *each = json_first(json_member(group, NAME_MEMBERS));

	if (more <= 0)
		return;
	members->more += more;
	members->seen += more;
	for (; each != NULL && cpu > 0; each = json_next(each))
		if (json_number(each, NAME_CPU_PERCENT) > 0)
			cpu -= json_number(each, NAME_CPU_PERCENT);
	members->more_cpu += cpu > 0 ? cpu : 0;
}

bool
members_add(struct members *members, struct roster *roster, const struct record *record,
    const struct belonging *belonging, size_t most, long long *known)
{
	const struct value *each = json_first(json_member(record->value, NAME_MEMBERS));

	*known = 0;
	if (!stream_is_group(record))
		return add_thread(members, roster, record, belonging, most, known);
	for (; each != NULL; each = json_next(each))
		if (!add_member(members, roster, each, belonging, most, known))
			return false;
	add_more(members, record->value);
	return read_looks(roster, record->value, belonging);
}

/* If a member is the first of its thread, appends it and then all others of that thread to the list. */
static size_t
arrange(const struct members *members, size_t number, struct member *list, size_t count)
{
	const struct member *first = &members->list[number];
	uint32_t name = first->name;
	bool any = false;

	if (!may_come_again(first)) {
		list[count++] = *first;
		return count;
	}
	for (uint32_t next = *bucket_of(members, first); next != 0;) {
		const struct member *each = &members->list[next - 1];

		next = members->chain[next - 1];
		if (!is_same_thread(each, first))
			continue;
		if (!any && each != first)
			return count; /* it stands there already */
		any = true;
		list[count] = *each;
		list[count++].name = name;
	}
	return count;
}

bool
members_arrange(struct members *members)
{
	struct member *list;
	size_t count = 0;

	if (members->buckets == NULL)
		return true;
	list = memory_zero(members->count, sizeof(*list));
	if (list == NULL)
		return false;
	for (size_t i = 0; i < members->count; i++)
		count = arrange(members, i, list, count);
	free(members->list);
	free(members->buckets);
	free(members->chain);
	members->list = list;
	members->buckets = members->chain = NULL;
	return true;
}

long long
members_cpu(const struct members *members)
{
	long long sum = members->more_cpu;
	bool any = sum > 0;

	for (size_t i = 0; i < members->count; i++) {
		any = any || members->list[i].cpu > 0;
		sum += members->list[i].cpu > 0 ? members->list[i].cpu - 1 : 0;
	}
	return any ? sum : -1;
}
