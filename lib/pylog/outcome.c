#include "pylog/outcome.h"

#include "base/list.h"
#include "pylog/carrier/clean.h"
#include "pylog/traceback/grammar.h"
#include "record/thread.h"

/* The number of its first line; -1: it is not to be told. */
static long long
line_of(const struct flow *flow)
{
	return flow->options->unnumbered ? -1 : flow->first.number;
}

/* Whether the line above a stack without a header says whose it is. */
static bool
read_title(const struct flow *flow, struct pydump_heading *title)
{
	return flow->heading.style == HEADING_FRAME &&
	    pydump_read_title(above_text(&flow->context.above, 0), title);
}

static void
write_thread(const struct flow *flow, struct bytes file, struct buffer *out)
{
	const struct raised *raised = event_raised(&flow->event);
	struct {
		struct frame *first, *last;
	} frames = { NULL, NULL };
	struct thread thread = thread_nothing;
	struct pydump_heading title;

	for (const struct traceback_frame *from = raised == NULL ? NULL : raised->frames;
	     from != NULL; from = from->next) {
		struct frame *frame = arena_alloc(flow->memory, sizeof(*frame));

		if (frame == NULL)
			break;
		*frame = thread_no_frame;
		frame->function = from->function;
		frame->file = from->file;
		frame->line = from->line;
		frame->text = from->text;
		LIST_APPEND(&frames, frame);
	}
	thread.language = BYTES("python");
	thread.pthread = flow->heading.handle;
	thread.comm = flow->heading.name;
	if (read_title(flow, &title)) {
		thread.comm = title.name;
		thread.pthread = pydump_handle(title.ident, flow->memory);
	}
	thread.file = file;
	thread.line = line_of(flow);
	thread.frames = frames.first;
	thread_write(out, &thread);
}

/* A thread as a tool shows it. */
static void
write_shown(const struct flow *flow, struct bytes file, struct buffer *out)
{
	struct thread thread = flow->event.thread;

	thread.process = flow->process;
	thread.file = file;
	thread.line = line_of(flow);
	thread_write(out, &thread);
}

/* What was raised when the interpreter died: an exception without frames; NULL: nothing. */
static struct raised *
cause_of(const struct flow *flow)
{
	struct raised *cause;
	struct bytes line = flow->context.cause;

	if (line.len == 0 || (cause = arena_alloc(flow->memory, sizeof(*cause))) == NULL)
		return NULL;
	*cause = traceback_no_exception;
	cause->relation = TRACEBACK_CAUSE;
	(void)grammar_read_exception(line, &cause->type, &cause->message);
	return cause;
}

/*
 * Gives an exception without an exception line the type and message that the log has elsewhere: in the fatal error above a
 * dump, or in the line above the traceback; then they are no part of the log message. False: there is none, and the event
 * is cut.
 */
static bool
complete(const struct flow *flow, struct raised *raised, struct traceback_log *log)
{
	const struct context *context = &flow->context;
	struct bytes type, message;

	if (flow->heading.style == HEADING_DUMP) {
		bytes_split(flow->fatal, BYTES(": "), &raised->type, &raised->message);
		raised->behind = cause_of(flow);
		return true;
	}
	if (!flow->event.truncated)
		return true;
	if (raised->type.len > 0 || context->named.len == 0 ||
	    !grammar_read_exception(context->named, &type, &message))
		return false;
	raised->type = type;
	raised->message = message;
	bytes_split(log->message, context->named, &log->message, NULL);
	if (bytes_equal(log->logger, type))
		log->logger = BYTES_NONE;
	if (bytes_equal(log->message, message))
		log->message = BYTES_NONE;
	/* what Azure Functions has before it in its line, and above it */
	bytes_take_end(&log->message, BYTES("\nException: "));
	bytes_take_end(&log->message, BYTES("\nResult: Failure"));
	log->message = clean_end(log->message);
	return true;
}

/* Whether nothing but frames is known, which no heading announced as those of an exception. */
static bool
is_stack(const struct flow *flow, const struct raised *raised)
{
	if (flow->heading.style == HEADING_DUMP)
		return !flow->heading.fatal || flow->fatal.len == 0;
	return (flow->heading.style == HEADING_FRAME || flow->heading.outwards) &&
	    flow->event.truncated && raised->behind == NULL && raised->type.len == 0 &&
	    flow->context.named.len == 0;
}

/* Frames in prose are no event; a heading that nothing follows is one. */
static bool
is_worth_a_record(const struct flow *flow, const struct raised *raised)
{
	enum heading_style style = flow->heading.style;
	struct pydump_heading title;
	bool headed = style != HEADING_FRAME &&
	    !(style == HEADING_DUMP && bytes_has(flow->heading.text, '"'));

	if (raised->frames == NULL && raised->type.len == 0 && raised->behind == NULL)
		return headed && style != HEADING_REPORT && style != HEADING_CLEO &&
		    (style != HEADING_DUMP ||
			(flow->heading.fatal && flow->heading.handle.len + flow->fatal.len > 0));
	return headed || !is_stack(flow, raised) || raised->frame_count >= 2 ||
	    read_title(flow, &title);
}

