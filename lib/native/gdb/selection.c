#include "native/gdb/selection.h"

#include "base/hash.h"
#include "native/frameline.h"

void
selection_init(struct selection *selection, struct snapshot *snapshot)
{
	*selection = (struct selection){ .snapshot = snapshot, .named = -1 };
}

void
selection_free(struct selection *selection)
{
	buffer_free(&selection->text);
}

void
selection_reset(struct selection *selection)
{
	struct buffer text = selection->text;

	buffer_reset(&text);
	selection_init(selection, selection->snapshot);
	selection->text = text;
}

static bool
same_thread(struct thread_id id, const struct thread *thread)
{
	return id.tid >= 0 && id.tid == thread->tid &&
	    (id.inferior < 0 || thread->inferior < 0 || id.inferior == thread->inferior);
}

static bool
same_place(const struct frame *a, const struct frame *b)
{
	if (a->address.len > 0 && b->address.len > 0)
		return bytes_equal(a->address, b->address);
	return bytes_equal(a->address, b->address) && bytes_equal(a->function, b->function) &&
	    bytes_equal(a->args, b->args) && bytes_equal(a->file, b->file) && a->line == b->line;
}

bool
selection_note(struct selection *selection, struct bytes text, bool stop)
{
	struct frame place = thread_no_frame;

	if ((selection->known && !selection->stop) ||
	    frameline_parse(text, &place) != FRAMELINE_WHOLE ||
	    (place.address.len == 0 && place.line < 0))
		return false;
	selection->stop = stop;
	selection->place = thread_no_frame;
	buffer_reset(&selection->text);
	buffer_append(&selection->text, text);
	selection->known = !selection->text.full &&
	    frameline_parse(buffer_bytes(&selection->text), &selection->place) == FRAMELINE_WHOLE;
	if (!selection->known)
		selection->snapshot->lost = true;
	return selection->known;
}

/* Whether gdb would have said so if there had been a signal: of a live process, and of a core. */
static bool
is_signal_told(const struct selection *selection)
{
	return selection->snapshot->stop.live || selection->stop ||
	    snapshot_process_of(selection->snapshot, -1)->command.len > 0;
}

void
selection_mark(struct selection *selection, struct thread *thread)
{
	const struct stop *stop = &selection->snapshot->stop;
	bool selected = stop->current.tid >= 0 || stop->current_lwp >= 0;
	bool here = selection->known && !selection->found && thread->frames != NULL &&
	    same_place(thread->frames, &selection->place);

	thread->current = same_thread(stop->current, thread) ||
	    (stop->current_lwp >= 0 && stop->current_lwp == thread->lwp) || (here && !selected);
	if (stop->crashed.tid >= 0 || stop->crashed_lwp >= 0)
		thread->crashed = same_thread(stop->crashed, thread) ||
		    (thread->lwp >= 0 && thread->lwp == stop->crashed_lwp);
	else if (selected && !stop->switched && stop->signal.len > 0)
		thread->crashed = thread->current;
	else if (here)
		thread->crashed = stop->signal.len > 0 || !is_signal_told(selection);
	if (thread->crashed)
		thread->signal = stop->signal;
	selection->found = selection->found || here;
}

static void
mark_headless(const struct stop *stop, struct draft *draft)
{
	struct thread *thread = &draft->thread;

	thread->crashed = stop->signal.len > 0 &&
	    (same_thread(stop->crashed, thread) ||
		(thread->current && stop->crashed.tid < 0 && !stop->switched));
	if (thread->crashed)
		thread->signal =
		    arena_copy(draft->memory, stop->signal); /* it may be open for long */
}

/* The thread that the debugger selected. */
static void
name_as_selected(const struct stop *stop, struct draft *draft)
{
	draft->thread.current = true;
	draft->thread.tid = stop->current.tid;
	draft->thread.inferior = stop->current.inferior;
	draft->thread.lwp = stop->current_lwp;
}

void
selection_mark_begun(
    struct selection *selection, struct draft *draft, const struct frame *innermost)
{
	const struct stop *stop = &selection->snapshot->stop;

	selection->found = false;
	if (selection->named != stop->selections &&
	    (stop->switched || !selection->known || same_place(&selection->place, innermost))) {
		selection->named = stop->selections;
		name_as_selected(stop, draft);
	}
	mark_headless(stop, draft);
}

/* A number for all that so many frames say but for their locals. */
static uint64_t
stack_of(const struct thread *thread, long long count)
{
	uint64_t stack = 0;

	for (const struct frame *frame = thread->frames; frame != NULL && count > 0;
	     frame = frame->next, count--) {
		stack = hash_number(stack ^ hash_bytes(frame->address));
		stack = hash_number(stack ^ hash_bytes(frame->function));
		stack = hash_number(stack ^ hash_bytes(frame->args));
	}
	return stack;
}

/* Of the selected thread so many frames are known: what shows them again, and more, is its backtrace. */
static void
seek(struct selection *selection, const struct thread *thread, long long count)
{
	selection->sought_count = count;
	selection->sought = stack_of(thread, count);
	selection->common = false;
}

void
selection_mark_whole(struct selection *selection, struct draft *draft, bool last)
{
	const struct stop *stop = &selection->snapshot->stop;
	const struct thread *thread = &draft->thread;

	if (selection->named != stop->selections)
		return;
	if (thread->current) {
		seek(selection, thread, drafts_has_locals(draft) ? 0 : thread->frame_count);
		return;
	}
	if (selection->sought_count == 0 ||
	    (selection->sought_count > 1 && !drafts_has_locals(draft)) ||
	    stack_of(thread, selection->sought_count) != selection->sought)
		return;
	if (last && !selection->common) {
		name_as_selected(stop, draft);
		mark_headless(stop, draft);
	}
	selection->common = true;
}

void
selection_seek(struct selection *selection, const struct draft *place)
{
	if (place->thread.current)
		seek(selection, &place->thread, 1);
}

void
selection_name(struct selection *selection, struct draft *draft)
{
	const struct stop *stop = &selection->snapshot->stop;

	if (!draft->thread.current || draft->thread.tid >= 0)
		return;
	name_as_selected(stop, draft);
	selection->named = stop->selections;
	mark_headless(stop, draft);
}
