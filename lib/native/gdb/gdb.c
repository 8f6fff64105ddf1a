#include "native/gdb/gdb.h"

#include "base/buffer.h"
#include "native/frameline.h"
#include "native/gdb/bare.h"
#include "native/gdb/infothreads.h"
#include "native/gdb/pybt.h"
#include "native/sanitizer/sanitizerframe.h"
#include "native/statements.h"

enum { CUT_LINES_MAX = 15, CUT_MAX = 64 * 1024 }; /* line ends in a name, and bytes */

struct gdb {
	struct threads threads;
	struct buffer cut; /* a header that goes on in the next line */
	int cut_lines;     /* how many of those came */
	struct pybt python;
	bool of_frame; /* the line before was more of a frame: wrapped text, a local */
	bool stopped;  /* a signal came, and where is what the next line says */
};

static struct gdb *
gdb_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &gdb_debugger);
}

static void
init(struct dialect *dialect)
{
	struct gdb *gdb = gdb_of(dialect);

	gdb->cut.ceiling = CUT_MAX;
	threads_init(&gdb->threads, dialect);
}

static void
free_state(void *state)
{
	struct gdb *gdb = state;

	look_free(&gdb->threads.look);
	buffer_free(&gdb->cut);
}

bool
gdb_owns_frames(const struct dialect *dialect)
{
	return gdb_of(dialect)->threads.look.headers;
}

bool
gdb_is_cut(const struct gdb *gdb)
{
	const struct draft *draft = gdb->threads.reader.draft;

	return draft != NULL && drafts_full(draft);
}

bool
gdb_awaits_frames(const struct gdb *gdb)
{
	const struct threads *threads = &gdb->threads;

	return threads->state == THREADS_IN_THREAD && threads->reader.draft->thread.frames == NULL;
}

void
gdb_read_as_original(struct gdb *gdb)
{
	gdb->threads.reader.original = true;
}

static enum begins
begins_process(const struct dialect *dialect)
{
	return snapshot_is_at_new_inferior(dialect->snapshot) ? BEGINS_NOTHING : BEGINS_PROCESS;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	char head = bytes_head(line->text);

	if (current && head == 'T')
		return BEGINS_NOTHING;
	if (!current &&
	    ((head == 'T' && header_is(line->text)) ||
		(head == '#' && sanitizerframe_is_gdbs(line->text)) ||
		infothreads_is_row(line->text)))
		return BEGINS_THREAD;
	switch (says_of(line).says) {
	case SAYS_DETACHED:
		return BEGINS_PROCESS;
	case SAYS_LIBTHREAD:
		if (dialect->snapshot->dumped) /* what program it is gdb says behind that */
			return BEGINS_NOTHING;
		return begins_process(dialect);
	case SAYS_GENERATED:
		if (statements_same_core(dialect->snapshot, line))
			return BEGINS_THREAD;
		return begins_process(dialect);
	case SAYS_REM:
	case SAYS_ATTACHING:
	case SAYS_PID:
	case SAYS_DUMPED:
	case SAYS_EXECUTABLE:
	case SAYS_APPLICATION:
	case SAYS_CAUGHT:
		return begins_process(dialect);
	case SAYS_TERMINATED:
	case SAYS_RECEIVED:
	case SAYS_HIT:
	case SAYS_SWITCHING:
	case SAYS_CURRENT:
	case SAYS_THREADS:
		return current ? BEGINS_NOTHING : BEGINS_THREAD;
	default:
		return BEGINS_NOTHING;
	}
}

static bool
owns(const struct dialect *dialect)
{
	return gdb_of(dialect)->threads.reader.locals.quoted;
}

static void
end_look(struct gdb *gdb)
{
	pybt_end(&gdb->python, &gdb->threads);
	threads_end(&gdb->threads);
	buffer_reset(&gdb->cut);
}

static bool
take_header(struct gdb *gdb, struct bytes text)
{
	struct thread_target target;
	enum header header = header_parse(text, &target);

	if (header == HEADER_WHOLE) {
		threads_begin(&gdb->threads, &target, BYTES_NONE);
	} else if (header == HEADER_CUT) {
		buffer_set(&gdb->cut, text);
		gdb->cut_lines = 0;
	}
	return header != HEADER_NONE;
}

/* What follows is another look at the process, or one at another process. */
static void
begin_look(struct gdb *gdb)
{
	struct dialect *dialect = gdb->threads.dialect;

	end_look(gdb);
	dialect_judge(dialect);
	snapshot_forget_threads(dialect->snapshot);
	dialect->threads_seen = false;
}

/* systemd-coredump's header. What gdb showed without headers before it is none of its threads. */
static bool
take_coredump(struct gdb *gdb, struct bytes text)
{
	const struct look *look = &gdb->threads.look;
	long long lwp;

	if (!header_parse_coredump(text, &lwp))
		return false;
	if (!look->headers && !look->fragment && gdb->threads.bare != NULL &&
	    !bare_is_place(&gdb->threads))
		begin_look(gdb);
	threads_begin_coredump(&gdb->threads, lwp);
	return true;
}

