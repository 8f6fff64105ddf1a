#include "native/backtraces.h"

#include "base/hash.h"

enum {
	ELIDED_MAX = 4096, /* frames of a thread in which one is looked for */
	SHOWN_MAX = 256,   /* places that are held back */
};

struct backtraces
backtraces_of(struct dialect *dialect)
{
	return (struct backtraces){ .dialect = dialect, .process = -1, .named = -1 };
}

void
backtraces_free(struct backtraces *backtraces)
{
	if (backtraces->open != NULL)
		drafts_drop(backtraces->dialect->drafts, backtraces->open);
	if (backtraces->headless != NULL)
		drafts_drop(backtraces->dialect->drafts, backtraces->headless);
	for (struct draft *draft = backtraces->shown, *next; draft != NULL; draft = next) {
		next = draft->next;
		drafts_drop(backtraces->dialect->drafts, draft);
	}
	numberset_free(&backtraces->seen);
	numberset_free(&backtraces->places);
	selection_free(&backtraces->selection);
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
mark_inlined(struct backtraces *backtraces, struct thread *thread)
{
	const struct selection *selection = &backtraces->selection;
	bool addresses =
	    backtraces->addresses || (selection->known && selection->place.address.len > 0);

	for (const struct frame *frame = thread->frames; frame != NULL && !addresses;
	     frame = frame->next)
		addresses = frame->address.len > 0;
	backtraces->addresses = addresses;
	if (!addresses) /* set print address off */
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
is_at_limit(const struct backtraces *backtraces, const struct thread *thread)
{
	long long limit = backtraces->dialect->snapshot.max_frames;

	return limit > 0 && (long long)thread->frame_count == limit && thread->stopped.len == 0;
}

static void
complete(struct backtraces *backtraces, struct draft *draft)
{
	draft->thread.truncated = draft->thread.truncated || lacks_frames(&draft->thread) ||
	    is_at_limit(backtraces, &draft->thread);
	mark_inlined(backtraces, &draft->thread);
	dialect_complete(backtraces->dialect, draft, BYTES("gdb"));
}

/* Two that fall together are told apart by their frames all the same. */
static uint64_t
number_of(const struct thread *thread)
{
	return ((uint64_t)(thread->inferior + 1) << 40) + (uint64_t)thread->tid + 1;
}

/* A number for the place of a frame: its address, else its function. */
static uint64_t
place_of(const struct frame *frame)
{
	return hash_bytes(frame->address.len > 0 ? frame->address : frame->function) | 1;
}

/* The open thread's `process N`: with the next header's number, or without one, it is clear what it is. */
static void
settle_process(struct backtraces *backtraces, struct thread *thread, long long next)
{
	if (backtraces->process < 0)
		return;
	if (next >= 0 && backtraces->process_kind == BACKTRACES_UNKNOWN && thread->inferior < 0)
		backtraces->process_kind =
		    next == backtraces->process ? BACKTRACES_SHARED : BACKTRACES_LWP;
	if (backtraces->process_kind == BACKTRACES_SHARED)
		return;
	thread->lwp = backtraces->process;
	thread->target = (struct bytes){ NULL, 0 };
	if (backtraces->process_kind == BACKTRACES_UNKNOWN)
		thread->process.pid = backtraces->process;
}

static void
note_seen(struct backtraces *backtraces, const struct thread *thread)
{
	if (thread->tid >= 0)
		(void)numberset_add(&backtraces->seen, number_of(thread));
	if (thread->frames != NULL)
		(void)numberset_add(&backtraces->places, place_of(thread->frames));
}

/* `next`: the `process N` of the header that follows; -1: none. */
static void
complete_open(struct backtraces *backtraces, long long next)
{
	struct draft *draft = backtraces->open;

	if (draft == NULL)
		return;
	framereader_close(&backtraces->reader);
	framereader_start(&backtraces->reader, NULL);
	backtraces->open = NULL;
	settle_process(backtraces, &draft->thread, next);
	/* Past the set's ceiling a repeated header counts as a thread: none is lost. */
	if (draft->thread.frames == NULL &&
	    (backtraces->instruction ||
		numberset_has(&backtraces->seen, number_of(&draft->thread)))) {
		drafts_drop(backtraces->dialect->drafts, draft);
		return;
	}
	note_seen(backtraces, &draft->thread);
	selection_mark(&backtraces->selection, &backtraces->dialect->snapshot, &draft->thread);
	complete(backtraces, draft);
}

static bool
has_locals(const struct thread *thread)
{
	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next)
		if (frame->locals != NULL)
			return true;
	return false;
}

/* A number for all that a backtrace says but for its locals. */
static uint64_t
stack_of(const struct thread *thread)
{
	uint64_t stack = 0;

	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		stack = hash_number(stack ^ hash_bytes(frame->address));
		stack = hash_number(stack ^ hash_bytes(frame->function));
		stack = hash_number(stack ^ hash_bytes(frame->args));
	}
	return stack | 1;
}

