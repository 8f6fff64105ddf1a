#include "native/gdb/gdb.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "native/boundary.h"
#include "native/gdb/backtraces.h"
#include "native/noise.h"
#include "native/statements.h"

#include <stdlib.h>

enum { CUT_LINES_MAX = 15 }; /* line ends in a name */

struct gdb {
	struct dialect *dialect;
	struct backtraces backtraces;
	struct buffer cut; /* a header that goes on in the next line */
	int cut_lines;     /* how many of those came */
	bool of_frame;     /* the line before was more of a frame: wrapped text, a local */
};

struct gdb *
gdb_new(struct dialect *dialect)
{
	struct gdb *gdb = memory_zero(1, sizeof(*gdb));

	if (gdb == NULL)
		return NULL;
	gdb->dialect = dialect;
	backtraces_init(&gdb->backtraces, dialect);
	gdb->cut.ceiling = 64 * 1024;
	return gdb;
}

void
gdb_free(struct gdb *gdb)
{
	if (gdb == NULL)
		return;
	backtraces_free(&gdb->backtraces);
	buffer_free(&gdb->cut);
	free(gdb);
}

void
gdb_read_as_original(struct gdb *gdb)
{
	gdb->backtraces.look.reader.original = true;
}

bool
gdb_begins(struct bytes line)
{
	struct thread_id id;
	struct target target;

	return header_parse(line, &id, &target) == HEADER_WHOLE;
}

void
gdb_end(struct gdb *gdb)
{
	backtraces_end(&gdb->backtraces);
	buffer_reset(&gdb->cut);
	gdb->cut_lines = 0;
}

static bool
take_frame(struct gdb *gdb, struct bytes line)
{
	struct bytes rest;
	long long level;

	return frameline_starts(bytes_from(line, bytes_indent(line)), &level, &rest) &&
	    backtraces_take_frame(&gdb->backtraces, line, level, rest);
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
		backtraces_begin(&gdb->backtraces, id, &target);
		return true;
	}
	return false;
}

/* systemd-coredump's header; it shows the thread first that the core was dumped for. */
static bool
take_coredump(struct gdb *gdb, struct bytes line)
{
	struct thread_id id = { .inferior = -1, .tid = -1 };
	struct target target = { .pid = -1, .lwp = -1 };

	if (!header_parse_coredump(line, &target.lwp))
		return false;
	if (!gdb->backtraces.look.headers)
		snapshot_select_crashed(&gdb->dialect->snapshot, target.lwp);
	backtraces_begin(&gdb->backtraces, id, &target);
	if (gdb->backtraces.open != NULL)
		gdb->backtraces.open->thread.tool = BYTES("systemd-coredump");
	return true;
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

		rest = bytes_at(rest, newline + 1);
		newline = rest.len == 0 ? NULL : memchr(rest.at, '\n', rest.len);
		length = newline == NULL ? rest.len : (size_t)(newline - rest.at);
		gdb_feed(gdb, bytes_first(rest, length));
	}
	if (gdb->cut.len > 0) { /* one of them is the beginning of a header again */
		buffer_free(&cut);
		return;
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
		backtraces_begin(&gdb->backtraces, id, &target);
		buffer_reset(&gdb->cut);
		gdb->cut_lines = 0;
	} else if (gdb->cut_lines >= CUT_LINES_MAX || gdb->cut.full || may_not_be_name(line)) {
		give_up_cut_header(gdb);
	}
}

enum statement {
	SAYS_NOTHING, /* of the frame: there are no locals */
	SAYS_STOPPED, /* why the backtrace goes no further is what follows */
	SAYS_ERROR,   /* the same, and the whole line is the reason */
	SAYS_CUT,     /* a limit on frames was reached */
	SAYS_CODE,    /* `x/i $pc` */
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
};

static void
say(struct gdb *gdb, enum statement says, struct bytes line, struct bytes rest)
{
	struct backtraces *backtraces = &gdb->backtraces;
	struct draft *draft = backtraces->look.reader.draft;
	bool frames = draft != NULL && draft->thread.frames != NULL;

	framereader_close(&backtraces->look.reader);
	if (says == SAYS_CODE)
		backtraces->instruction = true;
	else if (says == SAYS_STOPPED && frames)
		draft->thread.stopped = arena_copy(draft->memory, rest);
	else if (says == SAYS_ERROR && frames && !backtraces->blank)
		draft->thread.stopped = arena_copy(draft->memory, line);
	else if (says == SAYS_CUT && frames && !backtraces->blank)
		draft->thread.truncated = true;
}

