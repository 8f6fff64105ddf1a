#include "native/gdb/threads.h"

enum { ELIDED_MAX = 4096 }; /* frames of a thread in which one is looked for */

void
threads_init(struct threads *threads, struct dialect *dialect)
{
	*threads = (struct threads){ .dialect = dialect, .process = -1 };
	look_init(&threads->look, dialect);
}

/* The thread that is read gets no more frames. */
static void
close_reader(struct threads *threads)
{
	framereader_close(&threads->reader);
	framereader_start(&threads->reader, NULL);
	threads->state = THREADS_CLOSED;
}

/* --- threads with a header --- */

/* The open thread's `process N`: with the next header's number, or without one, it is clear what it is. */
static void
settle_process(struct threads *threads, struct thread *thread, long long next)
{
	if (threads->process < 0)
		return;
	if (next >= 0 && threads->process_kind == PROCESS_UNKNOWN && thread->inferior < 0)
		threads->process_kind = next == threads->process ? PROCESS_SHARED : PROCESS_LWP;
	if (threads->process_kind == PROCESS_SHARED)
		return;
	thread->lwp = threads->process;
	thread->target = BYTES_NONE;
	if (threads->process_kind == PROCESS_UNKNOWN)
		thread->process.pid = threads->process;
}

/* `next`: the `process N` of the header that follows; -1: none. */
static void
complete_headed(struct threads *threads, long long next)
{
	struct draft *draft = threads->reader.draft;

	if (threads->state != THREADS_IN_THREAD)
		return;
	close_reader(threads);
	settle_process(threads, &draft->thread, next);
	/* Past the set's ceiling a repeated header counts as a thread: none is lost. */
	if (draft->thread.frames == NULL &&
	    (threads->instruction || look_has_thread(&threads->look, &draft->thread))) {
		drafts_drop(threads->dialect->drafts, draft);
		return;
	}
	selection_mark(&threads->look.selection, &draft->thread);
	look_complete(&threads->look, draft);
}

/* Names, numbers and what else the header says go to the thread. */
static void
fill_thread(struct draft *draft, const struct target *target)
{
	struct thread *thread = &draft->thread;

	thread->tid = target->id.tid;
	thread->inferior = target->id.inferior;
	thread->lwp = target->lwp;
	thread->pthread = arena_copy(draft->memory, target->pthread);
	thread->comm = arena_copy(draft->memory, target->comm);
	if (!target->process)
		thread->process.pid = target->pid;
	if (target->other || target->process)
		thread->target = arena_copy(draft->memory, target->text);
}

void
threads_begin(struct threads *threads, const struct target *target, struct bytes tool)
{
	struct draft *draft;

	complete_headed(threads, target->process ? target->pid : -1);
	close_reader(threads); /* of a backtrace without a header, too */
	if (!threads->look.headers)
		threads->look.first_header = threads->dialect->line;
	threads->look.headers = true;
	threads->instruction = threads->blank = false;
	threads->process = target->process && !target->other ? target->pid : -1;
	draft = dialect_begin(threads->dialect);
	if (draft == NULL)
		return;
	draft->thread.tool = tool;
	fill_thread(draft, target);
	framereader_start(&threads->reader, draft);
	threads->state = THREADS_IN_THREAD;
}

/* --- rows of the table of threads --- */

void
threads_take_row(struct threads *threads, struct bytes line, const struct target *target)
{
	struct draft *draft;

	if (threads->reader.original)
		return;
	complete_headed(threads, -1);
	close_reader(threads);
	draft = dialect_begin(threads->dialect);
	if (draft == NULL)
		return;
	draft->thread.tid = target->id.tid;
	draft->thread.inferior = target->id.inferior;
	draft->thread.lwp = target->lwp;
	draft->thread.pthread = arena_copy(draft->memory, target->pthread);
	draft->thread.comm = arena_copy(draft->memory, target->comm);
	if (!look_add_row(&threads->look, draft))
		return;
	framereader_start(&threads->reader, draft);
	threads->state = THREADS_IN_ROW;
	threads->placeless =
	    target->place.len == 0 || bytes_start(target->place, BYTES("warning: "));
	if (!threads->placeless && target->place.at[0] != '(') /* (running) */
		(void)framereader_begin(&threads->reader, line, 0, target->place);
}

