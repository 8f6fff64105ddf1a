#include "native/gdb/headless.h"

#include "base/hash.h"

enum { SHOWN_MAX = 256 }; /* places that are held back */

struct headless
headless_of(struct look *look)
{
	return (struct headless){ .look = look, .named = -1 };
}

void
headless_free(struct headless *headless)
{
	struct drafts *drafts = headless->look->dialect->drafts;

	if (headless->open != NULL)
		drafts_drop(drafts, headless->open);
	for (struct draft *draft = headless->shown, *next; draft != NULL; draft = next) {
		next = draft->next;
		drafts_drop(drafts, draft);
	}
}

static bool
has_locals(const struct thread *thread)
{
	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next)
		if (frame->locals != NULL)
			return true;
	return false;
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

/* The thread that the debugger selected. */
static void
name_as_selected(struct headless *headless, struct draft *draft)
{
	const struct snapshot *snapshot = &headless->look->dialect->snapshot;

	draft->thread.current = true;
	draft->thread.tid = snapshot->current.tid;
	draft->thread.inferior = snapshot->current.inferior;
	draft->thread.lwp = snapshot->current_lwp;
}

/* Of the selected thread so many frames are known: what shows them again, and more, is its backtrace. */
static void
seek(struct headless *headless, const struct thread *thread, long long count)
{
	headless->sought_count = count;
	headless->sought = stack_of(thread, count);
	headless->common = false;
}

/*
 * A backtrace is whole. Behind the place of the selected thread, or its `bt` and now with locals,
 * the last one is that thread's where it alone has these frames (shapes.json: bt-then-full,
 * quiet-all-core, quiet-all-full): `thread apply all` shows thread 1 last, and it may be that all
 * stand in one place.
 */
static void
name_last(struct headless *headless, struct draft *draft, bool last)
{
	const struct snapshot *snapshot = &headless->look->dialect->snapshot;
	const struct thread *thread = &draft->thread;

	if (headless->named != snapshot->selections)
		return;
	if (thread->current) {
		seek(headless, thread, has_locals(thread) ? 0 : thread->frame_count);
		return;
	}
	if (headless->sought_count == 0 || (headless->sought_count > 1 && !has_locals(thread)) ||
	    stack_of(thread, headless->sought_count) != headless->sought)
		return;
	if (last && !headless->common) {
		name_as_selected(headless, draft);
		selection_mark_headless(snapshot, draft);
	}
	headless->common = true;
}

/*
 * Whether a backtrace without a header only says again what one of its thread said: it is known by
 * its number, else by the place where it stands.
 */
static bool
is_repetition(const struct look *look, const struct thread *thread, bool alone)
{
	if (thread->frames == NULL || has_locals(thread))
		return false; /* `bt full`, and `thread apply all bt` has none */
	if (thread->tid >= 0)
		return look_has_thread(look, thread);
	if (!alone) /* a plain `bt` before all headers is of the thread that crashed */
		return look->selection.found && thread->line < look->first_header;
	return (look->headers && thread->line < look->first_header) || look_has_place(look, thread);
}

/* It is decided whether it was one of the threads. */
static void
settle(struct headless *headless, struct draft *draft, bool alone)
{
	if (is_repetition(headless->look, &draft->thread, alone))
		drafts_drop(headless->look->dialect->drafts, draft);
	else
		look_complete(headless->look, draft);
}

/* A place is held back to the end of the look: its thread may come whole. */
static void
hold_shown(struct headless *headless, struct draft *draft)
{
	draft->next = NULL;
	if (headless->shown == NULL)
		headless->shown = draft;
	else
		headless->last_shown->next = draft;
	headless->last_shown = draft;
	if (++headless->shown_count <= SHOWN_MAX)
		return;
	draft = headless->shown;
	headless->shown = draft->next;
	headless->shown_count--;
	settle(headless, draft, true);
}

static void
settle_shown(struct headless *headless)
{
	for (struct draft *draft = headless->shown, *next; draft != NULL; draft = next) {
		next = draft->next;
		settle(headless, draft, true);
	}
	headless->shown = headless->last_shown = NULL;
	headless->shown_count = 0;
}

/* One frame, or frames with the source between them: where gdb stands, and no backtrace. */
static bool
is_place(const struct headless *headless, const struct draft *draft)
{
	return draft->thread.frames != NULL && draft->thread.last_frame->locals == NULL &&
	    (headless->displayed || draft->thread.frame_count == 1);
}

