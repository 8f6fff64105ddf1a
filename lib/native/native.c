#include "native/native.h"

#include "base/memory.h"
#include "native/capturethreads.h"
#include "native/carrier.h"
#include "native/debuggers.h"
#include "native/framelike.h"
#include "native/gdb/gdb.h"
#include "native/journal.h"
#include "native/objects.h"
#include "native/paste.h"
#include "native/remarks.h"

#include <stdlib.h>

enum { SNAPSHOT_MAX = 256 * 1024 * 1024, MODULES_MAX = 32 * 1024 * 1024 };

struct native {
	struct dialect dialect;
	const struct debugger *debugger; /* whose lines these are */
	struct debuggers debuggers;
	struct gdb *gdb; /* the state of gdb, whose lines all are that nobody else claims */
	struct carrier carrier;
	struct paste paste;
	struct buffer held;             /* the line before, if it perhaps began a process */
	const struct debugger *held_by; /* which debugger may have begun it */
	long long held_number;          /* where it stands */
	size_t observed; /* threads that are complete of a capture without a debugger's text */
};

struct native *
native_new(size_t ceiling)
{
	struct native *native = memory_zero(1, sizeof(*native));
	struct dialect *dialect;

	if (native == NULL)
		return NULL;
	dialect = &native->dialect;
	dialect->drafts = drafts_new(ceiling);
	dialect->snapshot = snapshot_new(ceiling < SNAPSHOT_MAX ? ceiling : SNAPSHOT_MAX);
	dialect->modules = modules_new(MODULES_MAX);
	if (dialect->drafts != NULL && dialect->snapshot != NULL && dialect->modules != NULL &&
	    debuggers_open(dialect))
		native->gdb = dialect_state(dialect, &gdb_debugger);
	native->debugger = &gdb_debugger;
	debuggers_init(&native->debuggers);
	if (native->gdb == NULL) {
		native_free(native);
		return NULL;
	}
	return native;
}

void
native_free(struct native *native)
{
	struct dialect *dialect;

	if (native == NULL)
		return;
	dialect = &native->dialect;
	if (native->gdb != NULL)
		native_end(native);
	debuggers_close(dialect);
	drafts_free(dialect->drafts);
	snapshot_free(dialect->snapshot);
	carrier_free(&native->carrier);
	modules_free(dialect->modules);
	samples_free(&dialect->samples);
	owners_free(&dialect->owners);
	paste_free(&native->paste);
	buffer_free(&native->held);
	free(native);
}

void
native_forget(struct native *native)
{
	snapshot_reset(native->dialect.snapshot);
	modules_forget(native->dialect.modules);
	samples_forget(&native->dialect.samples);
	buffer_reset(&native->held);
	native->dialect.capture = false;
	carrier_reset(&native->carrier);
	paste_reset(&native->paste);
}

/* Whether a thread was named, and none of its frames has come so far. */
static bool
awaits_frames(const struct native *native)
{
	const struct draft *open = native->dialect.open;

	return gdb_awaits_frames(native->gdb) || (open != NULL && open->thread.frames == NULL);
}

/* No debugger could use the line of that number. If it looks like a frame, it is reported as unread. */
__attribute__((cold)) static void
note_unread(struct native *native, struct bytes text, long long number)
{
	if (native->debugger != &gdb_debugger) /* gdb.c has done so itself */
		remarks_note(native->dialect.snapshot, text);
	/* a thread that is cut is reported already */
	if (gdb_is_cut(native->gdb) || native->held.len > 0 ||
	    !(awaits_frames(native) ? framelike_begins(text) : framelike_is(text)))
		return;
	dialect_note_unread(&native->dialect, 1, number);
}

/* The line that is held began no process. */
static void
drop_held(struct native *native)
{
	struct bytes text = buffer_bytes(&native->held);

	buffer_reset(&native->held); /* its bytes stay */
	note_unread(native, text, native->held_number);
}

/* Feeds what the pager's question left of a line that does not go on in the next one. */
__attribute__((cold)) static void
feed_paged(struct native *native, struct bytes next)
{
	struct line line = { .said = { .says = SAYS_UNREAD } };

	if (paste_take_cut(&native->paste, next, &line.text))
		native->debugger->feed(&native->dialect, &line);
}

void
native_end(struct native *native)
{
	feed_paged(native, BYTES("#"));
	if (native->dialect.modules->table)
		modules_end(native->dialect.modules);
	if (native->held.len > 0)
		drop_held(native);
	native->debugger->end(&native->dialect);
	dialect_judge(&native->dialect);
	dialect_place(&native->dialect);
	native->dialect.threads_seen = false;
	native->debugger = &gdb_debugger;
}

/*
 * From now on lines go to that debugger. Behind threads, another debugger or another process means that a new log begins:
 * what is known of the process is forgotten, unless a capture told it.
 */
