#include "native/sanitizer/sanitizer.h"

#include "base/list.h"
#include "native/carrier.h"
#include "native/frameline.h"
#include "native/gdb/gdb.h"
#include "native/printed/glibc.h"
#include "native/printed/glibcframe.h"
#include "native/sanitizer/sanitizererror.h"
#include "native/sanitizer/sanitizerframe.h"

enum { HISTORY_MOST = 16, HISTORY_MEMORY = 4 * 1024 * 1024 }; /* stacks, and their bytes */

struct sanitizer {
	bool reporting; /* a heading came, and its report is not over */
	bool summed;    /* its summary came */
	bool shown;     /* the error's own stack came, or a line that says that there is none */
	struct sanitizererror error;
	struct draft *own;    /* the error's own stack, which waits for its history, or NULL */
	struct thread *past;  /* the last stack of that history; NULL: there is none */
	size_t pasts, memory; /* how many there are, and the bytes that they take */

	enum sanitizerline kind; /* of the stack that comes next */
	struct buffer title;     /* of the stack that comes next; none: the error's own */
	struct sanitizererror_thread titled; /* the thread that it is of */
	long long title_line;

	struct bytes text;    /* of the last frame, in the open draft's memory */
	long long frame_line; /* where that stands */
};

static struct sanitizer *
sanitizer_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &sanitizer_debugger);
}

static void
free_state(void *state)
{
	struct sanitizer *sanitizer = state;

	sanitizererror_free(&sanitizer->error);
	buffer_free(&sanitizer->title);
	buffer_free(&sanitizer->titled.name);
}

/* No more comes of the history of the error: its own stack is complete, and so are those. */
static void
end_history(struct dialect *dialect)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);

	sanitizer->own = NULL;
	sanitizer->past = NULL;
	sanitizer->pasts = sanitizer->memory = 0;
	dialect_release(dialect, BYTES("sanitizer"));
}

/* Adds the stack to the history of the error, if it is one; false: it is not, or there are too many. */
static bool
add_past(struct sanitizer *to, struct draft *draft)
{
	if (to->own == NULL || draft->thread.stack.len == 0 || to->pasts == HISTORY_MOST ||
	    to->memory + arena_held(draft->memory) > HISTORY_MEMORY)
		return false;
	to->pasts++;
	to->memory += arena_held(draft->memory);
	*(to->past == NULL ? &to->own->thread.history : &to->past->next) = &draft->thread;
	to->past = &draft->thread;
	return true;
}

static void
end_stack(struct dialect *dialect)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);
	struct draft *draft = dialect->open;

	if (draft == NULL)
		return;
	sanitizerframe_mark_inlined(&draft->thread);
	if (draft == sanitizer->own || add_past(sanitizer, draft)) {
		LIST_APPEND(&dialect->held, draft);
		dialect->open = NULL;
		return;
	}
	end_history(dialect);
	dialect_end(dialect, BYTES("sanitizer"));
}

static void
forget_title(struct sanitizer *sanitizer)
{
	sanitizer->kind = SANITIZERLINE_OTHER;
	buffer_reset(&sanitizer->title);
}

/* The stack that begins: the error's own, or one of those that have a title. */
static struct draft *
begin_stack(struct dialect *dialect)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);
	const struct sanitizererror *error = &sanitizer->error;
	struct bytes title = buffer_bytes(&sanitizer->title);
	bool crashed = !sanitizer->reporting && dialect_begins_crash(dialect);
	struct draft *draft = dialect_begin(dialect);
	bool own =
	    sanitizer->reporting && (!sanitizer->shown || sanitizer->kind == SANITIZERLINE_LEAK);
	bool titled = title.len > 0;

	dialect->open = draft;
	if (draft == NULL)
		return NULL;
	if (crashed) /* Chromium's handler writes such frames, too */
		dialect_set_crashed(dialect, draft, true);
	if (sanitizer->reporting)
		sanitizererror_tell_process(error, draft);
	if (titled || own)
		draft->thread.line = titled ? sanitizer->title_line : error->line;
	if (own)
		sanitizererror_tell(error, title, draft);
	else if (titled)
		draft->thread.stack = arena_copy(draft->memory, title);
	if (own || titled || sanitizer->kind == SANITIZERLINE_ACCESS)
		sanitizererror_tell_thread(titled ? &sanitizer->titled : &error->own, draft);
	if (own && error->told)
		sanitizer->own = draft;
	sanitizer->shown = true;
	forget_title(sanitizer);
	return draft;
}

/* UBSan prints no stack where it was not asked to: the place is all that is known. */
static void
add_place(struct draft *draft, struct bytes place)
{
	struct frame *frame = place.len == 0 ? NULL : drafts_add_frame(draft);

	if (frame == NULL)
		return;
	frame->level = 0;
	frameline_place(arena_copy(draft->memory, place), frame);
	draft->thread.truncated = true;
}