/* Whether the line is surely no piece of a name. */
static bool
may_not_be_name(struct bytes text)
{
	struct thread_target target;
	struct bytes rest;
	long long level;

	return frameline_starts(text, &level, &rest) || header_parse(text, &target) != HEADER_NONE;
}

static void feed_line(struct gdb *gdb, struct line *line);

/* It was no header: the lines that were taken for its rest are fed as what they are. */
static void
give_up_cut_header(struct gdb *gdb)
{
	struct buffer cut = gdb->cut;
	struct bytes rest = buffer_bytes(&cut), text;

	gdb->cut = (struct buffer){ .ceiling = CUT_MAX };
	(void)bytes_next(&rest, '\n', &text);
	while (bytes_next(&rest, '\n', &text))
		feed_line(gdb, &(struct line){ .text = text });
	buffer_free(&cut);
}

/*
 * The line after the beginning of a header: gdb prints line ends in a name as they are, and a
 * terminal may wrap. A name has 15 bytes, so that there are not many.
 */
static void
finish_cut_header(struct gdb *gdb, struct bytes text)
{
	size_t indent = bytes_indent(text);
	struct thread_target target;

	buffer_byte(&gdb->cut, indent > 0 ? ' ' : '\n');
	buffer_append(&gdb->cut, bytes_from(text, indent));
	gdb->cut_lines++;
	if (header_parse(buffer_bytes(&gdb->cut), &target) == HEADER_WHOLE && !target.other) {
		threads_begin(&gdb->threads, &target, BYTES_NONE);
		buffer_reset(&gdb->cut);
	} else if (gdb->cut_lines >= CUT_LINES_MAX || gdb->cut.full || may_not_be_name(text)) {
		give_up_cut_header(gdb);
	}
}

/* A line that may be part of a backtrace, not set in; false where it is none. */
static bool
take_backtrace(struct gdb *gdb, struct line *line)
{
	struct said said;

	if ((line->text.at[0] == 'T' && take_header(gdb, line->text)) ||
	    (line->text.at[0] == 'S' && take_coredump(gdb, line->text)))
		return true;
	said = says_of(line);
	if (said.says < SAYS_NO_LOCALS || said.says > SAYS_CODE)
		return false;
	threads_note(&gdb->threads, said.says, line->text, said.rest);
	return true;
}

/* `No locals.#2  0x…` (shapes.json: locals-glued-none) */
static void
split_glued(struct gdb *gdb, struct line *line)
{
	struct said said = says_of(line);

	while (said.says == SAYS_NO_LOCALS && said.rest.len > 0) {
		threads_note(&gdb->threads, said.says, line->text, said.rest);
		*line = (struct line){ .text = said.rest };
		said = says_of(line);
	}
}

/* Whether a line shows that gdb looks at the process anew: its table of threads again, another stop. */
static bool
begins_look(const struct gdb *gdb, enum says says)
{
	if (says == SAYS_THREADS)
		return gdb->threads.look.headers;
	return gdb->threads.dialect->threads_seen &&
	    (says == SAYS_RECEIVED || says == SAYS_HIT ||
		(says == SAYS_GENERATED && gdb->threads.dialect->snapshot->dumped));
}

/* Ends the look where a line shows that the process goes on, or that gdb looks at it anew. */
static void
end_look_by(struct gdb *gdb, struct line *line)
{
	struct dialect *dialect = gdb->threads.dialect;
	bool steps = statements_is_step(line);

	if (steps && dialect->threads_seen && !gdb->threads.reader.original) {
		end_look(gdb);
		dialect_judge(dialect);
		snapshot_step(dialect->snapshot);
		dialect->threads_seen = false;
	} else if (begins_look(gdb, says_of(line).says)) {
		begin_look(gdb);
	}
}

/* A row of the table of threads. If the number of the first row comes again, another table begins. */
static void
take_row(struct gdb *gdb, struct bytes text)
{
	struct threads *threads = &gdb->threads;
	const struct draft *first = threads->look.rows.first;
	struct thread_target target;
	bool current;

	if (!header_parse_row(text, &target, &current))
		return;
	if (first != NULL && first->thread.tid == target.id.tid &&
	    first->thread.inferior == target.id.inferior)
		end_look(gdb);
	infothreads_take(threads, text, &target);
}

static bool
is_noise(enum says says)
{
	return says == SAYS_WARNING || (says >= SAYS_RUNS && says <= SAYS_NOISE) ||
	    says == SAYS_STEPS || says == SAYS_LIBTHREAD || says == SAYS_DETACHED;
}

/* Whether gdb prints such a line between a signal and the place where it came. */
static bool
may_precede_place(enum says says)
{
	return is_noise(says) || says == SAYS_SWITCHING || says == SAYS_CURRENT;
}