static void
turn_to(struct native *native, const struct debugger *debugger, bool process)
{
	struct snapshot *snapshot = native->dialect.snapshot;

	if (native->dialect.threads_seen && (process || debugger != native->debugger)) {
		native_end(native);
		if (native->dialect.capture) {
			snapshot_forget_threads(snapshot);
		} else {
			snapshot_reset_process(snapshot);
			modules_forget(native->dialect.modules);
			samples_begin_session(&native->dialect.samples);
		}
	}
	if (debugger != native->debugger)
		native->debugger->end(&native->dialect);
	native->debugger = debugger;
}

/* The line that is held began a process if this one can follow it; if not, it may be gdb's `display`: `1: x/i $pc`. */
static void
settle_held(struct native *native, struct bytes text)
{
	struct line held = { .text = buffer_bytes(&native->held) };
	long long number = native->dialect.line;

	if (!native->held_by->goes_on(held.text, text)) {
		drop_held(native);
		return;
	}
	buffer_reset(&native->held); /* its bytes stay */
	turn_to(native, native->held_by, true);
	native->dialect.line = native->held_number;
	native->debugger->feed(&native->dialect, &held);
	native->dialect.line = number;
}

/* Finds the debugger whose text begins with this line, and turns to it. False: there is none. */
static bool
choose(struct native *native, struct line *line, unsigned asked)
{
	const struct debugger *debugger;
	enum begins begins;
	size_t at = 0;

	while ((debugger = debuggers_ask(
		    &at, &native->dialect, line, native->debugger, asked, &begins)) != NULL) {
		if (begins == BEGINS_PERHAPS) {
			buffer_set(&native->held, line->text);
			native->held_number = native->dialect.line;
			native->held_by = debugger;
			continue;
		}
		if (begins == BEGINS_GDB)
			debugger = &gdb_debugger;
		turn_to(native, debugger, begins == BEGINS_PROCESS);
		return true;
	}
	return false;
}

static inline void
feed_debugger(struct native *native, struct line *line)
{
	struct dialect *dialect = &native->dialect;

	dialect->stray = false;
	native->debugger->feed(dialect, line);
	if (native->debugger->passing && dialect->open == NULL && dialect->held.first == NULL &&
	    !dialect->process_begun &&
	    (native->debugger->expects == NULL || !native->debugger->expects(dialect)))
		native->debugger = &gdb_debugger;
}

/* Feeds the line to the debugger that it is of, unless it is a row of a table of modules. */
static inline void
feed_line(struct native *native, struct line *line)
{
	bool gdbs = native->debugger == &gdb_debugger && native->paste.headed; /* frames are */
	bool set_in = bytes_indent(line->text) > 0 &&
	    bytes_start(bytes_trim(line->text), BYTES("PID: ")); /* coredumpctl's is */
	char first = native->paste.first == '#' ? '#' : set_in ? 'P' : bytes_head(line->text);
	unsigned asked = gdbs && first == '#' ? 0 : native->debuggers.asked[(unsigned char)first];

	switch (modules_read(native->dialect.modules, line->text)) {
	case MODULES_ROW:
		native->dialect.stray = false;
		return;
	case MODULES_WHOLE:
		dialect_place(&native->dialect);
		break;
	case MODULES_OTHER:
		break;
	}
	if ((native->held.len > 0 || asked != 0) &&
	    (native->debugger->owns == NULL || !native->debugger->owns(&native->dialect))) {
		native->dialect.stray = false;
		if (native->held.len > 0)
			settle_held(native, line->text);
		(void)choose(native, line, asked);
	}
	feed_debugger(native, line);
}

/* Offers a line that its debugger could not use to the others. False: they cannot use it, either. */
__attribute__((cold)) static bool
offer(struct native *native, struct line *line)
{
	if (bytes_indent(line->text) == line->text.len)
		return true;
	if (!choose(native, line, 0))
		return false;
	feed_debugger(native, line);
	return true;
}

/* Reads this line, and those before it, once more if another program has put a prefix before each. */
__attribute__((cold)) static void
feed_carried(struct native *native, struct bytes text, long long number)
{
	struct line line = { .said = { .says = SAYS_UNREAD } };
	struct bytes carried;

	if (!carrier_offer(&native->carrier, text, number))
		return;
	while (carrier_next(&native->carrier, &carried, &native->dialect.line)) {
		line.said.says = SAYS_UNREAD;
		native->dialect.caller = native->carrier.caller;
		native->dialect.snapshot->stamps.line = native->carrier.whole;
		if (!paste_clean(&native->paste, carried, &line.text))
			continue;
		feed_line(native, &line);
		if (native->dialect.stray && !offer(native, &line))
			note_unread(native, line.text, native->dialect.line);
	}
}

static void
feed_text(struct native *native, struct bytes text)
{
	struct line line = { .said = { .says = SAYS_UNREAD } };

	if (native->carrier.known || native->carrier.sure)
		(void)carrier_strip(&native->carrier, &text);
	native->dialect.caller = native->carrier.caller;
	if (native->paste.paged.len > 0)
		feed_paged(native, text);
	if (!paste_clean(&native->paste, text, &line.text))
		return;
	feed_line(native, &line);
	if (native->dialect.stray && !offer(native, &line)) {
		note_unread(native, line.text, native->dialect.line);
		feed_carried(native, text, native->dialect.line);
	}
}