bool
threads_take_place(struct threads *threads, struct bytes line)
{
	struct bytes place = bytes_from(line, bytes_indent(line));
	struct frame scratch = thread_no_frame;

	if (threads->state != THREADS_IN_ROW || !threads->placeless ||
	    !bytes_start(place, BYTES("0x")) || frameline_parse(place, &scratch) == FRAMELINE_ODD)
		return false;
	threads->placeless = false;
	return framereader_begin(&threads->reader, line, 0, place);
}

/* --- backtraces without one --- */

/* One frame, or frames with the source between them: where gdb stands, and no backtrace. */
static bool
is_place(const struct threads *threads)
{
	const struct thread *thread = &threads->bare->thread;

	return thread->frames != NULL && thread->last_frame->locals == NULL &&
	    (threads->displayed || thread->frame_count == 1);
}

static struct draft *
take_bare(struct threads *threads)
{
	struct draft *draft = threads->bare;

	close_reader(threads);
	threads->bare = NULL;
	threads->displayed = false;
	return draft;
}

/* The backtrace without a header, if there is one, gets no more frames, and no thread with a header is open. */
static void
settle_bare(struct threads *threads)
{
	bool place;

	if (threads->bare == NULL)
		return;
	framereader_close(&threads->reader);
	place = is_place(threads);
	if (!place)
		selection_mark_whole(&threads->look.selection, threads->bare, true);
	look_settle(&threads->look, take_bare(threads), place);
}

/*
 * The backtrace without a header that was read, where another begins: of a place (a stop, a
 * `thread 2`, a core) it may be that the next one begins with.
 */
static void
settle_before_next(struct threads *threads, struct bytes rest)
{
	struct selection *selection = &threads->look.selection;
	struct draft *draft = threads->bare;
	bool selected_since = threads->state != THREADS_IN_BARE;
	const struct frame *frame;

	if (draft == NULL)
		return;
	framereader_close(&threads->reader);
	frame = draft->thread.frames;
	if (!is_place(threads)) {
		selection_mark_whole(selection, draft, selected_since);
		look_complete(&threads->look, take_bare(threads));
	} else if (!bytes_start(rest, frame->address.len > 0 ? frame->address : frame->function)) {
		selection_seek(selection, draft);
		settle_bare(threads);
	} else {
		if (draft->thread.current) /* the backtrace that begins is the selected thread's */
			selection->named = -1;
		drafts_drop(threads->dialect->drafts, take_bare(threads));
	}
}

/* A frame that is of no thread with a header: false where it begins no backtrace. */
static bool
begin_bare(struct threads *threads, long long level, struct bytes rest)
{
	struct frame innermost = thread_no_frame;
	enum frameline state = frameline_parse(rest, &innermost);
	bool placed = innermost.address.len > 0 || innermost.line >= 0 || innermost.module.len > 0;

	if (level == 0 ? state == FRAMELINE_ODD : state != FRAMELINE_WHOLE || !placed)
		return false;
	complete_headed(threads, -1);
	settle_before_next(threads, rest);
	threads->bare = dialect_begin(threads->dialect);
	if (threads->bare == NULL)
		return false;
	if (!threads->look.headers)
		(void)selection_note(&threads->look.selection, rest, false);
	selection_mark_begun(&threads->look.selection, threads->bare, &innermost);
	framereader_start(&threads->reader, threads->bare);
	threads->state = THREADS_IN_BARE;
	return true;
}