/* Whether a thread's stack came: a heading that is of no tool's may be any text. */
static bool
is_shown(const struct thread *thread)
{
	return thread->tool.len > 0 || thread->frames != NULL;
}

/*
 * Whether the line above announces the frames, instead of a header: Ray names the task, `ray::f() (pid=811)`; Ren'Py
 * says when it was; Anki, that it was caught; Plex ends its log message as a header ends; BitBake has a sentence. Visual
 * Studio Code has the message between.
 */
static bool
is_announced(const struct context *context)
{
	enum { MESSAGE_MAX = 4 };
	struct bytes line = bytes_trim(above_text(&context->above, 0));

	/* Ray has left out frames of its own, but not the marks below them */
	for (size_t i = 1; line.len > 0 && grammar_is_marks(line); i++)
		line = bytes_trim(above_text(&context->above, i));
	for (size_t i = 0; i <= MESSAGE_MAX; i++)
		if (bytes_start(above_text(&context->above, i), BYTES("Exception has occurred: ")))
			return true;
	return bytes_find(line, BYTES("ray::")) != NULL ||
	    bytes_equal(line, BYTES("Full traceback:")) ||
	    bytes_equal(line, BYTES("Caught exception:")) ||
	    bytes_end(line, BYTES(" that resulted in this exception/failure was:")) ||
	    (bytes_end(line, BYTES(" (most recent call last):")) &&
		!bytes_end(line, BYTES("Traceback (most recent call last):"))) ||
	    bytes_start(line, BYTES("After initialization, but before game start")) ||
	    (bytes_start(line, BYTES("While ")) && bytes_tail(line) == ':');
}

static void
write_traceback(
    const struct flow *flow, struct raised *raised, struct bytes file, bool cut, struct buffer *out)
{
	const struct context *context = &flow->context;
	struct traceback_log log = context->log;
	bool whole = complete(flow, raised, &log);
	bool unread = raised->frames == NULL && raised->type.len == 0 && raised->behind == NULL;
	/* a SyntaxError of the main script has no header at all */
	bool headless = flow->heading.style == HEADING_FRAME && raised->type.len > 0 &&
	    (raised->frames != NULL || raised->file.len == 0) && context->named.len == 0 &&
	    !flow->event.pointed && !is_announced(context);
	struct traceback record = { .raised = raised,
		.thread = flow->heading.name.len > 0 ? flow->heading.name : context->thread,
		.native_frames = flow->event.native.first,
		.log = log,
		.truncated = !whole || headless || cut || context->cut || flow_is_cut(flow),
		.message_cut = flow->event.message_cut,
		.file = file,
		.line = line_of(flow),
		.lines = flow->last.number - flow->first.number + 1,
		.offset = flow->first.offset,
		.raw = flow->options->raw || unread
		    ? bytes_first(buffer_bytes(&flow->raw), flow->last.raw)
		    : BYTES_NONE };

	traceback_merge_log(&record.log, &flow->log);
	/* the quote that the cell begins with */
	if (flow->enclosing.kind >= ENCLOSING_CELL && flow->enclosing.kind <= ENCLOSING_STRING)
		bytes_take(&record.log.message, BYTES("\""));
	traceback_write(out, &record);
}

bool
outcome_is_unnamed(const struct flow *flow)
{
	return flow->heading.style == HEADING_DUMP && !flow->heading.fatal && flow->fatal.len > 0 &&
	    !flow->options->original;
}

enum outcome
outcome_write_fatal(const struct flow *flow, struct bytes file, struct buffer *out)
{
	struct raised raised = traceback_no_exception;
	struct flow unnamed = *flow;
	size_t start = out->len;

	/* these are of the thread */
	unnamed.heading.name = unnamed.context.thread = BYTES_NONE;
	unnamed.last.raw = 0;
	write_traceback(&unnamed, &raised, file, false, out);
	if (!out->full)
		return OUTCOME_RECORD;
	out->len = start;
	return OUTCOME_TOO_LARGE;
}

enum outcome
outcome_write(const struct flow *flow, struct bytes file, bool cut, struct buffer *out)
{
	enum heading_style style = flow->heading.style;
	struct raised *raised = event_raised(&flow->event), none = traceback_no_exception;
	size_t start = out->len;

	if (style == HEADING_STACK || style == HEADING_PROCESS || flow->event.followed)
		return OUTCOME_NOTHING;
	if (raised == NULL)
		raised = &none;
	if (style == HEADING_THREAD ? !is_shown(&flow->event.thread)
				    : !is_worth_a_record(flow, raised))
		return OUTCOME_NOTHING;
	if (style == HEADING_THREAD)
		write_shown(flow, file, out);
	else if (is_stack(flow, raised))
		write_thread(flow, file, out);
	else
		write_traceback(flow, raised, file, cut, out);
	if (!out->full)
		return OUTCOME_RECORD;
	out->len = start;
	return OUTCOME_TOO_LARGE;
}