/* The thread that the debugger selected. */
static void
name_as_selected(struct backtraces *backtraces, struct draft *draft)
{
	const struct snapshot *snapshot = &backtraces->dialect->snapshot;

	draft->thread.current = true;
	draft->thread.tid = snapshot->current.tid;
	draft->thread.inferior = snapshot->current.inferior;
	draft->thread.lwp = snapshot->current_lwp;
}

/* `bt`, and then `bt full` of the same thread: its number holds for both (shapes.json: bt-then-full). */
static void
name_fuller(struct backtraces *backtraces, struct draft *draft)
{
	const struct snapshot *snapshot = &backtraces->dialect->snapshot;
	const struct thread *thread = &draft->thread;

	if (backtraces->named != snapshot->selections)
		return;
	if (thread->current) {
		backtraces->named_stack = has_locals(thread) ? 0 : stack_of(thread);
	} else if (has_locals(thread) && backtraces->named_stack == stack_of(thread)) {
		backtraces->named_stack = 0;
		name_as_selected(backtraces, draft);
		selection_mark_headless(snapshot, draft);
	}
}

static void
complete_headless(struct backtraces *backtraces, struct draft *draft)
{
	name_fuller(backtraces, draft);
	note_seen(backtraces, &draft->thread);
	complete(backtraces, draft);
}

/* Whether a thread of that number was seen; one without an inferior is of the first. */
static bool
is_seen(const struct backtraces *backtraces, const struct thread *thread)
{
	struct thread first = { .inferior = 1, .tid = thread->tid };

	return numberset_has(&backtraces->seen, number_of(thread)) ||
	    (thread->inferior < 0 && numberset_has(&backtraces->seen, number_of(&first)));
}

/*
 * Whether a backtrace without a header only says again what one of its thread said: it is known by
 * its number, else by the place where it stands.
 */
static bool
is_repetition(const struct backtraces *backtraces, const struct thread *thread, bool alone)
{
	if (thread->frames == NULL || has_locals(thread))
		return false; /* `bt full`, and `thread apply all bt` has none */
	if (thread->tid >= 0)
		return is_seen(backtraces, thread);
	if (!alone) /* a plain `bt` before all headers is of the thread that crashed */
		return backtraces->selection.found && thread->line < backtraces->first_header;
	return (backtraces->headers && thread->line < backtraces->first_header) ||
	    numberset_has(&backtraces->places, place_of(thread->frames));
}

/* It is decided whether it was one of the threads. */
static void
settle(struct backtraces *backtraces, struct draft *draft, bool alone)
{
	if (is_repetition(backtraces, &draft->thread, alone))
		drafts_drop(backtraces->dialect->drafts, draft);
	else
		complete_headless(backtraces, draft);
}

/* A place is held back to the end of the look: its thread may come whole. */
static void
hold_shown(struct backtraces *backtraces, struct draft *draft)
{
	draft->next = NULL;
	if (backtraces->shown == NULL)
		backtraces->shown = draft;
	else
		backtraces->last_shown->next = draft;
	backtraces->last_shown = draft;
	if (++backtraces->shown_count <= SHOWN_MAX)
		return;
	draft = backtraces->shown;
	backtraces->shown = draft->next;
	backtraces->shown_count--;
	settle(backtraces, draft, true);
}

static void
settle_shown(struct backtraces *backtraces)
{
	for (struct draft *draft = backtraces->shown, *next; draft != NULL; draft = next) {
		next = draft->next;
		settle(backtraces, draft, true);
	}
	backtraces->shown = backtraces->last_shown = NULL;
	backtraces->shown_count = 0;
}

/* One frame, or frames with the source between them: where gdb stands, and no backtrace. */
static bool
is_place(const struct backtraces *backtraces, const struct draft *draft)
{
	return draft->thread.frames != NULL && draft->thread.last_frame->locals == NULL &&
	    (backtraces->displayed || draft->thread.frame_count == 1);
}

static struct draft *
take_headless(struct backtraces *backtraces)
{
	struct draft *draft = backtraces->headless;

	if (draft != NULL && backtraces->reader.draft == draft) {
		framereader_close(&backtraces->reader);
		framereader_start(&backtraces->reader, NULL);
	}
	backtraces->headless = NULL;
	return draft;
}

