#include "render/deadlock.h"

#include "base/array.h"
#include "record/names.h"
#include "render/wait.h"
#include "same/ownframe.h"

#include <stdlib.h>

enum {
	MEMORY_MAX = 16 * 1024 * 1024,
	THREADS_MAX = 256, /* threads that are kept; all others are counted */
};

static struct bytes
keep_place(const struct value *place, struct arena *memory)
{
	struct buffer text = { .at = NULL };
	struct bytes kept;

	if (json_text(place, NAME_FUNCTION).len + json_text(place, NAME_FILE).len +
		json_text(place, NAME_MODULE).len ==
	    0)
		return BYTES_NONE;
	wait_write_place(&text, place);
	kept = text.full ? BYTES_NONE : arena_copy(memory, buffer_bytes(&text));
	buffer_free(&text);
	return kept;
}

static struct bytes
write_who(const struct value *thread, struct arena *memory)
{
	struct bytes comm = json_text(thread, NAME_COMM), kept;
	struct buffer text = { .at = NULL };

	if (json_number(thread, NAME_TID) >= 0) {
		buffer_append(&text, BYTES("thread "));
		format_append_id(&text, thread);
		buffer_append(&text, BYTES(", "));
	}
	format_append_number(&text, "LWP ", json_number(thread, NAME_LWP), "");
	if (comm.len > 0) {
		buffer_append(&text, BYTES(" \""));
		buffer_append(&text, comm);
		buffer_byte(&text, '"');
	}
	kept = text.full ? BYTES_NONE : arena_copy(memory, buffer_bytes(&text));
	buffer_free(&text);
	return kept;
}

/* A thread of a process; hosts, and containers with names of their own, have processes of the same numbers. */
static const struct deadlock_thread *
find(const struct deadlock *deadlock, struct bytes host, long long pid, long long lwp)
{
	for (size_t i = 0; i < deadlock->count; i++)
		if (deadlock->list[i].lwp == lwp && deadlock->list[i].pid == pid &&
		    bytes_equal(deadlock->list[i].host, host))
			return &deadlock->list[i];
	return NULL;
}

static bool
is_of_one_process(const struct deadlock_thread *one, const struct deadlock_thread *other)
{
	return one->pid == other->pid && bytes_equal(one->host, other->host);
}

/* The thread that this one waits for; for a file lock, the first thread of the owning process. NULL: it is not in the list. */
static const struct deadlock_thread *
find_owner(const struct deadlock *deadlock, const struct deadlock_thread *thread)
{
	return find(
	    deadlock, thread->host, thread->file ? thread->owner : thread->pid, thread->owner);
}

static bool
is_news(const struct value *thread)
{
	return json_member(thread, NAME_DEADLOCK) != NULL ||
	    json_member(thread, NAME_BEHIND) != NULL ||
	    json_flag(json_member(thread, NAME_WAITS_FOR), NAME_EXITED);
}

/* `process`: what has the thread's pid and host. */
static bool
note(struct deadlock *deadlock, const struct value *thread, const struct value *process,
    const struct value *place)
{
	long long pid = json_number(process, NAME_PID);
	struct bytes host = json_text(process, NAME_HOST);
	const struct value *waits_for = json_member(thread, NAME_WAITS_FOR);
	bool file = json_member(waits_for, NAME_FILE) != NULL;
	long long lwp = json_number(thread, NAME_LWP);
	struct arena *memory;

	if (!is_news(thread) || find(deadlock, host, pid, lwp) != NULL)
		return false;
	if (deadlock->memory == NULL)
		deadlock->memory = arena_new(MEMORY_MAX);
	memory = deadlock->memory;
	if (memory == NULL || deadlock->count >= THREADS_MAX ||
	    !ARRAY_ROOM(deadlock->list, deadlock->count, deadlock->size)) {
		deadlock->more++;
		return false;
	}
	deadlock->list[deadlock->count++] = (struct deadlock_thread){ .pid = pid,
		.lwp = lwp,
		.host = arena_copy(memory, host),
		.owner = json_number(waits_for, NAME_OWNER),
		.behind = json_number(thread, NAME_BEHIND),
		.who = write_who(thread, memory),
		.kind = arena_copy(memory, json_text(waits_for, NAME_KIND)),
		.lock = arena_copy(memory, json_text(waits_for, file ? NAME_FILE : NAME_ADDRESS)),
		.file = file,
		.place = keep_place(place, memory),
		.circle = json_member(thread, NAME_DEADLOCK) != NULL,
		.ended = json_flag(waits_for, NAME_EXITED),
		.timed = json_flag(waits_for, NAME_TIMED) };
	return true;
}

