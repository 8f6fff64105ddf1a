#include "group/counting.h"

#include "base/array.h"
#include "record/names.h"
#include "same/pool.h"

#include <stdlib.h>

/* How many groups, from number `from` on, are of the same process. */
static size_t
count_groups(const struct grouping *grouping, size_t from)
{
	size_t end = from;

	while (end < grouping->count &&
	    grouping->groups[end]->process == grouping->groups[from]->process)
		end++;
	return end - from;
}

static struct bytes
pool_of_member(const struct counting *in, const struct member *member)
{
	return pool_of_thread(
	    in->grouping->roster.texts.keys[member->name], in->exe, in->grouping->tree);
}

/* Adds the kinds of a group's threads. False: no memory. */
static bool
add_census(struct counting *in, const struct group *group)
{
	for (size_t i = 0; i < group->census.count; i++) {
		if (!ARRAY_ROOM(in->kinds, in->kind_count, in->kind_size) ||
		    !census_read(&group->census.list[i], &in->grouping->census, in->grouping->tree,
			&in->kinds[in->kind_count]))
			return false;
		if (in->kinds[in->kind_count++].partial)
			in->partial = true;
	}
	return true;
}

/* Adds up equal kinds, which stand next to each other. */
static void
join_kinds(struct counting *in)
{
	size_t kept = 0;

	for (size_t i = 0; i < in->kind_count; i++) {
		if (kept > 0 && bytes_equal(in->kinds[kept - 1].text, in->kinds[i].text))
			in->kinds[kept - 1].count += in->kinds[i].count;
		else
			in->kinds[kept++] = in->kinds[i];
	}
	in->kind_count = kept;
}

/* Counts the threads of one group by pools. False: no memory. */
static bool
add_pools(struct counting *in, const struct members *members)
{
	for (size_t i = 0; i < members->count; i++) {
		struct bytes pool = pool_of_member(in, &members->list[i]);
		size_t number = keyset_find(&in->pools, pool);

		if (number == INDEX_NONE) {
			if (!ARRAY_ROOM(in->pool_counts, in->pools.count, in->pool_size))
				return false;
			number = keyset_add(&in->pools, pool, in->grouping->tree);
			if (number == INDEX_NONE)
				return false;
			in->pool_counts[number] = 0;
		}
		in->pool_counts[number] += members_seen(&members->list[i]);
	}
	return true;
}

/* Counts the pools of all threads; only rules about locks need that, so nothing is counted if no thread waits for one. */
static bool
read_pools(struct counting *in)
{
	bool any = false;

	keyset_free(&in->pools);
	for (size_t i = 0; i < in->kind_count; i++)
		any = any || in->kinds[i].lock.len > 0;
	for (size_t i = 0; any && in->listed && i < in->group_count; i++)
		if (!add_pools(in, &in->groups[i]->members))
			return false;
	return true;
}

/* What the first group says of the process, and whether all of its threads are listed. False: no memory. */
static bool
read_process(struct counting *in)
{
	const struct group *first = in->groups[0];
	const struct members *members = &first->members;
	const char *reason;
	size_t place;
	const struct value *record = json_read(first->record, in->grouping->tree, &reason, &place);

	in->exe = json_text(json_member(record, NAME_PROCESS), NAME_EXE);
	in->looks = 1;
	if (members->owner > 0)
		in->looks = ranges_count(&in->grouping->roster.owners[members->owner - 1].looks);
	if (in->looks == 0)
		in->looks = 1;
	in->listed = true;
	for (size_t i = 0; i < in->group_count; i++)
		in->listed = in->listed && in->groups[i]->members.more == 0;
	return record != NULL;
}

static int
by_text(const void *a, const void *b)
{
	const struct census_kind *one = a, *other = b;

	return bytes_compare(one->text, other->text);
}

/* Counts the threads; the order of the kinds does not depend on that of the input. False: no memory. */
static bool
read_census(struct counting *in)
{
	in->kind_count = 0;
	in->partial = false;
	for (size_t i = 0; i < in->group_count; i++)
		if (!add_census(in, in->groups[i]))
			return false;
	if (in->kind_count > 0)
		qsort(in->kinds, in->kind_count, sizeof(*in->kinds), by_text);
	join_kinds(in);
	return read_pools(in);
}

bool
counting_next(struct counting *in, size_t from)
{
	in->groups = &in->grouping->groups[from];
	in->group_count = count_groups(in->grouping, from);
	arena_reset(in->grouping->tree);
	in->kind_count = 0;
	if (in->groups[0]->traceback || in->groups[0]->counts.count == 0)
		return true;
	return read_process(in) && read_census(in);
}

long long
counting_of_thread(const struct counting *in, long long lwp, struct bytes pool)
{
	long long count = 0;

	for (size_t g = 0; lwp >= 0 && g < in->group_count; g++) {
		const struct members *members = &in->groups[g]->members;

		for (size_t i = 0; i < members->count; i++)
			if (members->list[i].lwp == lwp &&
			    bytes_equal(pool_of_member(in, &members->list[i]), pool))
				count += members_seen(&members->list[i]);
	}
	return count;
}

void
counting_end(struct counting *in)
{
	free(in->kinds);
	free(in->pool_counts);
	keyset_free(&in->pools);
}
