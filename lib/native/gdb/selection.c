#include "native/gdb/selection.h"

#include "native/frameline.h"

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

void
selection_reset(struct selection *selection)
{
	struct buffer text = selection->text;

	buffer_reset(&text);
	*selection = (struct selection){ .text = text };
}

void
selection_free(struct selection *selection)
{
	buffer_free(&selection->text);
}

static bool
note(struct selection *selection, struct snapshot *snapshot, struct bytes text)
{
	struct frame place = thread_no_frame;

	if (frameline_parse(text, &place) != FRAMELINE_WHOLE ||
	    (place.address.len == 0 && place.line < 0))
		return false;
	/* once more, so that it points into the copy */
	buffer_reset(&selection->text);
	buffer_append(&selection->text, text);
	place = thread_no_frame;
	snapshot->lost = snapshot->lost || selection->text.full;
	if (selection->text.full ||
	    frameline_parse(buffer_bytes(&selection->text), &place) != FRAMELINE_WHOLE)
		return selection->known = false;
	selection->place = place;
	return selection->known = true;
}

void
selection_note_core(struct selection *selection, struct snapshot *snapshot, struct bytes text)
{
	if (!selection->known || selection->stop)
		selection->stop = !note(selection, snapshot, text) && selection->stop;
}

void
selection_note_stop(struct selection *selection, struct snapshot *snapshot, struct bytes text)
{
	if ((selection->known && !selection->stop) || !note(selection, snapshot, text))
		return;
	selection->stop = true;
	snapshot->selections++;
}

bool
selection_is_at(const struct selection *selection, const struct frame *frame)
{
	return same_place(&selection->place, frame);
}

/* Whether gdb would have said so if there had been a signal: of a live process, and of a core. */
static bool
is_signal_told(const struct selection *selection, const struct snapshot *snapshot)
{
	return snapshot->live || selection->stop || snapshot->process.command.len > 0;
}

void
selection_mark(struct selection *selection, const struct snapshot *snapshot, struct thread *thread)
{
	bool selected = snapshot->current.tid >= 0 || snapshot->current_lwp >= 0;
	bool here = selection->known && !selection->found && thread->frames != NULL &&
	    same_place(thread->frames, &selection->place);

	thread->current = same_thread(snapshot->current, thread) ||
	    (snapshot->current_lwp >= 0 && snapshot->current_lwp == thread->lwp) ||
	    (here && !selected);
	if (snapshot->crashed.tid >= 0 || snapshot->crashed_lwp >= 0)
		thread->crashed = same_thread(snapshot->crashed, thread) ||
		    (thread->lwp >= 0 && thread->lwp == snapshot->crashed_lwp);
	else if (selected && !snapshot->switched && snapshot->signal.len > 0)
		thread->crashed = thread->current;
	else if (here)
		thread->crashed = snapshot->signal.len > 0 || !is_signal_told(selection, snapshot);
	if (thread->crashed)
		thread->signal = snapshot->signal;
	selection->found = selection->found || here;
}

void
selection_mark_headless(const struct snapshot *snapshot, struct draft *draft)
{
	struct thread *thread = &draft->thread;

	thread->crashed = snapshot->signal.len > 0 &&
	    (same_thread(snapshot->crashed, thread) ||
		(thread->current && snapshot->crashed.tid < 0 && !snapshot->switched));
	if (thread->crashed)
		thread->signal =
		    arena_copy(draft->memory, snapshot->signal); /* it may be open for long */
}
