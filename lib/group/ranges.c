#include "group/ranges.h"

/* Adds a range of which no number is in the set yet. */
static void
insert(struct ranges *set, uint32_t from, uint32_t to, struct arena *memory)
{
	struct ranges *at = set, *more;

	if (ranges_empty(set)) {
		*set = (struct ranges){ from, to, NULL };
		return;
	}
	while (at->next != NULL && at->next->from <= from)
		at = at->next;
	if (to < at->from) { /* in front of the first */
		if (to + 1 == at->from) {
			at->from = from;
			return;
		}
	} else if (at->to + 1 == from) {
		at->to = to;
		if (at->next != NULL && to + 1 == at->next->from) {
			at->to = at->next->to;
			at->next = at->next->next;
		}
		return;
	} else if (at->next != NULL && to + 1 == at->next->from) {
		at->next->from = from;
		return;
	}
	more = arena_alloc(memory, sizeof(*more));
	if (more == NULL)
		return;
	if (to < at->from) {
		*more = *at;
		*at = (struct ranges){ from, to, more };
	} else {
		*more = (struct ranges){ from, to, at->next };
		at->next = more;
	}
}

bool
ranges_add(struct ranges *set, uint32_t from, uint32_t to, struct ranges *had, struct arena *memory)
{
	bool lacked = false;

	for (uint32_t end; from <= to; from = end + 1) {
		const struct ranges *at = ranges_empty(set) ? NULL : set;

		while (at != NULL && at->to < from)
			at = at->next;
		if (at != NULL && at->from <= from) {
			end = at->to < to ? at->to : to;
			if (had != NULL)
				(void)ranges_add(had, from, end, NULL, memory);
		} else {
			end = at != NULL && at->from <= to ? at->from - 1 : to;
			insert(set, from, end, memory);
			lacked = true;
		}
		if (end == RANGES_MAX)
			break;
	}
	return lacked;
}

bool
ranges_join(struct ranges *set, const struct ranges *more, struct ranges *had, struct arena *memory)
{
	bool lacked = false;

	if (ranges_empty(more))
		return false;
	for (; more != NULL; more = more->next)
		lacked = ranges_add(set, more->from, more->to, had, memory) || lacked;
	return lacked;
}

bool
ranges_read(struct bytes text, struct ranges *set, struct arena *memory)
{
	struct bytes rest = text, part;
	struct ranges *last = NULL;

	*set = (struct ranges){ .from = 0 };
	if (bytes_tail(text) == ',')
		return false;
	while (bytes_next(&rest, ',', &part)) {
		struct ranges *at = last == NULL ? set : arena_alloc(memory, sizeof(*at));
		long long from, to;

		if (at == NULL || !bytes_take_number(&part, &from))
			return false;
		to = from;
		if ((bytes_take(&part, BYTES("-")) && !bytes_take_number(&part, &to)) ||
		    part.len > 0 || from < 1 || to < from || to > RANGES_MAX ||
		    (last != NULL && from <= (long long)last->to + 1))
			return false;
		*at = (struct ranges){ (uint32_t)from, (uint32_t)to, NULL };
		if (last != NULL)
			last->next = at;
		last = at;
	}
	return last != NULL;
}

static void
append_range(struct buffer *out, bool first, long long from, long long to)
{
	if (!first)
		buffer_byte(out, ',');
	buffer_number(out, from);
	if (to > from) {
		buffer_byte(out, '-');
		buffer_number(out, to);
	}
}

void
ranges_append(struct buffer *out, const struct ranges *set)
{
	for (const struct ranges *at = ranges_empty(set) ? NULL : set; at != NULL; at = at->next)
		append_range(out, at == set, at->from, at->to);
}

bool
ranges_equal(const struct ranges *one, const struct ranges *other)
{
	while (one != NULL && other != NULL && one->from == other->from && one->to == other->to) {
		one = one->next;
		other = other->next;
	}
	return one == NULL && other == NULL;
}

long long
ranges_count(const struct ranges *set)
{
	long long count = 0;

	for (const struct ranges *at = ranges_empty(set) ? NULL : set; at != NULL; at = at->next)
		count += (long long)at->to - at->from + 1;
	return count;
}

void
ranges_append_numbers(struct buffer *out, const long long *numbers, size_t count)
{
	for (size_t first = 0, end; first < count; first = end) {
		for (end = first + 1; end < count && numbers[end] <= numbers[end - 1] + 1; end++)
			;
		append_range(out, first == 0, numbers[first], numbers[end - 1]);
	}
}
