#include "native/native.h"

#include "base/memory.h"
#include "native/eustack.h"
#include "native/gdb/gdb.h"
#include "native/paste.h"
#include "native/pstack.h"
#include "native/sanitizer.h"

#include <stdlib.h>

enum { SNAPSHOT_MAX = 256 * 1024 * 1024 };

/* Asked in this order whose a line is. */
static const struct debugger *const debuggers[] = { &sanitizer_debugger, &pstack_debugger,
	&eustack_debugger, &gdb_debugger };

struct native {
	struct dialect dialect;
	const struct debugger *debugger; /* whose lines these are */
	unsigned asked[256]; /* which debuggers, a bit each, a line is of by its first byte */
	struct paste paste;
	const struct debugger *held_by; /* whose process the line before perhaps began */
	struct buffer held;             /* that line, if there is one */
	bool capture;                   /* what is known of the process comes from a capture */
};

/* Notes a debugger's bit at what its lines begin with; where that is anything, all bytes but blanks. */
static void
note_first(unsigned asked[], const char *first, unsigned bit)
{
	for (int c = '!'; c < 256; c++)
		if (first == NULL || strchr(first, c) != NULL)
			asked[c] |= bit;
}

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
	dialect->gdb = gdb_new(dialect);
	dialect->sanitizer = sanitizer_new();
	native->debugger = &gdb_debugger;
	for (size_t i = 0; i < COUNT_OF(debuggers); i++)
		note_first(native->asked, debuggers[i]->first, 1U << i);
	if (dialect->drafts == NULL || dialect->snapshot == NULL || dialect->gdb == NULL ||
	    dialect->sanitizer == NULL) {
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
	if (dialect->gdb != NULL && dialect->sanitizer != NULL && dialect->drafts != NULL &&
	    dialect->snapshot != NULL)
		native_end(native);
	gdb_free(dialect->gdb);
	sanitizer_free(dialect->sanitizer);
	drafts_free(dialect->drafts);
	snapshot_free(dialect->snapshot);
	paste_free(&native->paste);
	buffer_free(&native->held);
	free(native);
}

void
native_end(struct native *native)
{
	native->debugger->end(&native->dialect);
	native->dialect.threads_seen = false;
	native->debugger = &gdb_debugger;
}

void
native_forget(struct native *native)
{
	snapshot_reset(native->dialect.snapshot);
	buffer_reset(&native->held);
	native->capture = false;
	native->paste.indent = 0;
	native->paste.headed = false;
}

/*
 * The lines from now on are that debugger's. Where it is another one, or another process, a new log begins: what was
 * known of the process is of another, unless a capture told it.
 */
static void
turn_to(struct native *native, const struct debugger *debugger, bool process)
{
	struct snapshot *snapshot = native->dialect.snapshot;

	if (native->dialect.threads_seen && (process || debugger != native->debugger)) {
		native_end(native);
		if (native->capture)
			snapshot_forget_threads(snapshot);
		else
			snapshot_reset(snapshot);
	}
	if (debugger != native->debugger)
		native->debugger->end(&native->dialect);
	native->debugger = debugger;
}

/* The line before began a process if this one goes on so (gdb's `display` prints `1: x/i $pc`, too). */
static void
settle_held(struct native *native, struct bytes text)
{
	struct line held = { .text = buffer_bytes(&native->held) };

	if (native->held_by->goes_on(text)) {
		turn_to(native, native->held_by, true);
		native->debugger->feed(&native->dialect, &held);
	}
	buffer_reset(&native->held);
}

/* Whose the line is, and whether it speaks of a process anew. */
static void
choose(struct native *native, struct line *line, unsigned asked)
{
	for (size_t i = 0; asked >> i != 0; i++) {
		const struct debugger *debugger = debuggers[i];
		enum begins begins;

		if ((asked & (1U << i)) == 0)
			continue;
		begins = debugger->begins(&native->dialect, line, debugger == native->debugger);
		if (begins == BEGINS_PERHAPS) {
			buffer_append(&native->held, line->text);
			native->held_by = debugger;
		} else if (begins == BEGINS_GDB) {
			turn_to(native, &gdb_debugger, false);
		} else if (begins != BEGINS_NOTHING) {
			turn_to(native, debugger, begins == BEGINS_PROCESS);
			return;
		}
	}
}

/* Which debuggers, a bit each, are asked whether the line is theirs: a frame under a header is gdb's. */
static unsigned
whom_to_ask(const struct native *native, struct bytes text)
{
	unsigned indented = native->asked['#']; /* those whose text may be set in */

	if (native->paste.first == '#')
		return native->paste.headed && native->debugger == &gdb_debugger ? 0 : indented;
	if (bytes_head(text) == ' ')
		return text.len > 4 && text.at[4] != ' ' ? indented : 0;
	return native->asked[(unsigned char)bytes_head(text)];
}

void
native_feed(struct native *native, struct bytes text, struct bytes file, long long number)
{
	const struct debugger *debugger = native->debugger;
	struct line line = { .said = { .says = SAYS_UNREAD } };
	unsigned asked;

	native->dialect.file = file;
	native->dialect.line = number;
	if (!paste_clean(&native->paste, text, &line.text))
		return;
	asked = whom_to_ask(native, line.text);
	if ((native->held.len > 0 || asked != 0) &&
	    (debugger->owns == NULL || !debugger->owns(&native->dialect))) {
		if (native->held.len > 0)
			settle_held(native, line.text);
		choose(native, &line, asked);
	}
	native->debugger->feed(&native->dialect, &line);
}

const struct thread *
native_take(struct native *native)
{
	struct draft *draft = drafts_take(native->dialect.drafts);

	return draft == NULL ? NULL : &draft->thread;
}

void
native_read_as_original(struct native *native)
{
	gdb_read_as_original(native->dialect.gdb);
}

void
native_begin_capture(struct native *native, struct capture *capture)
{
	struct snapshot *snapshot = native->dialect.snapshot;
	struct capture_thread known;

	native->capture = true;
	snapshot_set_process(snapshot, &capture->process);
	snapshot_set_time(snapshot, capture->time, capture->sample);
	snapshot_set_max_frames(snapshot, capture->max_frames);
	while (capture_next_thread(capture, &known))
		snapshot_add_thread(snapshot, known.lwp, known.comm, known.syscall);
}

struct native_report
native_report(struct native *native)
{
	struct dialect *dialect = &native->dialect;
	struct native_report report = {
		.raw = dialect->raw_frames,
		.cut = dialect->cut_threads,
		.lost = snapshot_take_lost(dialect->snapshot),
		.complaint = snapshot_complaint(dialect->snapshot),
		.foreign = snapshot_foreign(dialect->snapshot),
	};

	dialect->raw_frames = dialect->cut_threads = 0;
	return report;
}
