#include "native/printed/rust.h"

#include "base/ascii.h"
#include "native/frameline.h"

static const struct bytes tool = BYTES_ROW("rust");

struct rust {
	bool expected; /* the heading came, and no frame so far */
	bool error;    /* the heading that came last is of an error, and not of a panic */
	bool panicked; /* the panic that was told last has no stack yet */
	bool seen;     /* there was a stack in this log */
};

static struct rust *
rust_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &rust_debugger);
}

/* Whether it may be the name of a function: `main`, `<loom::Reel as core::ops::Fn<(A, B)>>::call`. */
static bool
is_name(struct bytes text)
{
	char first = bytes_head(text);

	return text.len > 0 && (first == '<' || first == '_' || ascii_is_letter(first)) &&
	    (!bytes_has(text, ' ') || bytes_has(text, '<') || bytes_has(text, '('));
}

bool
rust_parse(struct bytes line, struct frame *frame)
{
	struct bytes text = bytes_trim(line), name;

	*frame = thread_no_frame;
	if (!bytes_take_number(&text, &frame->level) || !bytes_take(&text, BYTES(":")) ||
	    bytes_indent(text) == 0)
		return false;
	name = text = bytes_from(text, bytes_indent(text));
	if (bytes_start(text, BYTES("0x")) &&
	    (!bytes_split(text, BYTES(" - "), &frame->address, &name) ||
		bytes_has(frame->address, ' ')))
		return false;
	if (!is_name(name))
		return false;
	if (!bytes_equal(name, BYTES("<unknown>")))
		frame->function = name;
	return true;
}

/* `             at /opt/loom/src/main.rs:12:5` */
static bool
parse_place(struct bytes line, struct frame *place)
{
	struct bytes text = bytes_trim(line);

	*place = thread_no_frame;
	if (bytes_indent(line) == 0 || !bytes_take(&text, BYTES("at ")))
		return false;
	frameline_place(text, place);
	return place->line >= 0;
}

/* A panic has `stack backtrace:`, an error of anyhow's `Stack backtrace:`. */
static bool
is_of_error(struct bytes line)
{
	return bytes_equal(bytes_trim(line), BYTES("Stack backtrace:"));
}

static bool
is_heading(struct bytes line)
{
	return bytes_equal(bytes_trim(line), BYTES("stack backtrace:")) || is_of_error(line);
}

/*
 * Whether a panic begins here that may be of another process: one in the library itself follows from the one before it, as
 * in a function that cannot unwind: `thread 'main' panicked at library/core/src/panicking.rs:227:5:`.
 */
static bool
is_new_panic(struct line *line)
{
	return says_of(line).says == SAYS_PANICKED &&
	    bytes_find(line->text, BYTES("core/src/panicking.rs:")) == NULL;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	/* gdb.c reads the first one: it may be of the process that gdb looks at */
	if (rust_of(dialect)->seen && is_new_panic(line))
		return BEGINS_PROCESS;
	return !current && is_heading(line->text) ? BEGINS_PERHAPS : BEGINS_NOTHING;
}

static bool
goes_on(struct bytes held, struct bytes line)
{
	struct frame frame;

	(void)held;
	return rust_parse(line, &frame);
}

static bool
expects(const struct dialect *dialect)
{
	return rust_of(dialect)->expected;
}

/* Who panicked, and with which message. */
static void
tell_panic(struct dialect *dialect, struct draft *draft)
{
	const struct panic *panic = &dialect->snapshot->panic;
	struct thread *thread = &draft->thread;

	if (panic->name.len == 0 || !rust_of(dialect)->panicked)
		return;
	if (!bytes_equal(panic->name, BYTES("<unnamed>")))
		thread->comm = arena_copy(draft->memory, panic->name);
	thread->lwp = panic->lwp;
	thread->reason = panic_words(panic, draft->memory);
	rust_of(dialect)->panicked = false;
}

static void
end(struct dialect *dialect)
{
	dialect_end(dialect, tool);
	rust_of(dialect)->expected = false;
}

static void
take_frame(struct dialect *dialect, const struct frame *frame)
{
	struct rust *rust = rust_of(dialect);

	if (dialect->open == NULL) {
		dialect->open = dialect_begin(dialect);
		if (dialect->open != NULL && !rust->error)
			tell_panic(dialect, dialect->open);
	}
	rust->expected = false;
	rust->seen = true;
	if (dialect->open != NULL)
		(void)drafts_add_parsed(dialect->open, frame);
}

static bool
take_place(struct dialect *dialect, struct bytes line)
{
	struct draft *open = dialect->open;
	struct frame place, *last = open == NULL ? NULL : open->thread.last_frame;

	if (last == NULL || last->file.len > 0 || !parse_place(line, &place))
		return false;
	last->file = arena_copy(open->memory, place.file);
	last->line = place.line;
	last->column = place.column;
	return true;
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct rust *rust = rust_of(dialect);
	struct frame frame;

	if (says_of(line).says == SAYS_PANICKED) {
		end(dialect);
		panic_read(dialect->snapshot, line);
		rust->panicked = true;
	} else if (is_heading(line->text)) {
		end(dialect);
		rust->expected = true;
		rust->error = is_of_error(line->text);
		rust->panicked = rust->panicked || !rust->seen;
	} else if ((dialect->open != NULL || rust->expected) && rust_parse(line->text, &frame)) {
		take_frame(dialect, &frame);
	} else if (!take_place(dialect, line->text)) {
		end(dialect);
		dialect->stray = true;
	}
}

static const struct clue clues[] = {
	{ CLUE_HEADING, BYTES_ROW("thread '"), .words = "thread '* panicked at " },
	{ .words = NULL },
};

const struct debugger rust_debugger = { .name = "rust",
	.first = "t",
	.offered = true,
	.passing = true,
	.expects = expects,
	.clues = clues,
	.state = sizeof(struct rust),
	.begins = begins,
	.goes_on = goes_on,
	.feed = feed,
	.end = end };
