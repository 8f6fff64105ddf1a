#include "pylog/outcome.h"

#include "base/list.h"
#include "pylog/traceback/grammar.h"
#include "record/thread.h"

static void
write_thread(const struct flow *flow, struct bytes file, struct buffer *out)
{
	const struct raised *raised = event_raised(&flow->event);
	struct {
		struct frame *first, *last;
	} frames = { NULL, NULL };
	struct thread thread = thread_nothing;

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
	thread.file = file;
	thread.line = flow->first.number;
	thread.frames = frames.first;
	thread_write(out, &thread);
}

/* The lines of its own before the log cut it, or the line above a traceback that has none below. */
static bool
complete(struct flow *flow, struct raised *raised)
{
	struct context *context = &flow->context;
	struct bytes type, message;

	if (flow->heading.style == HEADING_DUMP) {
		raised->type = BYTES("Fatal Python error");
		raised->message = flow->fatal;
		return true;
	}
	if (!flow->event.truncated)
		return true;
	if (raised->type.len > 0 || context->named.len == 0 ||
	    !grammar_read_exception(context->named, &type, &message))
		return false;
	raised->type = type;
	raised->message = message;
	if (bytes_find(context->log.message, context->named) != NULL)
		context->log.message = BYTES_NONE;
	return true;
}

/* Frames in prose are no event: without a header there have to be some, and an exception line. */
static bool
is_worth_a_record(const struct flow *flow, const struct raised *raised)
{
	if (raised == NULL ||
	    (raised->frames == NULL && raised->type.len == 0 && raised->behind == NULL))
		return flow->heading.style == HEADING_DUMP && flow->heading.fatal;
	return flow->heading.style != HEADING_FRAME || !flow->event.truncated ||
	    flow->context.named.len > 0 || raised->frame_count >= 2;
}

static void
write_traceback(
    struct flow *flow, struct raised *raised, struct bytes file, bool cut, struct buffer *out)
{
	const struct context *context = &flow->context;
	bool whole = complete(flow, raised);
	/* a SyntaxError of the main script has no header at all */
	bool headless = flow->heading.style == HEADING_FRAME &&
	    (raised->frames != NULL || raised->file.len == 0) && context->named.len == 0;
	struct traceback record = { .raised = raised,
		.thread = context->thread,
		.log = context->log,
		.truncated = !whole || headless || cut || context->cut || flow_is_cut(flow),
		.message_cut = flow->event.message_cut,
		.file = file,
		.line = flow->first.number,
		.lines = flow->last.number - flow->first.number + 1,
		.offset = flow->first.offset,
		.raw = bytes_first(buffer_bytes(&flow->raw), flow->last.raw) };

	traceback_merge_log(&record.log, &flow->log);
	traceback_write(out, &record);
}

enum outcome
outcome_write(struct flow *flow, struct bytes file, bool cut, struct buffer *out)
{
	enum heading_style style = flow->heading.style;
	struct raised *raised, none = traceback_no_exception;
	size_t start = out->len;

	event_end(&flow->event);
	raised = event_raised(&flow->event);
	if (style == HEADING_STACK)
		return OUTCOME_NOTHING;
	/* without a header no exception was to come, nor below the title of a test that only printed */
	if (!is_worth_a_record(flow, raised))
		return heading_is_exception(style) && style != HEADING_FRAME &&
			style != HEADING_REPORT
		    ? OUTCOME_EMPTY
		    : OUTCOME_NOTHING;
	if (style == HEADING_DUMP && (!flow->heading.fatal || flow->fatal.len == 0))
		write_thread(flow, file, out);
	else
		write_traceback(flow, raised == NULL ? &none : raised, file, cut, out);
	if (!out->full)
		return OUTCOME_RECORD;
	out->len = start;
	return OUTCOME_TOO_LARGE;
}
