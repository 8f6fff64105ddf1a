#include "native/gdb.h"

#include "base/buffer.h"
#include "native/framereader.h"
#include "native/selection.h"

#include <stdlib.h>

enum { CUT_LINES_MAX = 15 }; /* line ends in a name */
enum { ELIDED_MAX = 4096 };  /* frames of a thread in which one is looked for */

/* What `process N` in the headers of one snapshot is. */
enum process_number {
	PROCESS_UNKNOWN,
	PROCESS_LWP,   /* old gdb on Linux: each thread's own */
	PROCESS_SHARED /* Apple: the same for all threads */
};

struct gdb {
	struct dialect *dialect;
	struct framereader reader;
	struct draft *open;     /* a thread with a header */
	struct draft *headless; /* a backtrace without one: a plain `bt`, or the crash of a core */
	struct selection selection;
	bool addresses;         /* gdb prints them in this snapshot */
	bool headers;           /* there were some in this snapshot */
	long long first_header; /* the line of the first */
	bool blank;             /* an empty line came after the last frame */
	bool instruction;       /* `x/i $pc` printed under the open header */
	long long process;      /* `process N` of the open thread's header; -1: none */
	enum process_number process_kind;
	struct threadtable seen;   /* threads with a header, by number */
	struct threadtable places; /* where threads with a header stand, by a hash */
	struct buffer cut;         /* a header that goes on in the next line */
	int cut_lines;             /* how many of those came */
};

struct gdb *
gdb_new(struct dialect *dialect)
{
	struct gdb *gdb = calloc(1, sizeof(*gdb));

	if (gdb == NULL)
		return NULL;
	gdb->dialect = dialect;
	gdb->process = -1;
	gdb->cut.ceiling = 64 * 1024;
	return gdb;
}

void
gdb_free(struct gdb *gdb)
{
	if (gdb == NULL)
		return;
	if (gdb->open != NULL)
		drafts_drop(gdb->dialect->drafts, gdb->open);
	if (gdb->headless != NULL)
		drafts_drop(gdb->dialect->drafts, gdb->headless);
	threadtable_free(&gdb->seen);
	threadtable_free(&gdb->places);
	buffer_free(&gdb->cut);
	free(gdb);
}

bool
gdb_begins(struct bytes line)
{
	struct thread_id id;
	struct target target;

	return header_parse(line, &id, &target) == HEADER_WHOLE;
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
mark_inlined(struct gdb *gdb, struct thread *thread)
{
	gdb->addresses =
	    gdb->addresses || (gdb->selection.known && gdb->selection.place.address.len > 0);
	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next)
		gdb->addresses = gdb->addresses || frame->address.len > 0;
	if (!gdb->addresses) /* set print address off */
		return;
	for (struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		const struct frame *caller = frame->next;

		frame->inlined =
		    caller != NULL && is_code(frame) && is_code(caller) && caller->address.len == 0;
	}
}

static void
complete(struct gdb *gdb, struct draft *draft)
{
	mark_inlined(gdb, &draft->thread);
	dialect_complete(gdb->dialect, draft, BYTES("gdb"));
}

static long long
number_of(const struct thread *thread)
{
	/* two that fall together are told apart by their frames all the same */
	unsigned long long number = (unsigned long long)(thread->inferior + 1) * (1ULL << 40) +
	    (unsigned long long)thread->tid;

	return (long long)(number & ((1ULL << 62) - 1)) + 1;
}

/* A number for the place of a frame: its address, else its function. */
static long long
place_of(const struct frame *frame)
{
	struct bytes place = frame->address.len > 0 ? frame->address : frame->function;
	unsigned long long hash = 5381;

	for (size_t i = 0; i < place.len; i++)
		hash = hash * 33 + (unsigned char)place.at[i];
	return (long long)(hash & ((1ULL << 62) - 1)) + 1;
}

