#include "native/gdb/threads.h"

#include "base/words.h"
#include "native/frameline.h"
#include "native/gdb/bare.h"
#include "native/gdb/nextframe.h"
#include "native/sanitizer/sanitizerframe.h"

void
threads_init(struct threads *threads, struct dialect *dialect)
{
	*threads = (struct threads){ .dialect = dialect, .headed = headed_none };
	look_init(&threads->look, dialect);
}

void
threads_stop_reading(struct threads *threads)
{
	framereader_close(&threads->reader);
	framereader_start(&threads->reader, NULL);
	threads->state = THREADS_CLOSED;
}

/* --- threads with a header --- */

/* Whether the backtrace without a header that came last is this thread's, by its number. */
static bool
is_of_bare(const struct threads *threads, const struct thread *thread)
{
	const struct draft *bare = threads->bare;

	return bare != NULL && bare->thread.frames != NULL && bare->thread.tid >= 0 &&
	    bare->thread.tid == thread->tid && bare->thread.inferior == thread->inferior;
}

/* `next`: the `process N` of the header that follows; -1: none. */
static void
complete_headed(struct threads *threads, long long next)
{
	struct draft *draft = threads->reader.draft;

	if (threads->state != THREADS_IN_THREAD)
		return;
	threads_stop_reading(threads);
	headed_settle(&threads->headed, &draft->thread, next);
	/* Past the set's ceiling a repeated header counts as a thread: none is lost. */
	if (draft->thread.frames == NULL &&
	    (threads->instruction || is_of_bare(threads, &draft->thread) ||
		look_has_thread(&threads->look, &draft->thread))) {
		drafts_drop(threads->dialect->drafts, draft);
		return;
	}
	selection_mark(&threads->look.selection, &draft->thread);
	look_complete(&threads->look, draft);
}

/* --- backtraces without one --- */

/* Begins a backtrace with a frame that is of no thread with a header, or (`second`) not of the one before. False: it cannot. */
static bool
begin_bare(struct threads *threads, long long level, struct bytes rest, bool second)
{
	struct frame innermost = thread_no_frame;
	enum frameline state = frameline_parse(rest, &innermost);
	bool placed = innermost.address.len > 0 || innermost.line >= 0 ||
	    innermost.module.len + innermost.language.len > 0;
	bool behind = threads->state == THREADS_IN_THREAD && !threads->apart && !threads->blank;
	struct draft *draft;

	if (level == 0 ? state != FRAMELINE_OPEN && state != FRAMELINE_WHOLE
		       : state != FRAMELINE_WHOLE || !placed)
		return false;
	if (state == FRAMELINE_OPEN) /* its arguments go on in the next line */
		frameline_keep(rest, &innermost);
	complete_headed(threads, -1);
	bare_settle_before_next(threads, rest);
	draft = dialect_begin(threads->dialect);
	if (draft == NULL)
		return false;
	threads->bare_is.again = threads->apart;
	threads->bare_is.behind = behind;
	threads->bare_is.second = second;
	framereader_start(&threads->reader, draft);
	if (nextframe_is_fragment(&innermost, rest)) {
		threads->look.fragment = true;
		draft->thread.tool = BYTES("systemd-coredump");
	} else if (!threads->look.headers) {
		(void)selection_note(&threads->look.selection, rest, false);
	}
	bare_become(threads, draft, &innermost);
	return true;
}

/* --- what may be one, or prose --- */

/* No thread is open, and a line has a number, and cannot be taken apart. */
static bool
begin_doubt(struct threads *threads, struct bytes line, struct bytes rest)
{
	struct frame frame = thread_no_frame;
	bool seen = threads->dialect->threads_seen;
	struct draft *draft;

	if (frameline_parse(rest, &frame) != FRAMELINE_OPEN) {
		frameline_keep(rest, &frame);
		if (frame.address.len == 0 || bytes_find(rest, BYTES(" in ")) == NULL)
			return false;
	}
	if (sanitizerframe_is(line) || (draft = dialect_begin(threads->dialect)) == NULL)
		return false;
	threads->dialect->threads_seen = seen;
	framereader_start(&threads->reader, draft);
	threads->state = THREADS_IN_DOUBT;
	return true;
}