static void
settle_headless(struct backtraces *backtraces)
{
	struct draft *draft = take_headless(backtraces);

	if (draft == NULL)
		return;
	if (is_place(backtraces, draft))
		hold_shown(backtraces, draft);
	else
		settle(backtraces, draft, false);
	backtraces->displayed = false;
}

void
backtraces_end_thread(struct backtraces *backtraces)
{
	complete_open(backtraces, -1);
	if (backtraces->headless == NULL)
		return;
	framereader_close(&backtraces->reader);
	if (is_place(backtraces, backtraces->headless) || backtraces->headers)
		settle_headless(backtraces);
	else
		framereader_start(&backtraces->reader, NULL);
}

void
backtraces_note_source(struct backtraces *backtraces)
{
	const struct draft *draft = backtraces->headless;

	if (draft != NULL && backtraces->reader.draft == draft && draft->thread.frame_count == 1)
		backtraces->displayed = true;
}

void
backtraces_note_current(struct backtraces *backtraces)
{
	const struct snapshot *snapshot = &backtraces->dialect->snapshot;
	struct thread *thread = backtraces->headless == NULL ? NULL : &backtraces->headless->thread;

	if (thread == NULL || !thread->current || thread->tid >= 0)
		return;
	thread->tid = snapshot->current.tid;
	thread->inferior = snapshot->current.inferior;
	thread->lwp = snapshot->current_lwp;
	backtraces->named = snapshot->selections;
	selection_mark_headless(snapshot, backtraces->headless);
}

void
backtraces_end(struct backtraces *backtraces)
{
	struct numberset seen, places;
	struct selection selection;
	bool original = backtraces->reader.original;

	complete_open(backtraces, -1);
	settle_headless(backtraces);
	settle_shown(backtraces);
	numberset_clear(&backtraces->seen);
	numberset_clear(&backtraces->places);
	selection_reset(&backtraces->selection);
	selection = backtraces->selection;
	seen = backtraces->seen;
	places = backtraces->places;
	*backtraces = backtraces_of(backtraces->dialect);
	backtraces->seen = seen;
	backtraces->places = places;
	backtraces->selection = selection;
	backtraces->reader.original = original;
}

/* Whether a frame line without a thread is believed to begin one. */
static bool
is_plain_backtrace(long long level, const struct frame *frame, enum frameline state)
{
	if (level == 0)
		return state != FRAMELINE_ODD;
	return state == FRAMELINE_WHOLE &&
	    (frame->address.len > 0 || frame->line >= 0 || frame->module.len > 0);
}

/*
 * The backtrace without a header that was read, where another begins: of a place (a stop, a
 * `thread 2`, a core) it may be that the next one begins with.
 */
static void
settle_before_next(struct backtraces *backtraces, struct bytes rest)
{
	struct draft *draft = backtraces->headless;
	const struct frame *frame;

	if (draft == NULL)
		return;
	if (backtraces->reader.draft == draft)
		framereader_close(&backtraces->reader);
	frame = draft->thread.frames;
	if (is_place(backtraces, draft) &&
	    bytes_start(rest, frame->address.len > 0 ? frame->address : frame->function)) {
		if (draft->thread.current)
			backtraces->named = -1; /* the next one is */
		drafts_drop(backtraces->dialect->drafts, take_headless(backtraces));
		backtraces->displayed = false;
		return;
	}
	if (is_place(backtraces, draft))
		settle_headless(backtraces);
	else
		complete_headless(backtraces, take_headless(backtraces));
}

/*
 * Whether a backtrace without a header is of the thread that the debugger selected: the first one
 * that is shown after the selection is. Others may be of any (`thread apply all -q bt` shows all
 * threads, one like the other, without saying which is which).
 */
static bool
is_of_selected(struct backtraces *backtraces, const struct frame *innermost)
{
	const struct snapshot *snapshot = &backtraces->dialect->snapshot;
	const struct selection *selection = &backtraces->selection;

	if (backtraces->named == snapshot->selections ||
	    (!snapshot->switched && selection->known && !selection_is_at(selection, innermost)))
		return false;
	backtraces->named = snapshot->selections;
	return true;
}

