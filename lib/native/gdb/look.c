#include "native/gdb/look.h"

#include "base/hash.h"

void
look_free(struct look *look)
{
	numberset_free(&look->seen);
	numberset_free(&look->places);
}

void
look_end(struct look *look)
{
	numberset_clear(&look->seen);
	numberset_clear(&look->places);
	look->addresses = false;
}

/* No `??`, `<signal handler called>`, `<function called from gdb>`. */
static bool
is_code(const struct frame *frame)
{
	return frame->function.len > 0 && frame->function.at[0] != '?' &&
	    (frame->function.at[0] != '<' || frame->args.len > 0) && !frame->signal_handler;
}

/* gdb gives the address to the innermost of an inlined run (inline-core.gdb; `info frame` says so). */
static void
mark_inlined(struct look *look, struct thread *thread)
{
	for (const struct frame *frame = thread->frames; frame != NULL && !look->addresses;
	     frame = frame->next)
		look->addresses = frame->address.len > 0;
	if (!look->addresses) /* set print address off */
		return;
	for (struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		const struct frame *caller = frame->next;

		frame->inlined =
		    caller != NULL && is_code(frame) && is_code(caller) && caller->address.len == 0;
	}
}

/* Whether there are levels of which no frame was shown (`bt -3`; `frame 4` of a thread and no more). */
static bool
lacks_frames(const struct thread *thread)
{
	long long next = 0;

	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		if (frame->level > next)
			return true;
		next = frame->level + 1;
	}
	return false;
}

/* A gdb without a terminal does not say that there are more frames (tests/parse-gdb.bats). */
static bool
is_at_limit(const struct thread *thread, long long limit)
{
	return limit > 0 && (long long)thread->frame_count == limit && thread->stopped.len == 0;
}

/* Two that fall together are told apart by their frames all the same. */
static uint64_t
number_of(long long inferior, long long tid)
{
	return ((uint64_t)(inferior + 1) << 40) + (uint64_t)tid + 1;
}

/* A number for the place of a frame: its address, else its function. */
static uint64_t
place_of(const struct frame *frame)
{
	return hash_bytes(frame->address.len > 0 ? frame->address : frame->function) | 1;
}

bool
look_has_thread(const struct look *look, const struct thread *thread)
{
	return numberset_has(&look->seen, number_of(thread->inferior, thread->tid)) ||
	    (thread->inferior < 0 && numberset_has(&look->seen, number_of(1, thread->tid)));
}

bool
look_has_place(const struct look *look, const struct thread *thread)
{
	return numberset_has(&look->places, place_of(thread->frames));
}

void
look_complete(struct look *look, struct dialect *dialect, struct draft *draft)
{
	struct thread *thread = &draft->thread;

	if (thread->tid >= 0)
		(void)numberset_add(&look->seen, number_of(thread->inferior, thread->tid));
	if (thread->frames != NULL)
		(void)numberset_add(&look->places, place_of(thread->frames));
	thread->truncated = thread->truncated || lacks_frames(thread) ||
	    is_at_limit(thread, snapshot_max_frames(dialect->snapshot));
	mark_inlined(look, thread);
	dialect_complete(dialect, draft, BYTES("gdb"));
}
