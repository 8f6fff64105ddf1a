#include "native/gdb/selection.h"

#include "base/hash.h"
#include "native/frameline.h"

void
selection_init(struct selection *selection, const struct snapshot *snapshot)
{
	*selection = (struct selection){ .snapshot = snapshot, .named = -1 };
}

static bool
same_thread(struct thread_id id, const struct thread *thread)
{
	return id.tid >= 0 && id.tid == thread->tid &&
	    (id.inferior < 0 || thread->inferior < 0 || id.inferior == thread->inferior);
}

/*
 * Adds to a number for a stack all that a frame says but for its locals and its place in the source. Where a terminal
 * wrapped the line, a blank is left behind the bracket (shapes.json: wrap-after-name).
 */
static uint64_t
add_frame(uint64_t stack, const struct frame *frame)
{
	stack = hash_number(stack ^ hash_bytes(frame->address));
	stack = hash_number(stack ^ hash_bytes(frame->function));
	return hash_number(stack ^ hash_bytes(bytes_trim(bytes_from(frame->args, 1))));
}

/*
 * Numbers for where a frame stands, and for its address alone; 0: it has none. Settings may have changed in between, by
 * which gdb prints arguments, addresses, and of a file its path or its name.
 */
static uint64_t
place_of(const struct frame *frame)
{
	uint64_t place = hash_bytes(frame->function);
	struct bytes name = frame->file;

	(void)bytes_split_last(frame->file, BYTES("/"), NULL, &name);
	place = hash_number(place ^ hash_bytes(frame->line >= 0 ? name : frame->module));
	return hash_number(place ^ (uint64_t)frame->line) | 1;
}

static uint64_t
address_of(const struct frame *frame)
{
	return frame->address.len > 0 ? hash_bytes(frame->address) | 1 : 0;
}

static uint64_t
function_of(const struct frame *frame)
{
	return hash_bytes(frame->function) | 1;
}

/* Whether the frame is where the process is known to stand. A terminal may have wrapped the line, so that much is missing. */
static bool
is_there(const struct selection *selection, const struct frame *frame)
{
	if (selection->address > 0 && frame->address.len > 0)
		return selection->address == address_of(frame);
	if (selection->place == 0 || (frame->line < 0 && frame->module.len == 0))
		return selection->function == function_of(frame);
	return selection->place == place_of(frame);
}

static uint64_t
stack_of(const struct thread *thread, long long count)
{
	uint64_t stack = 0;

	for (const struct frame *frame = thread->frames; frame != NULL && count > 0;
	     frame = frame->next, count--)
		stack = add_frame(stack, frame);
	return stack;
}

/*
 * Whether the thread is the selected one, as far as places tell: many may stand in one, but gdb selects thread 1 of a
 * process that it attaches to, and of a core, in which the thread that died comes first.
 */
static bool
may_be_selected(const struct selection *selection, const struct thread *thread)
{
	long long count = thread->frame_count < selection->shown_count ? thread->frame_count
								       : selection->shown_count;

	return thread->tid <= 1 && thread->frames != NULL && is_there(selection, thread->frames) &&
	    (count == 0 || stack_of(thread, count) == selection->shown[count - 1]);
}

bool
selection_note(struct selection *selection, struct bytes text, bool stop)
{
	struct frame frame = thread_no_frame;
	enum frameline state = frameline_parse(text, &frame);

	if (state == FRAMELINE_OPEN) /* a terminal wrapped it */
		frameline_keep(text, &frame);
	if ((selection->function > 0 && !selection->stop) || state == FRAMELINE_ODD ||
	    frame.function.len == 0 ||
	    (state == FRAMELINE_WHOLE && frame.address.len == 0 && frame.line < 0))
		return false;
	selection->stop = stop;
	selection->place = state == FRAMELINE_WHOLE ? place_of(&frame) : 0;
	selection->address = address_of(&frame);
	selection->function = function_of(&frame);
	return true;
}

void
selection_mark(struct selection *selection, struct thread *thread)
{
	const struct stop *stop = &selection->snapshot->stop;
	bool selected = stop->current.tid >= 0 || stop->current_lwp >= 0;
	bool here = !selection->found && may_be_selected(selection, thread);

	thread->current = same_thread(stop->current, thread) ||
	    (stop->current_lwp >= 0 && stop->current_lwp == thread->lwp) || (here && !selected);
	if (stop->crashed.tid >= 0 || stop->crashed_lwp >= 0)
		thread->crashed = same_thread(stop->crashed, thread) ||
		    (thread->lwp >= 0 && thread->lwp == stop->crashed_lwp);
	else if (selected && !stop->switched && stop->signal.len > 0)
		thread->crashed = thread->current;
	else
		thread->crashed = here && stop->signal.len > 0;
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

/* It is the thread that the debugger selected. */
static void
name_as_selected(const struct stop *stop, struct draft *draft)
{
	draft->thread.current = true;
	draft->thread.tid = stop->current.tid;
	draft->thread.inferior = stop->current.inferior;
	draft->thread.lwp = stop->current_lwp;
}

void
selection_mark_selected(const struct selection *selection, struct draft *draft)
{
	name_as_selected(&selection->snapshot->stop, draft);
	mark_headless(&selection->snapshot->stop, draft);
}

void
selection_mark_begun(
    struct selection *selection, struct draft *draft, const struct frame *innermost)
{
	const struct stop *stop = &selection->snapshot->stop;

	selection->found = false;
	if (selection->named != stop->selections &&
	    (stop->switched || selection->function == 0 || is_there(selection, innermost))) {
		selection->named = stop->selections;
		name_as_selected(stop, draft);
	}
	mark_headless(stop, draft);
}

/* Remembers the first `count` frames of the selected thread, so that a longer backtrace of it is known again. */
static void
seek(struct selection *selection, const struct thread *thread, long long count)
{
	selection->sought_count = count;
	selection->sought = stack_of(thread, count);
	selection->common = false;
}

/* Remembers the backtrace of the selected thread, to know it again. */
static void
remember(struct selection *selection, const struct thread *thread)
{
	uint64_t stack = 0;

	selection->shown_count = 0;
	for (const struct frame *frame = thread->frames;
	     frame != NULL && selection->shown_count < SELECTION_SHOWN; frame = frame->next) {
		stack = add_frame(stack, frame);
		selection->shown[selection->shown_count++] = stack;
	}
}

bool
selection_mark_again(struct selection *selection, struct draft *draft)
{
	const struct stop *stop = &selection->snapshot->stop;
	const struct thread *thread = &draft->thread;
	long long count = thread->frame_count;

	if (selection->named != stop->selections || thread->current || thread->frames == NULL)
		return false;
	if (count > selection->shown_count)
		count = selection->shown_count;
	/* that one frame is the same says little */
	if (count == 0 || (count == 1 && thread->frame_count != selection->shown_count) ||
	    stack_of(thread, count) != selection->shown[count - 1])
		return false;
	name_as_selected(stop, draft);
	mark_headless(stop, draft);
	return true;
}

void
selection_mark_whole(struct selection *selection, struct draft *draft, bool last)
{
	const struct stop *stop = &selection->snapshot->stop;
	const struct thread *thread = &draft->thread;

	if (selection->named != stop->selections)
		return;
	if (thread->current) {
		remember(selection, thread);
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

	/* what a person selected since is another thread */
	if (!draft->thread.current || draft->thread.tid >= 0 || stop->switched)
		return;
	name_as_selected(stop, draft);
	selection->named = stop->selections;
	mark_headless(stop, draft);
}
