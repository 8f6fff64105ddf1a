#include "pylog/traceback/frames.h"

#include "pylog/heads/logheader.h"
#include "pylog/heads/named.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/source.h"

enum { FOREIGN_MAX = 3 }; /* so many lines of others may stand inside a traceback */

bool
frames_is_header(struct bytes text, struct heading *header)
{
	char first = text.len == 0 ? '\0' : text.at[0];

	if (first == ' ' || first == '\t')
		return false;
	if (first == '_')
		return heading_find(text, header) && header->style == HEADING_REPORT;
	if (text.len < 26 || bytes_find(text, BYTES("most recent call last)")) == NULL) {
		if (first != 'T' || !bytes_start(text, BYTES("Traceback (innermost last)")))
			return false;
	}
	return heading_find(text, header) && header->style != HEADING_STACK;
}

bool
frames_begins_log(const struct event *event, struct bytes text)
{
	struct logheader header;

	return mark_begins(&event->mark, text) || logheader_read(text, &header) ||
	    logheader_is_access(text) || named_is_object(text) || grammar_is_warning(text);
}

void
frames_open(struct event *event, const struct heading *header)
{
	static const enum state states[] = { [HEADING_PLAIN] = FRAMES,
		[HEADING_GROUP] = FRAMES,
		[HEADING_RICH] = BOX,
		[HEADING_IPYTHON] = NOTEBOOK };
	struct raised *raised = tree_raise(&event->tree);

	if (raised != NULL && header->style == HEADING_IPYTHON)
		raised->type = arena_copy(event->memory, header->type);
	*inside_state(event) = header->style <= HEADING_IPYTHON ? states[header->style] : FRAMES;
	event->frame = NULL;
	event->frame_indent = 0;
	event->syntax = false;
}

void
frames_add_frame(struct event *event, const struct traceback_frame *frame, size_t indent)
{
	struct raised *raised;

	event->frame_indent = indent;
	if (frame->function.len > 0 || *inside_state(event) == NOTEBOOK) {
		event->frame = tree_add_frame(&event->tree, frame);
		return;
	}
	raised = tree_raised(&event->tree);
	event->frame = NULL;
	event->syntax = true;
	if (raised == NULL)
		return;
	raised->file = arena_copy(event->memory, frame->file);
	raised->line = frame->line;
	raised->text = BYTES_NONE;
}

/* A line below a frame, or below the place of a SyntaxError. */
static void
add_source(struct event *event, struct bytes line)
{
	struct raised *raised = event->tree.levels[event->tree.top].raised;
	size_t column;

	if (!event->syntax) {
		if (event->frame != NULL)
			source_add(event->frame, line, &event->text_indent, event->memory);
	} else if (raised != NULL && raised->text.len == 0 && !grammar_is_marks(line, &column)) {
		raised->text = arena_copy(event->memory, bytes_trim(line));
	}
}

enum event_answer
frames_feed_exception_line(struct event *event, struct bytes text)
{
	struct bytes type, message = BYTES_NONE;

	if (!grammar_read_django_type(text, &type) &&
	    !grammar_read_exception(text, &type, &message))
		return EVENT_OVER;
	/* a word that stands alone behind an empty line is a title, if it is no name of an error */
	if (event->blanks > 0 && message.len == 0 && bytes_trim_end(text).len == type.len &&
	    !grammar_is_exception_name(type))
		return EVENT_OVER;
	tree_name(&event->tree, type, message);
	*inside_state(event) = MESSAGE;
	event->colon = bytes_trim_end(text).len > type.len;
	event->blanks = 0;
	event->foreign = 0;
	return EVENT_TAKEN;
}

enum event_answer
frames_feed_relation(struct event *event, enum traceback_relation relation)
{
	event->tree.levels[event->tree.top].relation = relation;
	*inside_state(event) = EXPECT;
	event->blanks = 0;
	return EVENT_TAKEN;
}