/* The same for a thread without a header, which is known by its number if at all. */
static long long
place_of_headless(const struct thread *thread)
{
	unsigned long long number = (unsigned long long)(thread->tid + 2) * 0x9E3779B97F4A7C15u;

	return (long long)(((unsigned long long)place_of(thread->frames) ^ number) &
		   ((1ULL << 62) - 1)) +
	    1;
}

/* The open thread's `process N`: with the next header's number, or without one, it is clear what it is. */
static void
settle_process(struct gdb *gdb, struct thread *thread, long long next)
{
	if (gdb->process < 0)
		return;
	if (next >= 0 && gdb->process_kind == PROCESS_UNKNOWN && thread->inferior < 0)
		gdb->process_kind = next == gdb->process ? PROCESS_SHARED : PROCESS_LWP;
	if (gdb->process_kind == PROCESS_SHARED)
		return;
	thread->lwp = gdb->process;
	thread->target = (struct bytes){ NULL, 0 };
	if (gdb->process_kind == PROCESS_UNKNOWN)
		thread->process.pid = gdb->process;
}

/* `next`: the `process N` of the header that follows; -1: none. */
static void
complete_open(struct gdb *gdb, long long next)
{
	struct draft *draft = gdb->open;
	bool repeated;

	if (draft == NULL)
		return;
	framereader_close(&gdb->reader);
	framereader_start(&gdb->reader, NULL);
	gdb->open = NULL;
	settle_process(gdb, &draft->thread, next);
	repeated = threadtable_find(&gdb->seen, number_of(&draft->thread)) != NULL;
	if (draft->thread.frames == NULL && (repeated || gdb->instruction)) {
		drafts_drop(gdb->dialect->drafts, draft);
		return;
	}
	/* Past the table's ceiling a repeated header counts as a thread: none is lost. */
	(void)threadtable_add(&gdb->seen, number_of(&draft->thread));
	if (draft->thread.frames != NULL)
		(void)threadtable_add(&gdb->places, place_of(draft->thread.frames));
	selection_mark(&gdb->selection, &gdb->dialect->snapshot, &draft->thread);
	complete(gdb, draft);
}

static void
complete_headless(struct gdb *gdb)
{
	struct draft *draft = gdb->headless;
	const struct snapshot *snapshot = &gdb->dialect->snapshot;
	struct thread *thread = &draft->thread;

	gdb->headless = NULL;
	if (thread->tid < 0 && !snapshot->switched) {
		thread->tid = snapshot->current.tid;
		thread->inferior = snapshot->current.inferior;
	}
	if (thread->frames != NULL)
		(void)threadtable_add(&gdb->places, place_of_headless(thread));
	selection_mark_headless(snapshot, thread);
	complete(gdb, draft);
}

/*
 * Whether a backtrace without a header only says again where a thread stands: the one before all
 * headers where the crash was, one of a single frame behind them gdb 6.8's selected frame.
 */
static bool
is_repetition(const struct gdb *gdb, const struct thread *thread)
{
	if (thread->frames == NULL)
		return false;
	if (thread->frame_count > 1)
		return gdb->headers && gdb->selection.found;
	if (threadtable_find(&gdb->places, place_of_headless(thread)) != NULL)
		return true; /* `frame 0` behind the backtrace that it is of */
	if (!gdb->headers)
		return false;
	return thread->line < gdb->first_header ||
	    threadtable_find(&gdb->places, place_of(thread->frames)) != NULL;
}

static void
settle_headless(struct gdb *gdb)
{
	struct draft *draft = gdb->headless;

	if (draft == NULL)
		return;
	if (gdb->reader.draft == draft) {
		framereader_close(&gdb->reader);
		framereader_start(&gdb->reader, NULL);
	}
	if (!is_repetition(gdb, &draft->thread)) {
		complete_headless(gdb);
		return;
	}
	gdb->headless = NULL;
	drafts_drop(gdb->dialect->drafts, draft);
}

