#include "native/gdb/backtraces.h"

enum { ELIDED_MAX = 4096 }; /* frames of a thread in which one is looked for */

void
backtraces_init(struct backtraces *backtraces, struct dialect *dialect)
{
	*backtraces = (struct backtraces){ .look.dialect = dialect, .process = -1 };
	backtraces->headless = headless_of(&backtraces->look);
}

void
backtraces_free(struct backtraces *backtraces)
{
	if (backtraces->open != NULL)
		drafts_drop(backtraces->look.dialect->drafts, backtraces->open);
	headless_free(&backtraces->headless);
	look_free(&backtraces->look);
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
	thread->target = BYTES_NONE;
	if (backtraces->process_kind == BACKTRACES_UNKNOWN)
		thread->process.pid = backtraces->process;
}

/* `next`: the `process N` of the header that follows; -1: none. */
static void
complete_open(struct backtraces *backtraces, long long next)
{
	struct look *look = &backtraces->look;
	struct draft *draft = backtraces->open;

	if (draft == NULL)
		return;
	look_close_thread(look);
	backtraces->open = NULL;
	settle_process(backtraces, &draft->thread, next);
	/* Past the set's ceiling a repeated header counts as a thread: none is lost. */
	if (draft->thread.frames == NULL &&
	    (backtraces->instruction || look_has_thread(look, &draft->thread))) {
		drafts_drop(look->dialect->drafts, draft);
		return;
	}
	selection_mark(&look->selection, &look->dialect->snapshot, &draft->thread);
	look_complete(look, draft);
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

	framereader_close(&backtraces->look.reader); /* of a backtrace without a header, too */
	complete_open(backtraces, target->process ? target->pid : -1);
	if (!backtraces->look.headers)
		backtraces->look.first_header = backtraces->look.dialect->line;
	backtraces->look.headers = true;
	backtraces->instruction = backtraces->blank = false;
	backtraces->open = draft = dialect_begin(backtraces->look.dialect);
	if (draft == NULL)
		return;
	fill_thread(backtraces, draft, id, target);
	framereader_start(&backtraces->look.reader, draft);
}

/* A frame that is of no thread with a header: false where it begins no backtrace. */
static bool
begin_headless(struct backtraces *backtraces, long long level, struct bytes rest)
{
	struct frame innermost;

	if (!headless_begins(level, rest, &innermost))
		return false;
	complete_open(backtraces, -1);
	return headless_begin(&backtraces->headless, rest, &innermost);
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
	struct thread *thread = &backtraces->look.reader.draft->thread;

	framereader_close(&backtraces->look.reader);
	if (backtraces->look.reader.original) /* to stacktraces.py it is a frame like any other */
		return true;
	if (backtraces->blank || !is_pasted_again(thread, rest))
		return begin_headless(backtraces, 0, rest);
	thread->frames = thread->last_frame = NULL;
	thread->frame_count = 0;
	backtraces->headless.displayed = false;
	framereader_start(&backtraces->look.reader, backtraces->look.reader.draft);
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
	struct draft *draft = backtraces->look.reader.draft;
	bool elided;

	if (draft != NULL && locals_open(&backtraces->look.reader.locals) &&
	    !is_next_frame(&backtraces->look.reader, level, rest))
		return false;
	elided = is_elided(draft, line, level);
	if (draft == NULL ? !begin_headless(backtraces, level, rest)
			  : level == 0 && !elided && draft->thread.frames != NULL &&
		    !restart(backtraces, rest))
		return false;
	if (!framereader_begin(&backtraces->look.reader, line))
		return false;
	if (elided)
		drafts_move_in(draft);
	backtraces->blank = false;
	return true;
}

void
backtraces_end_thread(struct backtraces *backtraces)
{
	complete_open(backtraces, -1);
	headless_end_thread(&backtraces->headless);
}

void
backtraces_end(struct backtraces *backtraces)
{
	complete_open(backtraces, -1);
	headless_end(&backtraces->headless);
	look_end(&backtraces->look);
	backtraces->blank = backtraces->instruction = false;
	backtraces->process = -1;
	backtraces->process_kind = BACKTRACES_UNKNOWN;
}