static struct draft *
take_open(struct headless *headless)
{
	struct draft *draft = headless->open;

	if (draft != NULL && headless->look->reader.draft == draft)
		look_close_thread(headless->look);
	headless->open = NULL;
	return draft;
}

static void
settle_open(struct headless *headless)
{
	struct draft *draft = take_open(headless);

	if (draft == NULL)
		return;
	if (is_place(headless, draft)) {
		hold_shown(headless, draft);
	} else {
		name_last(headless, draft, true);
		settle(headless, draft, false);
	}
	headless->displayed = false;
}

/*
 * The backtrace without a header that was read, where another begins: of a place (a stop, a
 * `thread 2`, a core) it may be that the next one begins with.
 */
static void
settle_before_next(struct headless *headless, struct bytes rest)
{
	struct draft *draft = headless->open;
	const struct frame *frame;
	bool last;

	if (draft == NULL)
		return;
	last = headless->look->reader.draft != draft; /* since then another thread was selected */
	if (!last)
		framereader_close(&headless->look->reader);
	frame = draft->thread.frames;
	if (!is_place(headless, draft)) {
		draft = take_open(headless);
		name_last(headless, draft, last);
		look_complete(headless->look, draft);
		return;
	}
	if (!bytes_start(rest, frame->address.len > 0 ? frame->address : frame->function)) {
		if (draft->thread.current)
			seek(headless, &draft->thread, 1);
		settle_open(headless);
		return;
	}
	if (draft->thread.current)
		headless->named = -1; /* the next one is */
	drafts_drop(headless->look->dialect->drafts, take_open(headless));
	headless->displayed = false;
}

/*
 * Whether a backtrace without a header is of the thread that the debugger selected: the first one
 * that is shown after the selection is. Others may be of any (`thread apply all -q bt` shows all
 * threads, one like the other, without saying which is which).
 */
static bool
is_of_selected(struct headless *headless, const struct frame *innermost)
{
	const struct snapshot *snapshot = &headless->look->dialect->snapshot;
	const struct selection *selection = &headless->look->selection;

	if (headless->named == snapshot->selections ||
	    (!snapshot->switched && selection->known && !selection_is_at(selection, innermost)))
		return false;
	headless->named = snapshot->selections;
	return true;
}

bool
headless_begins(long long level, struct bytes rest, struct frame *innermost)
{
	enum frameline state;

	*innermost = thread_no_frame;
	state = frameline_parse(rest, innermost);
	if (level == 0)
		return state != FRAMELINE_ODD;
	return state == FRAMELINE_WHOLE &&
	    (innermost->address.len > 0 || innermost->line >= 0 || innermost->module.len > 0);
}

bool
headless_begin(struct headless *headless, struct bytes rest, const struct frame *innermost)
{
	struct look *look = headless->look;
	struct draft *draft;

	settle_before_next(headless, rest);
	headless->open = draft = dialect_begin(look->dialect);
	if (draft == NULL)
		return false;
	if (!look->headers)
		selection_note_core(&look->selection, &look->dialect->snapshot, rest);
	look->selection.found = false;
	headless->displayed = false;
	if (is_of_selected(headless, innermost))
		name_as_selected(headless, draft);
	selection_mark_headless(&look->dialect->snapshot, draft);
	framereader_start(&look->reader, draft);
	return true;
}

void
headless_note_source(struct headless *headless)
{
	const struct draft *draft = headless->open;

	if (draft != NULL && headless->look->reader.draft == draft &&
	    draft->thread.frame_count == 1)
		headless->displayed = true;
}

void
headless_note_current(struct headless *headless)
{
	const struct snapshot *snapshot = &headless->look->dialect->snapshot;
	const struct thread *thread = headless->open == NULL ? NULL : &headless->open->thread;

	if (thread == NULL || !thread->current || thread->tid >= 0)
		return;
	name_as_selected(headless, headless->open);
	headless->named = snapshot->selections;
	selection_mark_headless(snapshot, headless->open);
}

void
headless_end_thread(struct headless *headless)
{
	struct look *look = headless->look;

	if (headless->open == NULL)
		return;
	framereader_close(&look->reader);
	if (is_place(headless, headless->open) || look->headers) {
		settle_open(headless);
	} else {
		name_last(headless, headless->open, true);
		framereader_start(&look->reader, NULL);
	}
}

void
headless_end(struct headless *headless)
{
	settle_open(headless);
	settle_shown(headless);
	*headless = headless_of(headless->look);
}
