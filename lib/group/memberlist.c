#include "group/memberlist.h"

#include "record/names.h"
#include "same/pool.h"
#include "json/write.h"

#include <stdlib.h>

static void
write_owner(struct buffer *out, const struct owner *owner)
{
	WRITE_NUMBER(out, NAME_PID, owner->pid);
	WRITE_NUMBER(out, NAME_INFERIOR, owner->inferior);
	WRITE_TEXT(out, NAME_HOST, owner->host);
	WRITE_TEXT(out, NAME_FILE, owner->file);
}

static void
write_ranges(struct buffer *out, const struct ranges *looks)
{
	buffer_byte(out, '"');
	ranges_append(out, looks);
	buffer_byte(out, '"');
}

static void
write_member(struct buffer *out, const struct member *member, const struct roster *roster)
{
	const struct owner *owner = &roster->owners[member->owner];
	const struct ranges *looks = &member->looks;
	size_t start = out->len;

	WRITE_NUMBER(out, NAME_PID, owner->pid);
	WRITE_NUMBER(out, NAME_TID, member->tid);
	WRITE_NUMBER(out, NAME_INFERIOR, owner->inferior);
	WRITE_NUMBER(out, NAME_LWP, member->lwp);
	WRITE_TEXT(out, NAME_COMM, roster->texts.keys[member->name]);
	if (!ranges_empty(looks))
		WRITE_NUMBER(out, NAME_SAMPLE, (long long)looks->from);
	if (looks->to > looks->from || looks->next != NULL) {
		WRITE_NAME(out, NAME_LOOKS);
		write_ranges(out, looks);
	}
	WRITE_TEXT(out, NAME_HOST, owner->host);
	WRITE_TEXT(out, NAME_FILE, owner->file);
	WRITE_FLAG(out, NAME_CRASHED, member->crashed);
	if (member->cpu > 0)
		WRITE_NUMBER(out, NAME_CPU_PERCENT, (long long)member->cpu - 1);
	buffer_append(out, roster->texts.keys[member->more]);
	write_close(out, start);
}

void
memberlist_write(const struct members *members, const struct roster *roster, struct buffer *out)
{
	buffer_byte(out, '[');
	for (size_t i = 0; i < members->count; i++) {
		if (i > 0)
			buffer_byte(out, ',');
		write_member(out, &members->list[i], roster);
	}
	buffer_byte(out, ']');
}

/* A thread as ranks have it. */
enum { PID, TID, LWP, NUMBERS };
struct ranked {
	struct bytes name;
	long long numbers[NUMBERS];
};

static int
by_name(const void *a, const void *b)
{
	return bytes_compare(((const struct ranked *)a)->name, ((const struct ranked *)b)->name);
}

static int
by_number(const void *a, const void *b)
{
	const long long *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

/* Appends one number of each thread as a member of that name; false: a thread has none. `sorted` is scratch. */
static bool
write_numbers(struct buffer *out, const char *name, const struct ranked *ranked, size_t count,
    size_t which, long long *sorted)
{
	for (size_t i = 0; i < count; i++) {
		sorted[i] = ranked[i].numbers[which];
		if (sorted[i] < 0)
			return false;
	}
	qsort(sorted, count, sizeof(*sorted), by_number);
	buffer_append(out, BYTES(",\""));
	buffer_append(out, bytes_of(name));
	buffer_append(out, BYTES("\":\""));
	ranges_append_numbers(out, sorted, count);
	buffer_byte(out, '"');
	return true;
}

static void
write_rank(struct buffer *out, const struct ranked *ranked, size_t count, long long *sorted)
{
	size_t start = out->len;

	WRITE_TEXT(out, NAME_NAME, ranked->name);
	WRITE_NUMBER(out, NAME_COUNT, (long long)count);
	(void)write_numbers(out, NAME_PIDS, ranked, count, PID, sorted);
	if (!write_numbers(out, NAME_TIDS, ranked, count, TID, sorted))
		(void)write_numbers(out, NAME_LWPS, ranked, count, LWP, sorted);
	write_close(out, start);
}

void
memberlist_write_ranks(const struct members *members, const struct roster *roster,
    struct arena *memory, struct buffer *out)
{
	size_t count = members->count;
	struct ranked *ranked = count < 2 ? NULL : arena_alloc(memory, count * sizeof(*ranked));
	long long *sorted = ranked == NULL ? NULL : arena_alloc(memory, count * sizeof(*sorted));

	out->full = out->full || (count > 1 && sorted == NULL);
	if (sorted == NULL)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct member *member = &members->list[i];
		struct bytes name = roster->texts.keys[member->name];
		struct bytes pool = pool_of_name(name, memory);

		ranked[i] = (struct ranked){ pool.len > 0 ? pool : name,
			{ roster->owners[member->owner].pid, member->tid, member->lwp } };
	}
	qsort(ranked, count, sizeof(*ranked), by_name);
	buffer_byte(out, '[');
	for (size_t first = 0, end; first < count; first = end) {
		for (end = first + 1; end < count && by_name(&ranked[end], &ranked[first]) == 0;
		     end++)
			;
		if (first > 0)
			buffer_byte(out, ',');
		write_rank(out, ranked + first, end - first, sorted);
	}
	buffer_byte(out, ']');
}

/* Threads of one process that were members of the group in the same looks. */
struct together {
	const struct member *first;
	long long threads;
};

static void
write_together(struct buffer *out, const struct together *together, const struct owner *owner)
{
	size_t start = out->len;

	write_owner(out, owner);
	WRITE_NUMBER(out, NAME_THREADS, together->threads);
	WRITE_NAME(out, NAME_IN);
	write_ranges(out, &together->first->looks);
	WRITE_NAME(out, NAME_OF);
	write_ranges(out, &owner->looks);
	write_close(out, start);
}

/* The number of a member's process and looks among those that came so far; INDEX_NONE: no memory. */
static size_t
number_together(
    struct keyset *seen, const struct member *member, struct buffer *text, struct arena *memory)
{
	buffer_reset(text);
	buffer_number(text, member->owner);
	buffer_byte(text, ':');
	ranges_append(text, &member->looks);
	return keyset_number(seen, buffer_bytes(text), memory);
}

static bool
is_of_several(const struct member *member, const struct roster *roster)
{
	return !ranges_empty(&member->looks) &&
	    ranges_count(&roster->owners[member->owner].looks) > 1;
}

void
memberlist_write_looks(const struct members *members, struct roster *roster, struct arena *memory,
    struct buffer *out, bool *stuck)
{
	struct together *all = NULL;
	struct keyset seen = { .count = 0 };

	*stuck = false;
	for (size_t i = 0; i < members->count; i++) {
		const struct member *member = &members->list[i];
		const struct owner *owner = &roster->owners[member->owner];
		size_t number;

		if (!is_of_several(member, roster))
			continue;
		if (all == NULL)
			all = arena_zero(memory, members->count * sizeof(*all));
		number = number_together(&seen, member, &roster->scratch, memory);
		if (all == NULL || number == INDEX_NONE) {
			out->full = true;
			break;
		}
		if (all[number].threads++ == 0)
			all[number].first = member;
		*stuck = *stuck || (!owner->twice && ranges_equal(&member->looks, &owner->looks));
	}
	for (size_t i = 0; i < seen.count && !out->full; i++) {
		buffer_byte(out, i == 0 ? '[' : ',');
		write_together(out, &all[i], &roster->owners[all[i].first->owner]);
	}
	if (seen.count > 0)
		buffer_byte(out, ']');
	keyset_free(&seen);
}