bool
deadlock_note(struct deadlock *deadlock, const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	const struct value *member = json_first(json_member(record->value, NAME_MEMBERS));
	bool any = false;

	if (!stream_is_group(record))
		return is_news(record->value) &&
		    note(deadlock, record->value, process,
			ownframe_of(record->value, record->memory));
	for (; member != NULL; member = json_next(member))
		any = note(deadlock, member, member, json_member(member, NAME_AT)) || any;
	return any;
}

void
deadlock_forget(struct deadlock *deadlock)
{
	arena_free(deadlock->memory);
	free(deadlock->list);
	*deadlock = (struct deadlock){ .count = 0 };
}

static void
append_thread(const struct deadlock_thread *thread, struct rendering *rendering)
{
	buffer_append(&rendering->line, BYTES("  "));
	rendering->show(&rendering->line, thread->who);
}

/* Appends whether the wait has a time-out, and where the thread stands. */
static void
append_end(const struct deadlock_thread *thread, struct rendering *rendering)
{
	if (thread->timed)
		buffer_append(&rendering->line, BYTES(", with a time-out"));
	format_append_text(rendering, "\n    in ", thread->place, "");
	buffer_byte(&rendering->line, '\n');
}

/* Appends what the thread waits for; `own`: it holds that itself. */
static void
append_wanted(const struct deadlock_thread *thread, bool own, struct rendering *rendering)
{
	struct buffer *out = &rendering->line;

	if (wait_is_join(thread->kind)) {
		format_append_number(out, " waits for LWP ", thread->owner, " to end");
		return;
	}
	buffer_append(out, BYTES(" waits for"));
	wait_append_lock(rendering, thread->kind, thread->lock);
	if (own)
		buffer_append(out, BYTES(", which it holds itself"));
	else if (thread->ended)
		format_append_number(out, " of LWP ", thread->owner, "");
	else
		format_append_number(out, thread->file ? ", which process " : ", which LWP ",
		    thread->owner, " holds");
	if (thread->ended)
		buffer_append(out, BYTES(", which has ended"));
}

/* Threads of which each waits for the next one; `whole`: and the last one waits for the first. */
struct round {
	const struct deadlock_thread *threads[THREADS_MAX];
	size_t count;
	bool whole;
};

/* Follows the owners from this thread on, until one comes again or is not in the list. */
static void
follow(const struct deadlock *deadlock, const struct deadlock_thread *first, struct round *round)
{
	const struct deadlock_thread *each = first;
	bool seen[THREADS_MAX] = { false };

	round->count = 0;
	for (; each != NULL && !seen[each - deadlock->list]; each = find_owner(deadlock, each)) {
		seen[each - deadlock->list] = true;
		round->threads[round->count++] = each;
	}
	round->whole = each == first;
}

/*
 * `deadlock in process 7: 2 threads wait for each other`. The process is named if there are several, and its host likewise,
 * unless the deadlock is one between processes.
 */
static void
append_round_heading(
    const struct deadlock *deadlock, const struct round *round, struct rendering *rendering)
{
	const struct deadlock_thread *first = round->threads[0];
	struct buffer *out = &rendering->line;
	bool processes = false, hosts = false;

	format_paint(rendering, FORMAT_RED, BYTES("deadlock"));
	for (size_t i = 0; i < deadlock->count && !first->file; i++) {
		processes = processes || !is_of_one_process(&deadlock->list[i], first);
		hosts = hosts || !bytes_equal(deadlock->list[i].host, first->host);
	}
	if (processes)
		format_append_number(out, " in process ", first->pid, "");
	if (hosts)
		format_append_text(rendering, " on ", first->host, "");
	if (round->whole && round->count == 1) {
		buffer_append(out, BYTES(": a thread waits for itself"));
		return;
	}
	format_append_number(out, ": ", round->whole ? (long long)round->count : -1, "");
	buffer_append(out, round->whole ? BYTES(" threads") : BYTES(": threads"));
	buffer_append(out, BYTES(" wait for each other"));
}

/* Appends a thread of a round: the lock that it holds, for which the one before it waits, and what it waits for itself. */
static void
append_of_round(const struct deadlock_thread *thread, const struct deadlock_thread *before,
    struct rendering *rendering)
{
	append_thread(thread, rendering);
	if (before != NULL && before != thread && !wait_is_join(before->kind)) {
		buffer_append(&rendering->line, BYTES(" holds"));
		wait_append_lock(rendering, before->kind, before->lock);
		buffer_append(&rendering->line, BYTES(" and"));
	}
	append_wanted(thread, thread->owner == thread->lwp, rendering);
	append_end(thread, rendering);
}