/* The stack that comes next was not printed: a thread without frames. */
static void
show_nothing(struct dialect *dialect, struct bytes why)
{
	struct draft *draft;

	end_stack(dialect);
	draft = begin_stack(dialect);
	if (draft == NULL)
		return;
	draft->thread.stopped = arena_copy(draft->memory, why);
	add_place(draft, buffer_bytes(&sanitizer_of(dialect)->error.place));
	end_stack(dialect);
}

/* The error's own stack cannot come any more: if it did not, the error is a thread without frames. */
static void
show_error(struct dialect *dialect)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);

	end_stack(dialect);
	forget_title(sanitizer);
	if (sanitizer->reporting && !sanitizer->shown)
		show_nothing(dialect, BYTES_NONE);
}

static void
end_report(struct dialect *dialect)
{
	show_error(dialect);
	end_history(dialect);
	sanitizer_of(dialect)->reporting = sanitizer_of(dialect)->summed = false;
}

static void
begin_report(struct dialect *dialect, const struct sanitizerline_heading *heading)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);

	end_report(dialect);
	sanitizer->reporting = true;
	sanitizer->shown = false;
	sanitizererror_begin(&sanitizer->error, heading, dialect->line, dialect->snapshot);
}

/* GWP-ASan's: `./loomd(weave+0x12) [0x5be2b1]` behind the number */
static bool
is_glibcs(struct bytes text)
{
	struct frame frame;

	return bytes_tail(text) == ']' && glibcframe_parse(text, &frame) == GLIBC_FRAME;
}

/* Whether the line is a frame, its level and what follows it. Without an address it has to have a module, or to be next. */
static bool
is_frame(const struct dialect *dialect, struct bytes line, long long *level, struct bytes *rest)
{
	const struct draft *open = dialect->open;

	if (!frameline_starts(line, level, rest))
		return false;
	return bytes_start(*rest, BYTES("0x")) || sanitizerframe_has_module(*rest) ||
	    (sanitizer_of(dialect)->reporting && is_glibcs(*rest)) ||
	    (!sanitizer_of(dialect)->error.numbered && open != NULL &&
		open->thread.last_frame != NULL && *level == open->thread.last_frame->level + 1);
}

/*
 * The stack that a frame of that level is of: a lower level than the last one begins another, unless it stands in the
 * next line (where symbols were looked up later, numbers come twice).
 */
static struct draft *
stack_of(struct dialect *dialect, long long level)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);
	struct draft *draft = dialect->open;
	bool next = level > 0 && dialect->line == sanitizer->frame_line + 1;

	if (draft != NULL && draft->thread.last_frame != NULL &&
	    (next || level > draft->thread.last_frame->level)) {
		buffer_reset(&sanitizer->title); /* it was other text between two frames */
		return draft;
	}
	end_stack(dialect);
	if (sanitizer->summed && sanitizer->title.len == 0)
		end_report(dialect); /* another program's */
	draft = begin_stack(dialect);
	if (draft != NULL)
		draft->thread.truncated = level > 0;
	return draft;
}

/* Takes apart the text of the last frame, anew if more of it has come. */
static void
read_frame(struct frame *frame, struct bytes text)
{
	struct frame parsed = thread_no_frame;

	if (!is_glibcs(text) || glibcframe_parse(text, &parsed) != GLIBC_FRAME)
		(void)sanitizerframe_parse(text, &parsed);
	parsed.level = frame->level;
	*frame = parsed;
}

static void
take_frame(struct dialect *dialect, struct bytes rest, long long level)
{
	struct draft *draft = stack_of(dialect, level);
	struct frame *frame = draft == NULL ? NULL : drafts_add_frame(draft);

	if (frame == NULL)
		return;
	frame->level = level;
	sanitizer_of(dialect)->text = arena_copy(draft->memory, rest);
	sanitizer_of(dialect)->frame_line = dialect->line;
	read_frame(frame, sanitizer_of(dialect)->text);
}

/*
 * Joins the line to the frame in the line before: it is the rest of that, which a terminal or logger broke, or the place
 * of the function, set in below its name.
 */
static bool
take_rest(struct dialect *dialect, struct bytes line)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);
	struct draft *draft = dialect->open;
	struct frame parsed = thread_no_frame;
	struct bytes text, glue = BYTES_NONE;
	bool cut, set_in = bytes_indent(line) > 0;

	if (draft == NULL || draft->thread.last_frame == NULL ||
	    dialect->line != sanitizer->frame_line + 1)
		return false;
	cut = sanitizerframe_is_cut(sanitizer->text);
	if (!cut && (!set_in || draft->thread.last_frame->file.len > 0))
		return false;
	if (set_in || bytes_end(sanitizer->text, BYTES(",")))
		glue = BYTES(" ");
	text = arena_join(draft->memory, sanitizer->text, glue);
	text = arena_join(draft->memory, text, bytes_trim(line));
	if (sanitizerframe_is_cut(text) || !sanitizerframe_parse(text, &parsed) ||
	    (!cut && parsed.line < 0))
		return false;
	read_frame(draft->thread.last_frame, text);
	return true;
}