/* The hot path: most lines of `bt full` are locals. Without a prefix or quote marks before them, only gdb is asked. */
static bool
feed_local(struct native *native, struct bytes text)
{
	struct dialect *dialect = &native->dialect;
	struct localline local;

	if (native->debugger != &gdb_debugger || native->held.len > 0 || native->carrier.known ||
	    native->carrier.sure || dialect->modules->table || !localline_read(text, &local) ||
	    !paste_leaves(&native->paste, text) || !gdb_take_local(native->gdb, &local))
		return false;
	dialect->stray = false;
	return true;
}

bool
native_feed(struct native *native, struct bytes text, struct bytes file, long long number)
{
	struct bytes piece, rest;

	native->dialect.file = file;
	native->dialect.line = number;
	native->dialect.snapshot->lines++;
	if (feed_local(native, text))
		return false; /* a local completes no thread */
	stamp_read_line(&native->dialect.snapshot->stamps, text);
	/* consoles of BSD end lines in LF CR */
	rest = bytes_head(text) == '\r' ? bytes_from(text, 1) : text;
	if (number == 1) /* before anything is taken off: the file may be a program */
		remarks_note(native->dialect.snapshot, text);
	if (paste_is_folded(text))
		while (bytes_split(rest, BYTES("#012"), &piece, &rest)) {
			feed_text(native, piece);
			native->dialect.line = number;
		}
	feed_text(native, rest);
	native->dialect.snapshot->stamps.line = BYTES_NONE;
	return drafts_ready(native->dialect.drafts);
}

const struct thread *
native_take(struct native *native)
{
	struct draft *draft = dialect_take(&native->dialect);

	return draft == NULL ? NULL : &draft->thread;
}

void
native_read_as_original(struct native *native)
{
	gdb_read_as_original(native->gdb);
	native->dialect.original = true;
}

void
native_begin_capture(struct native *native, struct capture *capture, struct bytes file)
{
	struct module module;

	native->dialect.capture = true;
	native->dialect.file = file;
	snapshot_set_capture(native->dialect.snapshot, capture);
	capturethreads_take(native->dialect.snapshot, capture);
	while (capture_next_module(capture, &module))
		modules_add(native->dialect.modules, &module);
	modules_end(native->dialect.modules);
	native->observed = 0;
	native->dialect.line = -1;
}

bool
native_feed_observed(struct native *native)
{
	struct dialect *dialect = &native->dialect;
	const struct snapshot *snapshot = dialect->snapshot;
	struct draft *draft;

	if (native->observed >= snapshot->known_count)
		return false;
	draft = dialect_begin(dialect);
	if (draft != NULL) {
		draft->thread.lwp = snapshot->known[native->observed].key;
		dialect_complete(dialect, draft, BYTES("none"));
	}
	native->observed++;
	return true;
}

struct native_report
native_report(struct native *native)
{
	struct dialect *dialect = &native->dialect;
	struct snapshot *snapshot = dialect->snapshot;
	long long first, carried = carrier_lost(&native->carrier, &first);
	struct native_report report = {
		.raw = dialect->raw_frames,
		.cut = dialect->cut_threads,
		.left_out = dialect->left_out,
		.bare = dialect->bare_reports,
		.lost = snapshot->lost || dialect->modules->map.lost || dialect->samples.lost ||
		    dialect->owners.lost,
		.unjudged = dialect->unjudged,
		.unjoined = dialect->unjoined,
		.complaint = snapshot->complaint,
		.looks = snapshot->looks,
	};

	dialect_note_unread(dialect, carried, first);
	report.unread = dialect->unread;
	report.first_unread = dialect->first_unread;
	dialect->raw_frames = dialect->cut_threads = dialect->left_out = dialect->bare_reports =
	    dialect->unread = 0;
	snapshot->lost = dialect->modules->map.lost = dialect->samples.lost = false;
	dialect->owners.lost = dialect->unjudged = dialect->unjoined = false;
	return report;
}

enum native_object
native_feed_object(struct native *native, const struct value *object, struct arena *memory,
    struct bytes file, long long number)
{
	struct bytes rest, text;
	struct journal journal;

	native->dialect.file = file;
	native->dialect.line = number;
	native->dialect.snapshot->lines++;
	switch (journal_read(object, memory, &journal)) {
	case JOURNAL_OTHER:
		return NATIVE_PASSED;
	case JOURNAL_CRASH:
		native->dialect.capture = true;
		journal_tell(&journal, native->dialect.snapshot);
		for (rest = journal.text; bytes_next(&rest, '\n', &text);)
			(void)native_feed(native, text, file, number);
		native_end(native);
		return NATIVE_LOG;
	case JOURNAL_NONE:
		break;
	}
	return objects_feed(&native->dialect, object, memory);
}