/* Logs that lost their indentation: the line behind a frame's is its source. */
static bool
is_flat_source(const struct event *event, struct bytes text)
{
	struct bytes type, message;
	size_t column;

	if (event->frame_indent > 0 || event->frame == NULL)
		return false;
	if (event->frame->text.len > 0)
		return grammar_is_marks(text, &column);
	return !grammar_read_exception(text, &type, &message) || !grammar_is_exception_name(type);
}

enum event_answer
frames_feed_foreign(struct event *event)
{
	if (++event->foreign > FOREIGN_MAX)
		return EVENT_OVER;
	return EVENT_HELD;
}

/* A line of the traceback that is not indented: the exception line, most often. */
static enum event_answer
feed_unindented(struct event *event, struct bytes text)
{
	struct heading header;
	struct bytes type, message;

	/* Twisted: `--- <exception caught here> ---` */
	if (text.at[0] == '-' && bytes_start(text, BYTES("--- <exception caught here>")))
		return EVENT_TAKEN;
	if (grammar_is_ruler(text) || frames_is_header(text, &header) || grammar_is_trailer(text))
		return EVENT_OVER;
	/* Django's page has no exception lines between its tracebacks */
	if (grammar_relation(text) != TRACEBACK_NONE)
		return frames_feed_relation(event, grammar_relation(text));
	if (event->frame_indent == 0 && event->frame != NULL && is_flat_source(event, text)) {
		add_source(event, text);
		return EVENT_TAKEN;
	}
	if (event->frame != NULL && event->frame_indent == 0 && grammar_repeated(text) >= 0) {
		event->frame->repeated = grammar_repeated(text);
		return EVENT_TAKEN;
	}
	/* `ValueError: 2026-11-24 …` is no log message */
	if ((event->foreign > 0 || frames_begins_log(event, text)) &&
	    (!grammar_read_exception(text, &type, &message) || !grammar_is_exception_name(type)))
		return frames_feed_foreign(event);
	return frames_feed_exception_line(event, text);
}

/* Salt and others set in what follows the header, and not the header: so the exception line, too. */
static bool
is_set_in_exception(const struct event *event, struct bytes text)
{
	struct bytes type, message;

	return event->tree.top == 0 && !event->in_group &&
	    grammar_read_exception(text, &type, &message) &&
	    (event->foreign == 0 || grammar_is_exception_name(type));
}

/* From here on the event's lines are set in by that, and so much more than they were. */
static void
set_indent(struct event *event, struct bytes more)
{
	more = bytes_first(more, INDENT_MAX - event->indent_len);
	memcpy(event->indent + event->indent_len, more.at, more.len);
	event->indent_len += more.len;
	event->blanks = 0;
}

enum event_answer
frames_feed_frames(struct event *event, struct bytes text)
{
	size_t indent = bytes_indent(text);
	struct traceback_frame frame;
	long long repeated;

	if (indent == text.len) {
		event->blanks++;
		return EVENT_HELD;
	}
	if (text.len - indent > 10 && memchr("F>MC", text.at[indent], 4) != NULL &&
	    grammar_read_frame(text, &frame)) {
		frames_add_frame(event, &frame, indent);
		event->foreign = 0;
		event->blanks = 0;
		return EVENT_TAKEN;
	}
	if (indent == 0)
		return feed_unindented(event, text);
	if (indent < event->frame_indent && is_set_in_exception(event, bytes_from(text, indent))) {
		set_indent(event, bytes_first(text, indent));
		return frames_feed_exception_line(event, bytes_from(text, indent));
	}
	if (event->foreign > 0)
		return frames_feed_foreign(event);
	repeated = text.at[indent] == '[' ? grammar_repeated(text) : -1;
	if (repeated >= 0 && event->frame != NULL)
		event->frame->repeated = repeated;
	else
		add_source(event, text);
	return EVENT_TAKEN;
}
