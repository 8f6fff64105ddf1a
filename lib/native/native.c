#include "native/native.h"

#include "base/memory.h"
#include "native/eustack.h"
#include "native/gdb/gdb.h"
#include "native/paste.h"
#include "native/pstack.h"

#include <stdlib.h>

enum {
	SNAPSHOT_MAX = 256 * 1024 * 1024,
	MODULES_MAX = 32 * 1024 * 1024,
};

/* Asked in this order whose a line is. */
static const struct debugger *const debuggers[] = { &pstack_debugger, &eustack_debugger,
	&gdb_debugger };

struct native {
	struct dialect dialect;
	const struct debugger *debugger; /* whose lines these are */
	unsigned asked[256]; /* which debuggers, a bit each, a line is of by its first byte */
	struct paste paste;
	struct buffer held;             /* the line before, if it perhaps began a process */
	const struct debugger *held_by; /* of that debugger */
	bool capture;                   /* what is known of the process comes from a capture */
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
	if (dialect->drafts != NULL && dialect->snapshot != NULL && dialect->modules != NULL)
		dialect->gdb = gdb_new(dialect);
	native->debugger = &gdb_debugger;
	for (size_t i = 0; i < COUNT_OF(debuggers); i++)
		for (const char *c = debuggers[i]->first; *c != '\0'; c++)
			native->asked[(unsigned char)*c] |= 1U << i;
	if (dialect->gdb == NULL) {
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
	if (dialect->gdb != NULL)
		native_end(native);
	gdb_free(dialect->gdb);
	drafts_free(dialect->drafts);
	snapshot_free(dialect->snapshot);
	modules_free(dialect->modules);
	paste_free(&native->paste);
	buffer_free(&native->held);
	free(native);
}

void
native_end(struct native *native)
{
	if (native->dialect.modules->table)
		modules_end(native->dialect.modules);
	native->debugger->end(&native->dialect);
	dialect_place(&native->dialect);
	native->dialect.threads_seen = false;
	native->debugger = &gdb_debugger;
}

void
native_forget(struct native *native)
{
	snapshot_reset(native->dialect.snapshot);
	modules_forget(native->dialect.modules);
	buffer_reset(&native->held);
	native->capture = false;
	native->paste.indent = 0;
	native->paste.headed = false;
}

/*
 * The lines from now on are that debugger's. If another debugger or another process begins behind threads, it is a new
 * log: what is known of the process is forgotten, unless a capture told it.
 */
static void
turn_to(struct native *native, const struct debugger *debugger, bool process)
{
	struct snapshot *snapshot = native->dialect.snapshot;

	if (native->dialect.threads_seen && (process || debugger != native->debugger)) {
		native_end(native);
		if (native->capture) {
			snapshot_forget_threads(snapshot);
		} else {
			snapshot_reset(snapshot);
			modules_forget(native->dialect.modules);
		}
	}
	if (debugger != native->debugger)
		native->debugger->end(&native->dialect);
	native->debugger = debugger;
}

/* The line that is held began a process if this one can follow it (gdb's `display` prints `1: x/i $pc`, too). */
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

/* Turns to the first of the debuggers in `asked` to which the line belongs by its looks. */
static void
choose(struct native *native, struct line *line, unsigned asked)
{
	for (size_t i = 0; i < COUNT_OF(debuggers); i++) {
		const struct debugger *debugger = debuggers[i];
		enum begins begins;

		if ((asked & (1U << i)) == 0)
			continue;
		begins = debugger->begins(&native->dialect, line, debugger == native->debugger);
		if (begins == BEGINS_PERHAPS) {
			buffer_append(&native->held, line->text);
			native->held_by = debugger;
		} else if (begins != BEGINS_NOTHING) {
			turn_to(native, debugger, begins == BEGINS_PROCESS);
			return;
		}
	}
}

/* Takes in a line of a table of modules; false: it was one. */
static inline bool
feed_modules(struct native *native, struct bytes text)
{
	switch (modules_read(native->dialect.modules, text)) {
	case MODULES_ROW:
		return false;
	case MODULES_WHOLE:
		dialect_place(&native->dialect);
		break;
	case MODULES_OTHER:
		break;
	}
	return true;
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
	if (!feed_modules(native, line.text))
		return;
	asked = native->asked[(unsigned char)bytes_head(line.text)];
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
	struct draft *draft = dialect_take(&native->dialect);

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
	struct module module;

	native->capture = true;
	snapshot_set_process(snapshot, &capture->process);
	snapshot->time = snapshot_keep(snapshot, capture->time);
	snapshot->sample = capture->sample;
	snapshot->max_frames = capture->max_frames;
	while (capture_next_thread(capture, &known))
		snapshot_add_thread(snapshot, known.lwp, known.comm, known.syscall);
	while (capture_next_module(capture, &module))
		modules_add(native->dialect.modules, &module);
	modules_end(native->dialect.modules);
}

struct native_report
native_report(struct native *native)
{
	struct dialect *dialect = &native->dialect;
	struct snapshot *snapshot = dialect->snapshot;
	struct native_report report = {
		.raw = dialect->raw_frames,
		.cut = dialect->cut_threads,
		.lost = snapshot->lost || dialect->modules->map.lost,
		.complaint = snapshot->complaint,
		.foreign = snapshot->foreign,
	};

	dialect->raw_frames = dialect->cut_threads = 0;
	snapshot->lost = dialect->modules->map.lost = false;
	return report;
}