/* --- frames --- */

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
restart(struct threads *threads, struct bytes rest)
{
	struct draft *draft = threads->reader.draft;
	struct thread *thread = &draft->thread;

	framereader_close(&threads->reader);
	if (threads->reader.original) /* to stacktraces.py it is a frame like any other */
		return true;
	if (threads->blank || !is_pasted_again(thread, rest))
		return begin_bare(threads, 0, rest);
	thread->frames = thread->last_frame = NULL;
	thread->frame_count = 0;
	threads->displayed = false;
	framereader_start(&threads->reader, draft);
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

/*
 * `#3 Workaround`, behind an empty line, or with one blank where gdb prints two: what a person wrote below the backtrace.
 * A frame has an address, arguments, or a name with the signs of one.
 */
static bool
is_prose(const struct threads *threads, long long level, struct bytes line, struct bytes rest)
{
	bool narrow = level < 10 && line.at + 3 == rest.at;

	if (!threads->blank && !narrow)
		return false;
	for (size_t i = 0; i < rest.len; i++)
		if (memchr("(<?_`:/", rest.at[i], 7) != NULL)
			return false;
	return !bytes_start(rest, BYTES("0x"));
}

bool
threads_take_frame(struct threads *threads, struct bytes line)
{
	struct framereader *reader = &threads->reader;
	struct draft *draft = reader->draft;
	struct bytes rest;
	long long level;
	bool elided;

	if (!frameline_starts(bytes_from(line, bytes_indent(line)), &level, &rest))
		return false;
	if (threads->state == THREADS_IN_ROW) {
		close_reader(threads);
		draft = NULL;
	}
	if (draft != NULL && draft->thread.frames != NULL &&
	    is_prose(threads, level, bytes_from(line, bytes_indent(line)), rest))
		return false;
	if ((draft != NULL && locals_open(&reader->locals) && !is_next_frame(reader, level, rest)))
		return false;
	elided = is_elided(draft, line, level);
	if (draft == NULL) {
		if (!begin_bare(threads, level, rest))
			return false;
	} else if (level == 0 && !elided && draft->thread.frames != NULL) {
		if (!restart(threads, rest))
			return false;
	}
	if (!framereader_begin(reader, line, level, rest))
		return false;
	if (elided)
		drafts_move_in(draft);
	threads->blank = false;
	return true;
}

/* --- what other lines say --- */

void
threads_note(struct threads *threads, enum says says, struct bytes line, struct bytes rest)
{
	struct draft *draft = threads->reader.draft;
	bool frames = draft != NULL && draft->thread.frames != NULL;

	framereader_close(&threads->reader);
	if (says == SAYS_CODE)
		threads->instruction = true;
	else if (says == SAYS_STOPPED && frames)
		draft->thread.stopped = arena_copy(draft->memory, rest);
	else if (says == SAYS_UNREADABLE && frames && !threads->blank)
		draft->thread.stopped = arena_copy(draft->memory, line);
	else if (says == SAYS_CUT && frames && !threads->blank)
		draft->thread.truncated = true;
}

void
threads_note_source(struct threads *threads)
{
	if (threads->state == THREADS_IN_BARE && threads->bare->thread.frame_count == 1)
		threads->displayed = true;
}

void
threads_switch(struct threads *threads)
{
	complete_headed(threads, -1);
	if (threads->state == THREADS_IN_ROW)
		close_reader(threads);
	if (threads->bare == NULL)
		return;
	framereader_close(&threads->reader);
	if (is_place(threads) || threads->look.headers) {
		settle_bare(threads);
	} else {
		selection_mark_whole(&threads->look.selection, threads->bare, true);
		close_reader(threads);
	}
}

void
threads_end(struct threads *threads)
{
	complete_headed(threads, -1);
	settle_bare(threads);
	framereader_close(&threads->reader);
	look_end(&threads->look);
	framereader_start(&threads->reader, NULL);
	threads->state = THREADS_CLOSED;
	threads->blank = threads->instruction = false;
	threads->process = -1;
	threads->process_kind = PROCESS_UNKNOWN;
}