static bool
take_statement(struct gdb *gdb, struct bytes line)
{
	for (size_t i = 0; i < COUNT_OF(statements); i++) {
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
	rest = bytes_at(line, at + word.len);
	comma = bytes_find(rest, BYTES(", "));
	return comma == NULL ? line : bytes_at(rest, comma + 2);
}

/* Whether a line shows that gdb looks at the process anew: its table of threads again, another stop. */
static bool
begins_look(const struct gdb *gdb, struct bytes line)
{
	if (bytes_start(bytes_trim(line), BYTES("Id ")) &&
	    bytes_find(line, BYTES("Target Id")) != NULL)
		return gdb->backtraces.look.headers;
	return gdb->dialect->threads_seen && boundary_stops(line);
}

/* A line that is no part of a backtrace. */
static void
take_other(struct gdb *gdb, struct bytes line)
{
	struct backtraces *backtraces = &gdb->backtraces;
	struct snapshot *snapshot = &gdb->dialect->snapshot;
	bool of_frame = gdb->of_frame;

	gdb->of_frame = false;
	if (begins_look(gdb, line)) {
		gdb_end(gdb);
		snapshot_forget_threads(snapshot);
		gdb->dialect->threads_seen = false;
	}
	if (bytes_start(line, BYTES("[Switching to ")))
		backtraces_end_thread(backtraces);
	if (statements_read(snapshot, line))
		headless_note_current(&backtraces->headless);
	else if (noise_is_source(line))
		headless_note_source(&backtraces->headless);
	else if (bytes_indent(line) == 0 && !noise_is(line) && of_frame)
		gdb->of_frame = framereader_hold(&backtraces->look.reader, line);
	else if (bytes_indent(line) == 0 && !noise_is(line) && !backtraces->look.headers)
		selection_note_stop(
		    &backtraces->look.selection, snapshot, without_breakpoint(line));
}

/* A line that may be part of a backtrace; false where it is none. */
static bool
take_backtrace(struct gdb *gdb, struct bytes line, size_t indent)
{
	if (line.at[indent] == '#')
		return take_frame(gdb, line);
	if (indent > 0)
		return false;
	return (line.at[0] == 'T' && take_header(gdb, line)) ||
	    (line.at[0] == 'S' && take_coredump(gdb, line)) || take_statement(gdb, line);
}

/* `No locals.#2  0x…` (shapes.json: locals-glued-none) */
static struct bytes
behind_nothing(struct gdb *gdb, struct bytes line)
{
	for (size_t i = 0; i < COUNT_OF(statements); i++) {
		struct bytes words = bytes_of(statements[i].starts);

		while (statements[i].says == SAYS_NOTHING && line.len > words.len &&
		    bytes_start(line, words)) {
			framereader_close(&gdb->backtraces.look.reader);
			line = bytes_from(line, words.len);
		}
	}
	return line;
}

bool
gdb_in_value(const struct gdb *gdb)
{
	return locals_quoted(&gdb->backtraces.look.reader.locals);
}

void
gdb_feed(struct gdb *gdb, struct bytes line)
{
	struct framereader *reader = &gdb->backtraces.look.reader;
	size_t indent;

	if (line.len > 0 && line.at[0] == 'N')
		line = behind_nothing(gdb, line);
	indent = bytes_indent(line);
	if (gdb->cut.len > 0) {
		finish_cut_header(gdb, line);
	} else if (indent == line.len) {
		gdb->of_frame = framereader_continue(reader, line);
		gdb->backtraces.blank = gdb->backtraces.blank || !gdb->of_frame;
	} else if (gdb_in_value(gdb) && line.at[indent] != '#' && !gdb_begins(line)) {
		gdb->of_frame = framereader_continue(reader, line);
	} else if (take_backtrace(gdb, line, indent)) {
		gdb->of_frame = false;
	} else if (framereader_continue(reader, line)) {
		gdb->of_frame = true;
	} else {
		take_other(gdb, line);
	}
}