/* A line that is no part of a backtrace. */
static void
take_other(struct gdb *gdb, struct line *line)
{
	struct threads *threads = &gdb->threads;
	struct dialect *dialect = threads->dialect;
	struct snapshot *snapshot = dialect->snapshot;
	struct said said = says_of(line);
	bool of_frame = gdb->of_frame, stopped = gdb->stopped;

	gdb->of_frame = false;
	if (infothreads_take_place(threads, line->text) ||
	    pybt_begin(&gdb->python, threads, line->text))
		return;
	pybt_note(&gdb->python, threads, line);
	owners_read(&dialect->owners, line->text,
	    threads->reader.draft == NULL ? NULL : threads->reader.frame);
	panic_read(snapshot, line);
	threads_note_other(threads, line->text);
	end_look_by(gdb, line);
	if (said.says == SAYS_SWITCHING || said.says == SAYS_INFERIOR)
		threads_switch(threads);
	gdb->stopped = said.says == SAYS_RECEIVED || said.says == SAYS_TERMINATED ||
	    (gdb->stopped && may_precede_place(said.says));
	if (statements_read(snapshot, line)) {
		if (said.says == SAYS_NOTHING || said.says == SAYS_SOURCE)
			take_row(gdb, line->text);
		if (threads->bare != NULL) /* perhaps where the thread stands that was named */
			selection_name(&threads->look.selection, threads->bare);
	} else if (said.says == SAYS_SOURCE) {
		threads_note_source(threads);
	} else if (is_noise(said.says)) {
		dialect->stray = true;
	} else if (of_frame && bytes_indent(line->text) == 0) {
		gdb->of_frame = framereader_hold(&threads->reader, line->text);
		dialect->stray = !gdb->of_frame;
	} else if (bytes_indent(line->text) > 0 || threads->look.headers) {
		dialect->stray = true;
	} else {
		struct bytes place = said.says == SAYS_HIT ? said.rest : line->text;

		dialect->stray = said.says == SAYS_NOTHING;
		if (stopped && said.says == SAYS_NOTHING && infothreads_take_stop(threads, place))
			pybt_note_frame(&gdb->python);
		/* where the selected thread stands is shown anew */
		if (selection_note(&threads->look.selection, place, true)) {
			snapshot->stop.selections++;
			pybt_note_frame(&gdb->python);
		}
	}
	samples_note(&dialect->samples, said.says, snapshot->announced_lwp, dialect->looks);
}

/* Whether the line may be the rest of a wrapped one: gdb prints other lines in between. */
static bool
may_wrap(struct line *line)
{
	enum says says = says_of(line).says;

	return says != SAYS_WARNING && says != SAYS_SOURCE;
}

static void
feed_line(struct gdb *gdb, struct line *line)
{
	struct threads *threads = &gdb->threads;
	struct framereader *reader = &threads->reader;
	size_t indent;

	if (pybt_take(&gdb->python, threads, line->text))
		return;
	if (bytes_head(line->text) == 'N')
		split_glued(gdb, line);
	indent = bytes_indent(line->text);
	if (gdb->cut.len > 0) {
		finish_cut_header(gdb, line->text);
	} else if (indent == line->text.len) {
		gdb->of_frame = threads_continue(threads, line->text, true);
		threads->blank = threads->blank || !gdb->of_frame;
		panic_end(&threads->dialect->snapshot->panic);
	} else if (line->text.at[indent] == '#' && threads_take_frame(threads, line->text)) {
		gdb->of_frame = gdb->stopped = false;
		pybt_note_frame(&gdb->python);
	} else if (reader->locals.quoted && !header_is(line->text)) {
		gdb->of_frame = threads_continue(threads, line->text, true);
	} else if (indent == 0 && take_backtrace(gdb, line)) {
		gdb->of_frame = false;
	} else if (threads->state == THREADS_IN_ROW && infothreads_is_row(line->text)) {
		take_other(gdb, line);
	} else if (threads_continue(threads, line->text, indent > 0 || may_wrap(line))) {
		gdb->of_frame = true;
	} else {
		take_other(gdb, line);
	}
}

bool
gdb_take_local(struct gdb *gdb, const struct localline *local)
{
	struct threads *threads = &gdb->threads;

	if (gdb->cut.len > 0 || gdb->python.dump.thread != NULL || threads->failed ||
	    threads->state == THREADS_IN_DOUBT || threads->state == THREADS_IN_ROW ||
	    !framereader_take_local(&threads->reader, local))
		return false;
	gdb->of_frame = true;
	return true;
}

static void
feed(struct dialect *dialect, struct line *line)
{
	feed_line(gdb_of(dialect), line);
}

static void
end(struct dialect *dialect)
{
	end_look(gdb_of(dialect));
}

const struct debugger gdb_debugger = { .name = "gdb",
	.looks = true,
	.first = "ACDEOPRT[",
	.offered = true,
	.clues = header_clues,
	.state = sizeof(struct gdb),
	.init = init,
	.free = free_state,
	.begins = begins,
	.owns = owns,
	.feed = feed,
	.end = end };
