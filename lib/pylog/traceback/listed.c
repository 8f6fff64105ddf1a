#include "pylog/traceback/listed.h"

#include "pylog/traceback/frames.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/listing.h"

/* A line with source in a listing. */
static void
set_source(struct event *event, const struct traceback_frame *source)
{
	if (event->frame == NULL || event->frame->text.len > 0)
		return;
	event->frame->text = arena_copy(event->memory, source->text);
	if (event->frame->line < 0)
		event->frame->line = source->line;
}

/* What a line of a listing has for the traceback. */
static void
take(struct event *event, enum listing_line kind, const struct traceback_frame *frame)
{
	if (kind == LISTING_FRAME)
		frames_add_frame(event, frame, 0);
	else if (kind == LISTING_SOURCE)
		set_source(event, frame);
}

enum event_answer
listed_feed_box(struct event *event, struct bytes text)
{
	struct traceback_frame frame;
	struct bytes half = event->half;
	enum listing_line kind;

	if (bytes_indent(text) == text.len)
		return EVENT_HELD;
	event->half = BYTES_NONE;
	kind = listing_read_box(text, half, event->memory, &frame);
	if (kind == LISTING_OUTSIDE)
		return frames_feed_exception_line(event, bytes_trim_end(text));
	if (kind == LISTING_HALF)
		event->half = arena_copy(event->memory, frame.text);
	take(event, kind, &frame);
	return EVENT_TAKEN;
}

enum event_answer
listed_feed_notebook(struct event *event, struct bytes text)
{
	struct raised *raised = tree_raised(&event->tree);
	struct traceback_frame frame;
	struct bytes type, message;
	enum listing_line kind;

	if (bytes_indent(text) == text.len || raised == NULL)
		return EVENT_HELD;
	if (grammar_read_exception(text, &type, &message) && listing_is_type(type, raised->type))
		return frames_feed_exception_line(event, text);
	kind = listing_read_notebook(text, &frame);
	if (kind == LISTING_OUTSIDE && frames_begins_log(event, text))
		return frames_feed_foreign(event);
	take(event, kind, &frame);
	return EVENT_TAKEN;
}

enum event_answer
listed_feed_report(struct event *event, struct bytes text)
{
	struct heading header;

	if (frames_is_header(text, &header) || frames_begins_log(event, text))
		return EVENT_OVER;
	switch (report_feed(&event->report, &event->tree, text)) {
	case REPORT_OVER:
		return EVENT_OVER;
	case REPORT_HELD:
		return EVENT_HELD;
	case REPORT_TAKEN:
		break;
	}
	return EVENT_TAKEN;
}

void
listed_open_report(struct event *event)
{
	report_begin(&event->report);
	*inside_state(event) = REPORT;
}
