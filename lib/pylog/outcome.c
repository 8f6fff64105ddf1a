#include "pylog/outcome.h"

#include "pylog/traceback/grammar.h"
#include "record/thread.h"

static void
write_thread(const struct outcome *outcome, struct buffer *out)
{
	const struct raised *raised = event_raised(outcome->event);
	struct thread thread = thread_nothing;
	struct arena *arena = event_memory(outcome->event);

	thread.language = BYTES("python");
	thread.pthread = outcome->start->handle;
	thread.file = outcome->file;
	thread.line = outcome->line;
	for (const struct traceback_frame *from = raised == NULL ? NULL : raised->frames;
	     from != NULL; from = from->next) {
		struct frame *frame = arena_alloc(arena, sizeof(*frame));

		if (frame == NULL)
			break;
		*frame = thread_no_frame;
		frame->function = from->function;
		frame->file = from->file;
		frame->line = from->line;
		frame->text = from->text;
		if (thread.last_frame == NULL)
			thread.frames = frame;
		else
			thread.last_frame->next = frame;
		thread.last_frame = frame;
	}
	thread_write(out, &thread);
}

/* The lines of its own before the log cut it, or the line above a traceback that has none below. */
static bool
complete(struct outcome *outcome, struct raised *raised)
{
	struct arena *arena = event_memory(outcome->event);
	struct bytes line = outcome->context->named, type, message;

	if (outcome->start->kind == EVENT_DUMP) {
		raised->type = BYTES("Fatal Python error");
		raised->message = arena_copy(arena, outcome->fatal);
		return true;
	}
	if (!event_is_truncated(outcome->event))
		return true;
	if (raised->type.len > 0 || line.len == 0 || !grammar_read_exception(line, &type, &message))
		return false;
	raised->type = type;
	raised->message = message;
	if (bytes_find(outcome->context->log.message, line) != NULL)
		outcome->context->log.message = BYTES_NONE;
	return true;
}

/* Frames in prose are no event: without a header there have to be some, and an exception line. */
static bool
is_worth_a_record(const struct outcome *outcome, const struct raised *raised)
{
	if (raised == NULL ||
	    (raised->frames == NULL && raised->type.len == 0 && raised->behind == NULL))
		return outcome->start->kind == EVENT_DUMP && outcome->start->fatal;
	if (outcome->start->orphan && event_is_truncated(outcome->event) &&
	    outcome->context->named.len == 0 && raised->frame_count < 2)
		return false;
	return true;
}

/* Whether an exception was to come; a test's report has none where the test only printed. */
static bool
has_header(const struct outcome *outcome)
{
	return outcome->start->kind == EVENT_EXCEPTION && !outcome->start->orphan &&
	    !outcome->start->alone;
}

static void
write_traceback(struct outcome *outcome, struct raised *raised, struct buffer *out)
{
	const struct context *context = outcome->context;
	bool whole = complete(outcome, raised);
	/* a SyntaxError of the main script has no header at all */
	bool headless = outcome->start->orphan &&
	    (raised->frames != NULL || raised->file.len == 0) && context->named.len == 0;
	struct traceback record = { .raised = raised,
		.thread = context->thread,
		.log = context->log,
		.truncated = !whole || headless || outcome->cut || context->cut,
		.file = outcome->file,
		.line = outcome->line,
		.lines = outcome->lines,
		.offset = outcome->offset,
		.raw = outcome->raw };

	traceback_merge_log(&record.log, outcome->log);
	traceback_write(out, &record);
}

enum flow_result
outcome_write(struct outcome *outcome, struct buffer *out)
{
	struct raised *raised = event_raised(outcome->event), none = traceback_no_exception;
	size_t start = out->len;

	if (outcome->start->kind == EVENT_STACK)
		return FLOW_NOTHING;
	if (!is_worth_a_record(outcome, raised))
		return has_header(outcome) ? FLOW_EMPTY : FLOW_NOTHING;
	if (outcome->start->kind == EVENT_DUMP &&
	    (!outcome->start->fatal || outcome->fatal.len == 0))
		write_thread(outcome, out);
	else
		write_traceback(outcome, raised == NULL ? &none : raised, out);
	if (!out->full)
		return FLOW_RECORD;
	out->len = start;
	return FLOW_TOO_LARGE;
}