/* It is a backtrace. */
static void
settle_doubt(struct threads *threads)
{
	struct framereader reader = threads->reader;
	const struct frame *first = reader.draft->thread.frames;
	struct bytes rest = first->address.len > 0 ? first->address : first->function;

	bare_settle_before_next(threads, rest);
	threads->reader = reader;
	threads->bare_is.again = threads->apart;
	threads->bare_is.behind = threads->bare_is.second = false;
	bare_become(threads, reader.draft, first);
}

/* Another line comes, and none that could tell. */
static void
end_doubt(struct threads *threads)
{
	struct draft *draft = threads->reader.draft;

	if (threads->state != THREADS_IN_DOUBT)
		return;
	framereader_close(&threads->reader);
	if (draft->thread.frames != NULL && draft->thread.frames->address.len > 0) {
		settle_doubt(threads);
		return;
	}
	threads_stop_reading(threads);
	drafts_drop(threads->dialect->drafts, draft);
}

/* --- a header --- */

void
threads_begin(struct threads *threads, const struct thread_target *target, struct bytes tool)
{
	struct draft *draft;

	complete_headed(threads, target->process ? target->pid : -1);
	end_doubt(threads);
	if (threads->bare != NULL && threads->bare->thread.tool.len > 0)
		bare_settle(threads);
	threads_stop_reading(threads); /* of a backtrace without a header, too */
	if (threads->bare != NULL && threads->bare->thread.current && !bare_is_place(threads))
		selection_mark_whole(&threads->look.selection, threads->bare, false);
	threads->bare_is.behind = false;
	if (!threads->look.headers)
		threads->look.first_header = threads->dialect->line;
	threads->look.headers = true;
	threads->instruction = threads->blank = false;
	draft = dialect_begin(threads->dialect);
	if (draft == NULL)
		return;
	draft->thread.tool = tool;
	headed_begin(&threads->headed, draft, target);
	framereader_start(&threads->reader, draft);
	threads->state = THREADS_IN_THREAD;
}

void
threads_begin_coredump(struct threads *threads, long long lwp)
{
	const struct thread_target target = { .id = { -1, -1 }, .pid = -1, .lwp = lwp };
	struct stop *stop = &threads->dialect->snapshot->stop;

	if (!threads->look.headers && !threads->look.fragment) {
		if (stop->crashed_lwp < 0) /* the journal may have told it */
			stop->current_lwp = stop->crashed_lwp = lwp;
		stop->selections++;
	}
	threads_begin(threads, &target, BYTES("systemd-coredump"));
}

/* --- frames --- */