static void
keep_title(struct dialect *dialect, struct bytes line)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);

	buffer_set(&sanitizer->title, sanitizerline_title(line));
	sanitizererror_keep(&sanitizer->titled, sanitizerline_thread(line));
	sanitizer->title_line = dialect->line;
}

/* A line that tells what the next stack is. */
static void
take_title(struct dialect *dialect, struct bytes line, enum sanitizerline kind)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);

	/* only LeakSanitizer prints this line: the heading is missing */
	if (kind == SANITIZERLINE_LEAK && !sanitizer->reporting)
		begin_report(dialect,
		    &(struct sanitizerline_heading){ .pid = -1,
			.tool = BYTES("LeakSanitizer"),
			.kind = BYTES("detected memory leaks"),
			.thread = { .tid = -1, .lwp = -1 } });
	if (kind == SANITIZERLINE_HISTORY && sanitizer->error.fatal)
		show_error(dialect);
	end_stack(dialect);
	sanitizer->kind = kind;
	if (kind == SANITIZERLINE_ACCESS && !(sanitizer->reporting && sanitizer->shown)) {
		sanitizererror_keep(&sanitizer->error.own, sanitizerline_thread(line));
		return;
	}
	keep_title(dialect, line);
}

/* Any other line. Behind the error's own stack, the last one before another stack becomes that stack's title. */
static void
take_other(struct dialect *dialect, struct bytes line)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);

	if (!sanitizer->reporting)
		forget_title(sanitizer);
	else if (!sanitizer->summed && sanitizer->shown && sanitizer->kind == SANITIZERLINE_OTHER)
		keep_title(dialect, line);
	dialect->stray = sanitizer->reporting; /* the report may be cut, and this another's */
}

static void
take_line(struct dialect *dialect, struct bytes line)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);
	enum sanitizerline kind = sanitizerline_read(line);

	if (sanitizer->reporting && !sanitizer->shown)
		sanitizererror_note(&sanitizer->error, line);
	switch (kind) {
	case SANITIZERLINE_END:
		end_report(dialect);
		break;
	case SANITIZERLINE_SUMMARY:
		show_error(dialect);
		end_history(dialect);
		sanitizer->summed = true;
		break;
	case SANITIZERLINE_NONE:
		if (sanitizer->reporting && (!sanitizer->shown || sanitizer->title.len > 0))
			show_nothing(dialect, line);
		break;
	case SANITIZERLINE_OTHER:
		take_other(dialect, line);
		break;
	default:
		take_title(dialect, line, kind);
		break;
	}
}

/* Whether another program than the one of the report wrote the line: it had another prefix, which was taken off. */
static bool
is_anothers(const struct dialect *dialect, struct bytes line)
{
	struct bytes whole = dialect->snapshot->stamps.line;

	return sanitizer_of(dialect)->reporting && whole.len > line.len &&
	    !carrier_take(buffer_bytes(&sanitizer_of(dialect)->error.carrier), &whole);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct sanitizer *sanitizer = sanitizer_of(dialect);
	struct sanitizerline_heading heading;
	struct bytes text = line->text, rest;
	long long level;

	if (sanitizer->reporting)
		(void)carrier_take(buffer_bytes(&sanitizer->error.carrier), &text);
	if (sanitizerline_heading(line->text, &heading))
		begin_report(dialect, &heading);
	else if (is_anothers(dialect, line->text))
		dialect->stray = true;
	else if (is_frame(dialect, bytes_trim(text), &level, &rest))
		take_frame(dialect, rest, level);
	else if (bytes_indent(text) < text.len && !take_rest(dialect, text))
		take_line(dialect, bytes_trim(text));
	dialect->process_begun = sanitizer->reporting || sanitizer->kind != SANITIZERLINE_OTHER;
}

static void
end(struct dialect *dialect)
{
	end_report(dialect);
}

static bool
goes_on(struct bytes held, struct bytes line)
{
	(void)held;
	return sanitizerframe_is(bytes_trim(line));
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct sanitizerline_heading heading;
	struct bytes text = bytes_from(line->text, bytes_indent(line->text));
	struct frame frame;

	if (glibc_owns_frames(dialect) && glibcframe_parse(text, &frame) != GLIBC_NO_FRAME)
		return BEGINS_NOTHING;
	if (bytes_head(text) == '#') {
		if (current)
			return sanitizerframe_is_gdbs(text) ? BEGINS_GDB : BEGINS_NOTHING;
		if (gdb_owns_frames(dialect) || dialect->open != NULL)
			return BEGINS_NOTHING;
		return sanitizerframe_is(text) ? BEGINS_THREAD : BEGINS_NOTHING;
	}
	if (sanitizerline_heading(line->text, &heading))
		return BEGINS_PROCESS;
	return !current && sanitizerline_is_title(sanitizerline_read(text)) ? BEGINS_PERHAPS
									    : BEGINS_NOTHING;
}

const struct debugger sanitizer_debugger = { .name = "sanitizer",
	.first = "#",
	.offered = true,
	.passing = true,
	.state = sizeof(struct sanitizer),
	.free = free_state,
	.begins = begins,
	.goes_on = goes_on,
	.feed = feed,
	.end = end };