void
gdb_end(struct gdb *gdb)
{
	complete_open(gdb, -1);
	settle_headless(gdb);
	threadtable_clear(&gdb->seen);
	threadtable_clear(&gdb->places);
	buffer_reset(&gdb->cut);
	gdb->cut_lines = 0;
	gdb->selection = (struct selection){ .known = false };
	gdb->addresses = gdb->headers = gdb->blank = gdb->instruction = false;
	gdb->process = -1;
	gdb->process_kind = PROCESS_UNKNOWN;
}

/* Whether a frame line without a thread is believed to begin one. */
static bool
is_plain_backtrace(long long level, struct bytes rest)
{
	struct frame frame = thread_no_frame;
	enum frameline state = frameline_parse(rest, &frame);

	if (level == 0)
		return state != FRAMELINE_ODD;
	return state == FRAMELINE_WHOLE &&
	    (frame.address.len > 0 || frame.line >= 0 || frame.module.len > 0);
}

/*
 * The backtrace without a header that was read, where another begins: of a single frame it may
 * have been but the place of a stop, a `thread 2` or a core, that the next one begins with.
 */
static void
settle_before_next(struct gdb *gdb, struct bytes rest)
{
	struct draft *draft = gdb->headless;
	const struct frame *frame;

	if (draft == NULL)
		return;
	framereader_close(&gdb->reader);
	frame = draft->thread.frames;
	if (draft->thread.frame_count == 1 && frame->locals == NULL &&
	    bytes_start(rest, frame->address.len > 0 ? frame->address : frame->function)) {
		gdb->headless = NULL;
		drafts_drop(gdb->dialect->drafts, draft);
		return;
	}
	complete_headless(gdb);
}