/* Finds the thread of a `#0` that comes behind other frames. False: it is no frame. */
static bool
restart(struct threads *threads, struct bytes rest)
{
	struct draft *draft = threads->reader.draft;
	struct thread *thread = &draft->thread;

	if (threads->reader.original) /* to stacktraces.py it is a frame like any other */
		return true;
	if (threads->blank || !nextframe_is_pasted_again(thread, rest))
		return begin_bare(threads, 0, rest, false);
	thread->frames = thread->last_frame = NULL;
	thread->frame_count = 0;
	thread->truncated = false; /* `bt 1` came before it */
	thread->stopped = BYTES_NONE;
	threads->displayed = false;
	return true;
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

static bool
is_inner(const struct draft *draft, long long level)
{
	return draft != NULL && draft->thread.frame_count > 0 &&
	    level < draft->thread.last_frame->level;
}

/* Begins a second backtrace, whose innermost frames are not shown, if the level is there already with another frame. */
static void
begin_second(struct threads *threads, long long level, struct bytes rest)
{
	const struct draft *draft = threads->reader.draft;
	bool other = false;

	if (!threads->reader.original && draft->thread.frame_count < NEXTFRAME_LOOKED_AT &&
	    !nextframe_shows_again(draft, level, rest, &other) && other)
		(void)begin_bare(threads, level, rest, true);
}

/* Finds the thread that the frame is of, or begins one. False: it is no frame. */
static bool
find_thread(
    struct threads *threads, struct bytes line, long long level, struct bytes rest, bool elided)
{
	const struct draft *draft = threads->reader.draft;
	bool narrow;

	if (threads->state == THREADS_IN_DOUBT &&
	    (draft->thread.frames == NULL || level != draft->thread.last_frame->level + 1)) {
		end_doubt(threads);
		draft = threads->reader.draft;
	}
	if (draft == NULL) {
		return begin_bare(threads, level, rest, false) || begin_doubt(threads, line, rest);
	}
	if (draft->thread.frames == NULL || elided || nextframe_is_pythons(draft, level, rest))
		return true;
	if (level == 0) {
		return restart(threads, rest);
	}
	/* gdb prints two blanks behind a number of one digit */
	narrow = bytes_from(line, bytes_indent(line)).at + strlen("#0 ") == rest.at;
	if ((narrow || level != draft->thread.last_frame->level + 1 || threads->blank ||
		threads->apart) &&
	    nextframe_is_prose(rest))
		return false;
	if (is_inner(draft, level))
		begin_second(threads, level, rest);
	return true;
}

bool
threads_take_frame(struct threads *threads, struct bytes line)
{
	struct framereader *reader = &threads->reader;
	struct bytes rest;
	long long level;
	bool elided;

	if (!frameline_starts(bytes_from(line, bytes_indent(line)), &level, &rest))
		return false;
	if (threads->state == THREADS_IN_ROW)
		threads_stop_reading(threads);
	if (reader->draft != NULL && locals_open(&reader->locals) &&
	    !is_next_frame(reader, level, rest))
		return false;
	elided = is_inner(reader->draft, level) && nextframe_is_elided(reader->draft, line, level);
	if (!find_thread(threads, line, level, rest, elided) ||
	    reader->draft == NULL || /* no memory */
	    !framereader_begin(reader, line, level, rest))
		return false;
	if (elided)
		drafts_move_in(reader->draft);
	if (threads->state == THREADS_IN_DOUBT && reader->frame != NULL &&
	    nextframe_is_readable(reader->frame))
		settle_doubt(threads);
	threads->blank = threads->apart = false;
	return true;
}

bool
threads_take_glued(struct threads *threads, struct bytes line)
{
	const struct framereader *reader = &threads->reader;
	struct bytes frame, rest;
	long long level;

	threads->failed = false;
	if (reader->frame == NULL || !bytes_split(line, BYTES(" = #"), NULL, &frame))
		return false;
	frame = bytes_at(line, frame.at - 1);
	return frameline_starts(frame, &level, &rest) && level == reader->frame->level + 1 &&
	    threads_take_frame(threads, frame);
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
threads_settle_doubt(struct threads *threads)
{
	if (nextframe_is_readable(threads->reader.frame))
		settle_doubt(threads);
}

/* KDE's crash handler takes its own frames away, and leaves its mark in the thread that crashed. */
static void
note_crash(struct threads *threads, struct bytes line)
{
	struct stop *stop = &threads->dialect->snapshot->stop;
	const struct draft *draft = threads->reader.draft;

	if (stop->handled.len == 0 || !bytes_equal(bytes_trim(line), BYTES("[KCrash Handler]")))
		return;
	stop->signal = stop->handled;
	if (draft != NULL) /* else the backtrace has no header */
		stop->crashed = (struct thread_id){ draft->thread.inferior, draft->thread.tid };
}

void
threads_note_other(struct threads *threads, struct bytes line)
{
	static const struct bytes of_all[] = { BYTES_ROW("thread apply"), BYTES_ROW("taas"),
		BYTES_ROW("tfaas") };

	end_doubt(threads);
	note_crash(threads, line);
	threads->failed = bytes_start(line, BYTES("Python Exception "));
	/* what a person typed is in the log of a terminal: then backtraces of all threads follow */
	threads->apart = words_start(LIST(of_all), line) == WORDS_NONE;
}

void
threads_note_source(struct threads *threads)
{
	if (threads->state == THREADS_IN_BARE && threads->bare->thread.frame_count == 1)
		threads->displayed = true;
}

void
threads_close(struct threads *threads)
{
	complete_headed(threads, -1);
	threads_stop_reading(threads);
}

void
threads_switch(struct threads *threads)
{
	threads_close(threads);
	if (threads->bare == NULL)
		return;
	if (bare_is_place(threads) || threads->look.headers)
		bare_settle(threads);
	else
		selection_mark_whole(&threads->look.selection, threads->bare, true);
}

void
threads_end(struct threads *threads)
{
	complete_headed(threads, -1);
	end_doubt(threads);
	bare_settle(threads);
	threads_stop_reading(threads);
	look_end(&threads->look);
	threads->headed = headed_none;
}
