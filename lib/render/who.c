#include "render/who.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/shown.h"
#include "record/counts.h"
#include "record/names.h"
#include "render/format.h"
#include "same/pool.h"

#include <stdlib.h>

enum { RANGES = 8 }; /* most ranges of numbers that are shown */

void
who_free(struct who *who)
{
	free(who->list);
	*who = (struct who){ .count = 0 };
}

/* Adds the pool that a name is of, or the whole name; notes if there are more than are shown. */
static void
add_name(struct who *who, struct bytes comm, struct arena *memory)
{
	struct bytes pool = pool_of_name(comm, memory);
	size_t i = 0;

	if (pool.len > 0)
		comm = pool;
	while (i < who->name_count && !bytes_equal(who->names[i], comm))
		i++;
	if (comm.len == 0 || i < who->name_count)
		return;
	if (i < WHO_NAMES)
		who->names[who->name_count++] = arena_copy(memory, comm);
	else
		who->other_names = true;
}

/*
 * Adds a thread of that process, or a member of a group. `source` is the file of the record: processes without a pid are
 * told apart by it, and a member has it only if the group is of several.
 */
static bool
add_number(
    struct who *who, const struct value *process, struct bytes source, const struct value *thread)
{
	long long tid = json_number(thread, NAME_TID), pid = json_number(process, NAME_PID);
	struct bytes host = json_text(process, NAME_HOST), file = json_text(thread, NAME_FILE);

	file = file.len > 0 ? file : source;
	if (!ARRAY_ROOM(who->list, who->count, who->size))
		return false;
	who->list[who->count++] = (struct who_thread){
		.host = (long long)(hash_bytes(host) >> 1),
		.file = pid < 0 ? (long long)(hash_bytes(file) >> 1) : 0,
		.pid = pid,
		.inferior = json_number(thread, NAME_INFERIOR),
		.number = tid >= 0 ? tid : json_number(thread, NAME_LWP),
		.lwp = tid >= 0 ? json_number(thread, NAME_LWP) : -1,
		.is_lwp = tid < 0,
	};
	return true;
}

/* How many threads no member names; a record without members is one thread itself. */
static long long
count_unnamed(const struct record *record, const struct value *members)
{
	long long named = (long long)json_count(members);
	long long more = json_number(record->value, NAME_MEMBERS_MORE);
	long long rest = format_count(record) - named;

	rest = rest > more ? rest : more; /* somebody may have taken members away */
	rest -= named == 0;
	return rest > 0 ? rest : 0;
}

bool
who_add(struct who *who, const struct record *record, struct arena *memory)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	const struct value *members = json_member(record->value, NAME_MEMBERS);
	const struct value *member = json_first(members);
	struct bytes source = json_text(json_member(record->value, NAME_SOURCE), NAME_FILE);

	who->more = counts_sum(who->more, count_unnamed(record, members));
	if (member == NULL || json_text(member, NAME_COMM).len == 0)
		add_name(who, json_text(record->value, NAME_COMM), memory);
	if (member == NULL)
		return add_number(who, process, source, record->value);
	for (; member != NULL; member = json_next(member)) {
		add_name(who, json_text(member, NAME_COMM), memory);
		if (!add_number(who, member, source, member))
			return false;
	}
	return true;
}

static int
compare_process(const struct who_thread *one, const struct who_thread *other)
{
	if (one->host != other->host)
		return one->host < other->host ? -1 : 1;
	if (one->pid != other->pid)
		return one->pid < other->pid ? -1 : 1;
	if (one->file != other->file)
		return one->file < other->file ? -1 : 1;
	return (one->inferior > other->inferior) - (one->inferior < other->inferior);
}

static int
compare(const void *a, const void *b)
{
	const struct who_thread *one = a, *other = b;
	int process = compare_process(one, other);

	if (process != 0)
		return process;
	if (one->number != other->number)
		return one->number < other->number ? -1 : 1;
	return (one->lwp > other->lwp) - (one->lwp < other->lwp);
}

/* Whether both are one thread; `one` is no later than `other` in order. A number may be of several threads by their LWPs. */
static bool
is_same(const struct who_thread *one, const struct who_thread *other)
{
	return one->number >= 0 && one->number == other->number &&
	    (one->lwp < 0 || one->lwp == other->lwp) && compare_process(one, other) == 0;
}

static long long
lwp_of(const struct who_thread *thread)
{
	return thread->is_lwp ? thread->number : thread->lwp;
}

/* By LWP; of one LWP, threads with a number of the debugger come first. */
static int
compare_lwp(const void *a, const void *b)
{
	const struct who_thread *one = a, *other = b;
	long long lwps[] = { lwp_of(one), lwp_of(other) };
	int process = compare_process(one, other);

	if (process != 0)
		return process;
	if (lwps[0] != lwps[1])
		return lwps[0] < lwps[1] ? -1 : 1;
	return one->is_lwp - other->is_lwp;
}

/* One tool may have a number for the thread that another one knows by its LWP alone, as gdb and systemd-coredump do. */
static void
join_lwps(struct who *who)
{
	size_t lwps = 0;

	for (size_t i = 0; i < who->count; i++)
		lwps += who->list[i].is_lwp;
	if (lwps == 0 || lwps == who->count)
		return;
	qsort(who->list, who->count, sizeof(*who->list), compare_lwp);
	for (size_t i = 1; i < who->count; i++) {
		struct who_thread *one = &who->list[i - 1], *other = &who->list[i];

		if (other->is_lwp && !one->is_lwp && one->lwp >= 0 && one->lwp == other->number &&
		    compare_process(one, other) == 0)
			*other = *one;
	}
}