static bool
begin_headless(struct gdb *gdb, long long level, struct bytes rest)
{
	const struct snapshot *snapshot = &gdb->dialect->snapshot;
	struct draft *draft;

	if (!is_plain_backtrace(level, rest))
		return false;
	complete_open(gdb, -1);
	settle_before_next(gdb, rest);
	gdb->headless = draft = dialect_begin(gdb->dialect);
	if (draft == NULL)
		return false;
	if (!gdb->headers)
		selection_note_core(&gdb->selection, &gdb->dialect->snapshot, rest);
	gdb->selection.found = false;
	draft->thread.tid = snapshot->current.tid;
	draft->thread.inferior = snapshot->current.inferior;
	draft->thread.lwp = snapshot->current_lwp;
	framereader_start(&gdb->reader, draft);
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
restart(struct gdb *gdb, struct bytes rest)
{
	struct thread *thread = &gdb->reader.draft->thread;

	framereader_close(&gdb->reader);
	if (gdb->dialect->original) /* to stacktraces.py it is a frame like any other */
		return true;
	if (gdb->blank || !is_pasted_again(thread, rest))
		return begin_headless(gdb, 0, rest);
	thread->frames = thread->last_frame = NULL;
	thread->frame_count = 0;
	framereader_start(&gdb->reader, gdb->reader.draft);
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

static bool
take_frame(struct gdb *gdb, struct bytes line)
{
	struct bytes text = bytes_from(line, bytes_indent(line)), rest;
	struct draft *draft = gdb->reader.draft;
	long long level;
	bool elided;

	if (!frameline_starts(text, &level, &rest))
		return false;
	if (draft != NULL && locals_open(&gdb->reader.locals) &&
	    !is_next_frame(&gdb->reader, level, rest))
		return false;
	elided = is_elided(draft, line, level);
	if (draft == NULL
		? !begin_headless(gdb, level, rest)
		: level == 0 && !elided && draft->thread.frames != NULL && !restart(gdb, rest))
		return false;
	if (!framereader_begin(&gdb->reader, line))
		return false;
	if (elided)
		drafts_move_in(draft);
	gdb->blank = false;
	return true;
}

/* Names, numbers and what else the header says go to the thread. */
static void
fill_thread(struct gdb *gdb, struct draft *draft, struct thread_id id, const struct target *target)
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
	gdb->process = target->process && !target->other ? target->pid : -1;
}

static void
begin_thread(struct gdb *gdb, struct thread_id id, const struct target *target)
{
	struct draft *draft;

	complete_open(gdb, target->process ? target->pid : -1);
	if (!gdb->headers)
		gdb->first_header = gdb->dialect->line;
	gdb->headers = gdb->dialect->threads_seen = true;
	gdb->instruction = gdb->blank = false;
	gdb->open = draft = dialect_begin(gdb->dialect);
	if (draft == NULL)
		return;
	fill_thread(gdb, draft, id, target);
	framereader_start(&gdb->reader, draft);
}

static bool
take_header(struct gdb *gdb, struct bytes line)
{
	struct thread_id id;
	struct target target;

	switch (header_parse(line, &id, &target)) {
	case HEADER_NONE:
		return false;
	case HEADER_CUT:
		buffer_reset(&gdb->cut);
		buffer_append(&gdb->cut, line);
		return true;
	case HEADER_WHOLE:
		begin_thread(gdb, id, &target);
		return true;
	}
	return false;
}

/* A line that is surely something else than a piece of a name. */
static bool
may_not_be_name(struct bytes line)
{
	struct thread_id id;
	struct target target;
	struct bytes rest;
	long long level;

	return frameline_starts(line, &level, &rest) ||
	    header_parse(line, &id, &target) != HEADER_NONE;
}

/* It was no header: what was taken for the rest of it are lines of the log. */
static void
give_up_cut_header(struct gdb *gdb)
{
	struct buffer cut = gdb->cut;
	struct bytes rest = buffer_bytes(&cut);
	const char *newline = memchr(rest.at, '\n', rest.len);

	gdb->cut = (struct buffer){ .ceiling = cut.ceiling };
	gdb->cut_lines = 0;
	while (newline != NULL) {
		size_t length;

		rest = bytes_from(rest, (size_t)(newline - rest.at) + 1);
		newline = rest.len == 0 ? NULL : memchr(rest.at, '\n', rest.len);
		length = newline == NULL ? rest.len : (size_t)(newline - rest.at);
		gdb_feed(gdb, bytes_first(rest, length));
	}
	buffer_free(&gdb->cut);
	gdb->cut = cut;
	buffer_reset(&gdb->cut);
}

/*
 * The line after the beginning of a header: gdb prints line ends in a name as they are, and a
 * terminal may wrap. A name has 15 bytes, so that there are not many.
 */
static void
finish_cut_header(struct gdb *gdb, struct bytes line)
{
	struct thread_id id;
	struct target target;

	buffer_byte(&gdb->cut, bytes_indent(line) > 0 ? ' ' : '\n');
	buffer_append(&gdb->cut, bytes_from(line, bytes_indent(line)));
	gdb->cut_lines++;
	if (header_parse(buffer_bytes(&gdb->cut), &id, &target) == HEADER_WHOLE && !target.other) {
		begin_thread(gdb, id, &target);
		buffer_reset(&gdb->cut);
		gdb->cut_lines = 0;
	} else if (gdb->cut_lines >= CUT_LINES_MAX || gdb->cut.full || may_not_be_name(line)) {
		give_up_cut_header(gdb);
	}
}

enum statement {
	SAYS_NOTHING,  /* of the frame: there are no locals */
	SAYS_STOPPED,  /* why the backtrace goes no further is what follows */
	SAYS_ERROR,    /* the same, and the whole line is the reason */
	SAYS_CUT,      /* a limit on frames was reached */
	SAYS_CODE,     /* `x/i $pc` */
	SAYS_DETACHED, /* nothing more will come of this process */
};

static const struct {
	const char *starts;
	enum statement says;
} statements[] = {
	{ "No locals.", SAYS_NOTHING },
	{ "No symbol table info available.", SAYS_NOTHING },
	{ "Backtrace stopped: ", SAYS_STOPPED },
	{ "Cannot access memory at address ", SAYS_ERROR },
	{ "Previous frame ", SAYS_ERROR }, /* gdb 6, without more words before it */
	{ "(More stack frames follow...)", SAYS_CUT },
	{ "Backtrace limit of ", SAYS_CUT },
	{ "Quit", SAYS_CUT },
	{ "=> 0x", SAYS_CODE },
	{ "[Inferior ", SAYS_DETACHED },
	{ "Detaching from ", SAYS_DETACHED },
};

static void
say(struct gdb *gdb, enum statement says, struct bytes line, struct bytes rest)
{
	struct draft *draft = gdb->reader.draft;
	bool frames = draft != NULL && draft->thread.frames != NULL;

	framereader_close(&gdb->reader);
	if (says == SAYS_CODE)
		gdb->instruction = true;
	else if (says == SAYS_DETACHED)
		complete_open(gdb, -1);
	else if (says == SAYS_NOTHING && rest.len > 0)
		gdb_feed(gdb, rest); /* `No locals.#2  0x…` (shapes.json: locals-glued-none) */
	else if (says == SAYS_STOPPED && frames)
		draft->thread.stopped = arena_copy(draft->memory, rest);
	else if (says == SAYS_ERROR && frames && !gdb->blank)
		draft->thread.stopped = arena_copy(draft->memory, line);
	else if (says == SAYS_CUT && frames && !gdb->blank)
		draft->thread.truncated = true;
}

static bool
take_statement(struct gdb *gdb, struct bytes line)
{
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		struct bytes starts;

		if (line.at[0] != statements[i].starts[0])
			continue;
		starts = bytes_of(statements[i].starts);
		if (bytes_start(line, starts)) {
			say(gdb, statements[i].says, line, bytes_from(line, starts.len));
			return true;
		}
	}
	return false;
}