static bool
begin_headless(struct backtraces *backtraces, long long level, struct bytes rest)
{
	struct frame innermost = thread_no_frame;
	enum frameline state = frameline_parse(rest, &innermost);
	struct draft *draft;

	if (!is_plain_backtrace(level, &innermost, state))
		return false;
	complete_open(backtraces, -1);
	settle_before_next(backtraces, rest);
	backtraces->headless = draft = dialect_begin(backtraces->dialect);
	if (draft == NULL)
		return false;
	if (!backtraces->headers)
		selection_note_core(&backtraces->selection, &backtraces->dialect->snapshot, rest);
	backtraces->selection.found = false;
	backtraces->displayed = false;
	if (is_of_selected(backtraces, &innermost))
		name_as_selected(backtraces, draft);
	selection_mark_headless(&backtraces->dialect->snapshot, draft);
	framereader_start(&backtraces->reader, draft);
	return true;
}

/* Pieces of a log that were pasted together overlap: the same `#0` comes again (shapes.json: pasted-overlap). */
static bool
is_pasted_again(const struct thread *thread, struct bytes rest)
{
	struct frame frame = thread_no_frame;

	return thread->frame_count == 1 && thread->frames->locals == NULL &&
	    frameline_parse(rest, &frame) == FRAMELINE_WHOLE &&
	    bytes_equal(frame.address, thread->frames->address) &&
	    bytes_equal(frame.function, thread->frames->function) &&
	    bytes_equal(frame.args, thread->frames->args);
}

/* A `#0` behind other frames: of which thread? False where the line is none. */
static bool
restart(struct backtraces *backtraces, struct bytes rest)
{
	struct thread *thread = &backtraces->reader.draft->thread;

	framereader_close(&backtraces->reader);
	if (backtraces->dialect->original) /* to stacktraces.py it is a frame like any other */
		return true;
	if (backtraces->blank || !is_pasted_again(thread, rest))
		return begin_headless(backtraces, 0, rest);
	thread->frames = thread->last_frame = NULL;
	thread->frame_count = 0;
	backtraces->displayed = false;
	framereader_start(&backtraces->reader, backtraces->reader.draft);
	return true;
}

/* A frame filter sets frames in that it left out, behind the one that stands for them. */
static bool
is_elided(const struct draft *draft, struct bytes line, long long level)
{
	return draft != NULL && draft->thread.frame_count > 0 && bytes_indent(line) > 0 &&
	    draft->thread.frame_count < ELIDED_MAX && level < draft->thread.last_frame->level &&
	    !drafts_has_level(draft, level);
}

/* Whether a line inside a value that has braces open is a frame all the same. */
static bool
is_next_frame(const struct framereader *reader, long long level, struct bytes rest)
{
	struct frame scratch = thread_no_frame;
	enum frameline state = frameline_parse(rest, &scratch);

	return state == FRAMELINE_WHOLE ||
	    (state == FRAMELINE_OPEN && level == reader->frame->level + 1);
}

bool
backtraces_take_frame(
    struct backtraces *backtraces, struct bytes line, long long level, struct bytes rest)
{
	struct draft *draft = backtraces->reader.draft;
	bool elided;

	if (draft != NULL && locals_open(&backtraces->reader.locals) &&
	    !is_next_frame(&backtraces->reader, level, rest))
		return false;
	elided = is_elided(draft, line, level);
	if (draft == NULL ? !begin_headless(backtraces, level, rest)
			  : level == 0 && !elided && draft->thread.frames != NULL &&
		    !restart(backtraces, rest))
		return false;
	if (!framereader_begin(&backtraces->reader, line))
		return false;
	if (elided)
		drafts_move_in(draft);
	backtraces->blank = false;
	return true;
}

/* Names, numbers and what else the header says go to the thread. */
static void
fill_thread(struct backtraces *backtraces, struct draft *draft, struct thread_id id,
    const struct target *target)
{
	struct thread *thread = &draft->thread;

	thread->tid = id.tid;
	thread->inferior = id.inferior;
	thread->lwp = target->lwp;
	thread->pthread = arena_copy(draft->memory, target->pthread);
	thread->comm = arena_copy(draft->memory, target->comm);
	if (!target->process)
		thread->process.pid = target->pid;
	if (target->other || target->process)
		thread->target = arena_copy(draft->memory, target->text);
	backtraces->process = target->process && !target->other ? target->pid : -1;
}

void
backtraces_begin(struct backtraces *backtraces, struct thread_id id, const struct target *target)
{
	struct draft *draft;

	complete_open(backtraces, target->process ? target->pid : -1);
	if (!backtraces->headers)
		backtraces->first_header = backtraces->dialect->line;
	backtraces->headers = true;
	backtraces->instruction = backtraces->blank = false;
	backtraces->open = draft = dialect_begin(backtraces->dialect);
	if (draft == NULL)
		return;
	fill_thread(backtraces, draft, id, target);
	framereader_start(&backtraces->reader, draft);
}