/* Sorts the threads, and keeps each once; threads without a number are all different. */
static void
sort(struct who *who)
{
	size_t kept = 0;

	if (who->sorted || who->count == 0)
		return;
	join_lwps(who);
	qsort(who->list, who->count, sizeof(*who->list), compare);
	for (size_t i = 0; i < who->count; i++) {
		kept -= kept > 0 && is_same(&who->list[kept - 1], &who->list[i]);
		who->list[kept++] = who->list[i];
	}
	who->count = kept;
	who->sorted = true;
}

long long
who_threads(struct who *who)
{
	sort(who);
	return counts_sum((long long)who->count, who->more);
}

bool
who_join(struct who *who, const struct who *other)
{
	for (size_t i = 0; i < other->count; i++) {
		if (!ARRAY_ROOM(who->list, who->count, who->size))
			return false;
		who->list[who->count++] = other->list[i];
	}
	who->more = counts_sum(who->more, other->more);
	return true;
}

long long
who_processes(struct who *who)
{
	long long processes = 0;

	sort(who);
	for (size_t i = 0; i < who->count; i++)
		processes += i == 0 || compare_process(&who->list[i - 1], &who->list[i]) != 0;
	return processes;
}

/* What a thread is known by: its number; its LWP, of a thread that has no other number, and of one that has. */
enum mark { MARK_NUMBER, MARK_LWP, MARK_NUMBERED_LWP };

static uint64_t
mark_of(const struct who_thread *thread, enum mark kind, long long number)
{
	uint64_t hash = hash_number((uint64_t)thread->host + kind);

	hash = hash_number(hash + (uint64_t)thread->pid);
	hash = hash_number(hash + (uint64_t)thread->file);
	hash = hash_number(hash + (uint64_t)thread->inferior);
	return hash_number(hash + (uint64_t)number);
}

/* Marks one thread, as who_threads() tells them apart; true: it was not marked. */
static bool
mark(const struct who_thread *thread, struct numberset *marks)
{
	uint64_t own, lwp, other;

	if (thread->number < 0)
		return true;
	own = mark_of(thread, thread->is_lwp ? MARK_LWP : MARK_NUMBER, thread->number);
	if (lwp_of(thread) < 0)
		return numberset_add(marks, own);
	lwp = mark_of(thread, MARK_NUMBERED_LWP, lwp_of(thread));
	other = thread->is_lwp ? lwp : mark_of(thread, MARK_LWP, thread->lwp);
	if (!thread->is_lwp)
		(void)numberset_add(marks, lwp);
	return numberset_add(marks, own) && !numberset_has(marks, other);
}

bool
who_mark(const struct who *who, struct numberset *marks)
{
	bool more = who->more > 0;

	for (size_t i = 0; i < who->count; i++)
		more = mark(&who->list[i], marks) || more;
	return more;
}

void
who_append_name(struct buffer *out, struct bytes name)
{
	size_t at;

	buffer_append(out, BYTES(" \""));
	for (; (at = bytes_index(name, '"')) < name.len; name = bytes_from(name, at + 1)) {
		shown_append(out, bytes_first(name, at));
		buffer_append(out, BYTES("\\\""));
	}
	shown_append(out, name);
	buffer_byte(out, '"');
}

void
who_append_names(struct buffer *out, const struct who *who)
{
	for (size_t i = 0; i < who->name_count; i++)
		who_append_name(out, who->names[i]);
	if (who->other_names)
		buffer_append(out, BYTES(" and others"));
}

/* The number of the thread, or of its process; below 0: not known. */
static long long
number_of(const struct who_thread *thread, bool processes)
{
	return processes ? thread->pid : thread->number;
}

/* 3, 5-9, 12 */
static void
append_ranges(struct buffer *out, const struct who *who, bool processes)
{
	size_t i = 0, ranges = 0;

	while (i < who->count && number_of(&who->list[i], processes) < 0)
		i++;
	while (i < who->count && ranges < RANGES) {
		long long first = number_of(&who->list[i], processes), last = first;

		while (++i < who->count && number_of(&who->list[i], processes) <= last + 1)
			last = number_of(&who->list[i], processes);
		buffer_append(out,
		    ranges == 0 && !processes && who->list[0].is_lwp ? BYTES(" LWP ") : BYTES(" "));
		if (ranges++ == 0 && !processes && who->list[0].inferior >= 0) {
			buffer_number(out, who->list[0].inferior);
			buffer_byte(out, '.');
		}
		buffer_number(out, first);
		if (last > first) {
			buffer_byte(out, last == first + 1 ? ' ' : '-');
			buffer_number(out, last);
		}
	}
	if (i < who->count || (who->more > 0 && ranges > 0))
		buffer_append(out, BYTES(" …"));
}

void
who_append(struct buffer *out, struct who *who)
{
	long long processes = who_processes(who);

	who_append_names(out, who);
	if (processes > 1) {
		buffer_append(out, BYTES(" of "));
		buffer_number(out, processes);
		buffer_append(out, BYTES(" processes"));
	}
	if (processes == 1 ||
	    (who->count > 0 && who->list[0].host == who->list[who->count - 1].host))
		append_ranges(out, who, processes > 1);
}
