#include "native/deadlocks.h"

#include "base/array.h"

#include <stdlib.h>

void
deadlocks_free(struct deadlocks *deadlocks)
{
	free(deadlocks->list);
	buffer_free(&deadlocks->text);
	*deadlocks = (struct deadlocks){ .count = 0 };
}

bool
deadlocks_add(struct deadlocks *deadlocks, long long lwp, const struct waits_for *waits_for)
{
	/* of a file lock the owner is a process */
	if (lwp < 0 || waits_for->owner < 0 || waits_for->exited || waits_for->file.len > 0)
		return true;
	if (!ARRAY_ROOM(deadlocks->list, deadlocks->count, deadlocks->size))
		return false;
	deadlocks->list[deadlocks->count++] =
	    (struct deadlocks_thread){ lwp, waits_for->owner, DEADLOCKS_NONE, 0, DEADLOCKS_NONE };
	return true;
}

ARRAY_ORDER(by_lwp, struct deadlocks_thread, lwp)

/* Where an LWP came twice, the order must not be left to qsort(). */
static int
by_lwp_and_owner(const void *a, const void *b)
{
	const struct deadlocks_thread *one = a, *other = b;
	int order = by_lwp(a, b);

	return order != 0 ? order : (one->owner > other->owner) - (one->owner < other->owner);
}

static size_t
find(const struct deadlocks *deadlocks, long long lwp)
{
	const struct deadlocks_thread wanted = { .lwp = lwp }, *found = NULL;

	if (deadlocks->count > 0)
		found = bsearch(&wanted, deadlocks->list, deadlocks->count, sizeof(wanted), by_lwp);
	return found == NULL ? DEADLOCKS_NONE : (size_t)(found - deadlocks->list);
}

/* Goes from owner to owner. Returns the first thread that was visited before, by this or an earlier walk, or DEADLOCKS_NONE. */
static size_t
walk(struct deadlocks *deadlocks, size_t from, size_t number)
{
	struct deadlocks_thread *list = deadlocks->list;
	size_t at = from;

	while (at != DEADLOCKS_NONE && list[at].walk == 0) {
		list[at].walk = number;
		at = list[at].next;
	}
	return at;
}

/* Threads in the circle arrive at themselves, those before it at the first thread of the circle that they reach. */
static void
note_walk(struct deadlocks *deadlocks, size_t from, size_t end, size_t number)
{
	struct deadlocks_thread *list = deadlocks->list;
	size_t arrival = end == DEADLOCKS_NONE ? end : list[end].arrival;

	if (end != DEADLOCKS_NONE && list[end].walk == number) {
		size_t at = arrival = end;

		do {
			list[at].arrival = at;
			at = list[at].next;
		} while (at != end);
	}
	while (from != end && arrival != DEADLOCKS_NONE) {
		list[from].arrival = arrival;
		from = list[from].next;
	}
}

void
deadlocks_find(struct deadlocks *deadlocks)
{
	struct deadlocks_thread *list = deadlocks->list;
	size_t count = 0;

	if (deadlocks->count == 0)
		return;
	qsort(list, deadlocks->count, sizeof(*list), by_lwp_and_owner);
	for (size_t i = 0; i < deadlocks->count; i++)
		if (count == 0 || list[count - 1].lwp != list[i].lwp)
			list[count++] = list[i];
	deadlocks->count = count;
	for (size_t i = 0; i < count; i++)
		list[i].next = find(deadlocks, list[i].owner);
	for (size_t i = 0; i < count; i++)
		if (list[i].walk == 0)
			note_walk(deadlocks, i, walk(deadlocks, i, i + 1), i + 1);
}

/* The circle as JSON: an array of LWPs from this thread on. */
static struct bytes
write_circle(struct deadlocks *deadlocks, size_t from)
{
	const struct deadlocks_thread *list = deadlocks->list;
	struct buffer *text = &deadlocks->text;
	size_t at = from;

	buffer_reset(text);
	for (int listed = 0; listed < DEADLOCKS_LISTED && (at != from || listed == 0); listed++) {
		buffer_byte(text, listed == 0 ? '[' : ',');
		buffer_number(text, list[at].lwp);
		at = list[at].next;
	}
	buffer_byte(text, ']');
	return text->full ? BYTES_NONE : buffer_bytes(text);
}

void
deadlocks_tell(struct deadlocks *deadlocks, long long lwp, struct observed *observed)
{
	size_t at = find(deadlocks, lwp), arrival;

	if (at == DEADLOCKS_NONE)
		return;
	arrival = deadlocks->list[at].arrival;
	if (arrival == at)
		observed->deadlock = write_circle(deadlocks, at);
	else if (arrival != DEADLOCKS_NONE)
		observed->behind = deadlocks->list[arrival].lwp;
}