static const struct deadlock_thread *
find_before(const struct deadlock *deadlock, const struct deadlock_thread *thread)
{
	for (size_t i = 0; i < deadlock->count; i++)
		if (deadlock->list[i].circle && find_owner(deadlock, &deadlock->list[i]) == thread)
			return &deadlock->list[i];
	return NULL;
}

static void
append_behind(const struct deadlock *deadlock, const struct deadlock_thread *of, const char *mark,
    struct rendering *rendering)
{
	for (size_t i = 0; i < deadlock->count; i++) {
		const struct deadlock_thread *each = &deadlock->list[i];

		if (!is_of_one_process(each, of) || each->behind != of->lwp)
			continue;
		append_thread(each, rendering);
		buffer_append(&rendering->line, bytes_of(mark));
		append_wanted(each, false, rendering);
		append_end(each, rendering);
	}
}

static void
append_round(
    const struct deadlock *deadlock, const struct round *round, struct rendering *rendering)
{
	append_round_heading(deadlock, round, rendering);
	buffer_byte(&rendering->line, '\n');
	for (size_t i = 0; i < round->count; i++)
		append_of_round(round->threads[i],
		    i > 0              ? round->threads[i - 1]
			: round->whole ? round->threads[round->count - 1]
				       : NULL,
		    rendering);
	for (size_t i = 0; i < round->count; i++)
		append_behind(deadlock, round->threads[i], " is behind them and", rendering);
	buffer_byte(&rendering->line, '\n');
}

/* The same as append_round(), in one line. */
static void
append_round_brief(
    const struct deadlock *deadlock, const struct round *round, struct rendering *rendering)
{
	append_round_heading(deadlock, round, rendering);
	for (size_t i = 0; i < round->count; i++) {
		buffer_append(&rendering->line, i == 0 ? BYTES(": ") : BYTES("; "));
		rendering->show(&rendering->line, round->threads[i]->who);
	}
	buffer_byte(&rendering->line, '\n');
}

/*
 * Whether the round is to begin with another thread: with the first of them in the list, or if it is not whole, with the
 * one that none of them waits for.
 */
static bool
begins_elsewhere(const struct deadlock *deadlock, const struct round *round)
{
	if (!round->whole)
		return find_before(deadlock, round->threads[0]) != NULL;
	for (size_t i = 1; i < round->count; i++)
		if (round->threads[i] < round->threads[0])
			return true;
	return false;
}

/* Appends each round once, in the order of the list. */
static void
append_rounds(const struct deadlock *deadlock, struct rendering *rendering,
    void (*append)(
	const struct deadlock *deadlock, const struct round *round, struct rendering *rendering))
{
	struct round round;

	for (size_t i = 0; i < deadlock->count; i++) {
		if (!deadlock->list[i].circle)
			continue;
		follow(deadlock, &deadlock->list[i], &round);
		if (!begins_elsewhere(deadlock, &round))
			append(deadlock, &round, rendering);
	}
}

static void
append_ended(const struct deadlock *deadlock, struct rendering *rendering)
{
	bool any = false;

	for (size_t i = 0; i < deadlock->count; i++) {
		const struct deadlock_thread *each = &deadlock->list[i];

		if (!each->ended)
			continue;
		if (!any) {
			format_paint(rendering, FORMAT_RED, BYTES("locked for ever"));
			buffer_append(
			    &rendering->line, BYTES(": the thread that holds it has ended\n"));
		}
		any = true;
		append_thread(each, rendering);
		append_wanted(each, false, rendering);
		append_end(each, rendering);
	}
	if (any)
		buffer_byte(&rendering->line, '\n');
}

/* Appends how many threads came that are not in the list. */
static void
append_more(const struct deadlock *deadlock, struct rendering *rendering)
{
	format_append_number(&rendering->line, "and ", deadlock->more > 0 ? deadlock->more : -1,
	    deadlock->more == 1 ? " more thread that waits for these or for others\n"
				: " more threads that wait for these or for others\n");
}

void
deadlock_append(const struct deadlock *deadlock, struct rendering *rendering)
{
	append_rounds(deadlock, rendering, append_round);
	append_ended(deadlock, rendering);
	append_more(deadlock, rendering);
	buffer_append(&rendering->line, deadlock->more > 0 ? BYTES("\n") : BYTES(""));
}

void
deadlock_append_brief(const struct deadlock *deadlock, struct rendering *rendering)
{
	bool ended = false;

	append_rounds(deadlock, rendering, append_round_brief);
	for (size_t i = 0; i < deadlock->count && !ended; i++)
		ended = deadlock->list[i].ended;
	if (ended) {
		format_paint(rendering, FORMAT_RED, BYTES("locked for ever"));
		buffer_append(&rendering->line, BYTES(": a thread that holds a lock has ended\n"));
	}
	append_more(deadlock, rendering);
}
