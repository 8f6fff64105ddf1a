#include "native/pythreads.h"

#include "pydump/pydump.h"

/* The stack of the open thread. */
static struct pydump *
pydump_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &pythreads_debugger);
}

/* Above the stacks that faulthandler dumps: why the interpreter ends. */
static bool
is_fatal(struct bytes text)
{
	return bytes_start(text, BYTES("Fatal Python error: "));
}

/* Whether it heads a thread's stack. In no tool's words it does if a frame follows. */
static bool
read_heading(struct bytes text, struct pydump_heading *heading)
{
	return pydump_read_heading(text, heading) || pydump_read_title(text, heading);
}

/* gdb's headers are many: `Thread 7 (Thread 0x7f94c2dfe6c0 …` */
static bool
is_gdbs(struct bytes text)
{
	long long number;

	return bytes_take(&text, BYTES("Thread ")) && bytes_take_number(&text, &number) &&
	    bytes_start(text, BYTES(" (Thread "));
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct pydump_heading heading;
	struct bytes command;
	long long pid;

	(void)dialect;
	if (is_gdbs(line->text))
		return BEGINS_NOTHING;
	if (pydump_read_process(line->text, &pid, &command))
		return BEGINS_PERHAPS;
	if (is_fatal(line->text))
		return BEGINS_THREAD;
	if (!read_heading(line->text, &heading))
		return BEGINS_NOTHING;
	return current || heading.tool.len > 0 ? BEGINS_THREAD : BEGINS_PERHAPS;
}

/* Behind py-spy's line on the process is one on the interpreter, and behind a program's own heading a frame. */
static bool
goes_on(struct bytes held, struct bytes line)
{
	(void)held;
	return pydump_is_version(line) || bytes_start(line, BYTES("File: \"")) ||
	    bytes_start(line, BYTES("  File \""));
}

static void
end(struct dialect *dialect)
{
	struct draft *open = dialect->open;

	if (open != NULL)
		pydump_end(pydump_of(dialect));
	/* no frame followed */
	if (open != NULL && open->thread.tool.len == 0 && open->thread.frames == NULL) {
		drafts_drop(dialect->drafts, open);
		dialect->open = NULL;
	}
	dialect_end(dialect, BYTES_NONE);
}

static void
begin(struct dialect *dialect, const struct pydump_heading *heading)
{
	struct draft *draft = dialect_begin(dialect);
	struct bytes reason = dialect->snapshot->stop.reason;

	dialect->open = draft;
	if (draft == NULL)
		return;
	pydump_begin(pydump_of(dialect), &draft->thread, draft->memory, heading);
	if (heading->current && is_fatal(reason)) {
		draft->thread.reason = arena_copy(draft->memory, reason);
		draft->thread.crashed = true;
		/* a later dump, by a timer or a signal, may be of the next process */
		snapshot_set_reason(dialect->snapshot, BYTES_NONE);
	}
}

/* Whether the line is about the threads that follow. */
static bool
take_heading(struct dialect *dialect, struct bytes text)
{
	struct snapshot *snapshot = dialect->snapshot;
	struct pydump_heading heading;
	struct bytes command;
	long long pid;

	if (pydump_read_process(text, &pid, &command)) {
		end(dialect);
		snapshot_process(snapshot)->pid = pid;
		snapshot_process(snapshot)->command = snapshot_keep(snapshot, command);
	} else if (is_fatal(text)) {
		end(dialect);
		snapshot_hear_reason(snapshot, bytes_trim_end(text));
		dialect->process_begun = true; /* the threads come behind an empty line */
	} else if (read_heading(text, &heading)) {
		end(dialect);
		begin(dialect, &heading);
	} else {
		return pydump_is_version(text) ||
		    bytes_start(text, BYTES("Python runtime state: "));
	}
	return true;
}

static void
feed(struct dialect *dialect, struct line *line)
{
	if (take_heading(dialect, line->text) ||
	    (dialect->open != NULL && pydump_feed(pydump_of(dialect), line->text)))
		return;
	dialect->stray = true;
	end(dialect);
	/* behind an empty line the next thread may follow, of which the same is known */
	dialect->process_begun = bytes_indent(line->text) == line->text.len;
}

/* `Thread 811 (idle): "MainThread"`, `Traceback for thread 811 (loomd) […]` */
static bool
is_heading(struct bytes text)
{
	struct pydump_heading heading;

	return pydump_read_heading(text, &heading);
}

static const struct clue clues[] = {
	{ CLUE_HEADING, BYTES_ROW("Thread "), .is = is_heading },
	{ CLUE_HEADING, BYTES_ROW("Traceback for thread "), .is = is_heading },
	{ .words = NULL },
};

const struct debugger pythreads_debugger = { .name = "py-spy",
	.looks = true,
	.first = "#-<CFPST",
	.passing = true,
	.clues = clues,
	.state = sizeof(struct pydump),
	.begins = begins,
	.goes_on = goes_on,
	.feed = feed,
	.end = end };