/* `Breakpoint 2, f (x=1) at a.c:3`, `Thread 3 "x" hit Breakpoint 2, f (…) …`: the place is what follows. */
static struct bytes
without_breakpoint(struct bytes line)
{
	static const struct bytes word = { "reakpoint ", 10 };
	const char *at = bytes_find(line, word), *comma;
	struct bytes rest;

	if (at == NULL)
		return line;
	rest = bytes_from(line, (size_t)(at - line.at) + word.len);
	comma = bytes_find(rest, BYTES(", "));
	return comma == NULL ? line : bytes_from(rest, (size_t)(comma - rest.at) + 2);
}

/* A line that is no part of a backtrace. */
static void
take_other(struct gdb *gdb, struct bytes line)
{
	struct dialect *dialect = gdb->dialect;
	bool table = bytes_start(bytes_trim(line), BYTES("Id ")) &&
	    bytes_find(line, BYTES("Target Id")) != NULL;

	if (dialect->threads_seen && table) {
		gdb_end(gdb);
		snapshot_forget_threads(&dialect->snapshot);
		dialect->threads_seen = false;
	}
	if (!snapshot_read(&dialect->snapshot, line) && bytes_indent(line) == 0 && !gdb->headers)
		selection_note_stop(&gdb->selection, &dialect->snapshot, without_breakpoint(line));
}

void
gdb_feed(struct gdb *gdb, struct bytes line)
{
	size_t indent = bytes_indent(line);

	gdb->reader.original = gdb->dialect->original;
	if (gdb->cut.len > 0) {
		finish_cut_header(gdb, line);
		return;
	}
	if (indent == line.len) {
		if (!framereader_continue(&gdb->reader, line))
			gdb->blank = true;
		return;
	}
	if (line.at[indent] == '#' && take_frame(gdb, line))
		return;
	if (indent == 0 && line.at[0] == 'T' && take_header(gdb, line))
		return;
	if (indent == 0 && take_statement(gdb, line))
		return;
	if (framereader_continue(&gdb->reader, line))
		return;
	take_other(gdb, line);
}
