#include "pylog/traceback/message.h"

#include "pylog/traceback/frames.h"
#include "pylog/traceback/grammar.h"

static bool
open_quote(struct event *event)
{
	const struct raised *raised = event->tree.levels[event->tree.top].raised;

	if (raised == NULL || raised->message.len > 0 || event->blanks > 0 ||
	    event->quote_count == QUOTES_MAX || !tree_open_quote(&event->tree))
		return false;
	event->states[event->tree.top] = EXPECT;
	event->quotes[event->quote_count++] = event->tree.top;
	return true;
}

static void
close_quote(struct event *event)
{
	size_t level = inside_ground(event);

	event->quote_count--;
	tree_close(&event->tree, level - 1);
	event->states[level - 1] = DONE;
	event->in_group = event->in_group && inside_ground(event) > 0;
}

/* A SyntaxError that has no header begins with its place (main_syntax). */
static bool
begins_syntax_error(const struct event *event, struct bytes text)
{
	struct traceback_frame frame;

	return event->tree.top == 0 && bytes_start(text, BYTES("  File \"")) &&
	    grammar_read_frame(text, &frame) && frame.function.len == 0;
}

/* Whether the text ends a message that has come so far. */
static bool
ends_message(const struct event *event, struct bytes text)
{
	const struct raised *raised = event->tree.levels[event->tree.top].raised;
	struct heading header;

	/* Java's frames behind what a worker of Spark's raised */
	if (event->blanks > 0 && bytes_start(text, BYTES("\tat ")))
		return true;
	if (text.at[0] == ' ' || text.at[0] == '\t')
		return grammar_is_trailer(text) || begins_syntax_error(event, text);
	/* torch's elastic has rulers inside: then the first line of the message is empty */
	if (grammar_is_ruler(text) && raised != NULL &&
	    (raised->message.len == 0 ? !event->colon : raised->message.at[0] != '\n'))
		return true;
	return frames_is_header(text, &header) || grammar_is_trailer(text) ||
	    (event->blanks > 0 && grammar_is_title(text)) || frames_begins_log(event, text);
}

/* `[something]` or `Job 17:`, alone after an empty line; `Process worker:` */
static bool
may_introduce(const struct event *event, struct bytes text)
{
	text = bytes_trim_end(text);
	if (event->blanks == 0)
		return grammar_is_process(text);
	return text.at[text.len - 1] == ':' ||
	    (text.at[0] == '[' && text.at[text.len - 1] == ']' &&
		memchr(text.at, ' ', text.len) == NULL);
}

/* `multiprocessing.pool.RemoteTraceback: `, and a quotation is to follow (pool) */
static bool
may_quote(struct bytes text)
{
	struct bytes type, message;

	text = bytes_trim_end(text);
	return text.at[text.len - 1] == ':' && grammar_read_exception(text, &type, &message) &&
	    memchr(type.at, '.', type.len) != NULL;
}

/* Whether the last line of the message is an introduction of what the next line is. */
static bool
introduces(const struct event *event, struct bytes next)
{
	struct heading header;

	if (event->quoting && next.at[0] == '"')
		return true;
	if (event->introduction && frames_is_header(next, &header))
		return true;
	/* Zope's event log has a line of `------` above each message */
	return event->separator && frames_begins_log(event, next);
}

/* A message that a traceback or a quotation follows at once gives that one's introduction back. */
static void
give_back(struct event *event, struct bytes next)
{
	struct raised *raised = event->tree.levels[event->tree.top].raised;

	if (raised == NULL || event->blanks > 0 || !introduces(event, next))
		return;
	raised->message.len = event->paragraph;
	event->gave_back = true;
}

enum event_answer
message_feed(struct event *event, struct bytes text)
{
	struct raised *raised = event->tree.levels[event->tree.top].raised;
	enum traceback_relation relation;
	struct bytes message;

	if (bytes_indent(text) == text.len) {
		event->blanks++;
		return EVENT_HELD;
	}
	relation = grammar_relation(text);
	if (relation != TRACEBACK_NONE)
		return frames_feed_relation(event, relation);
	if (raised != NULL && raised->message.len == 0 &&
	    grammar_read_django_value(text, &message)) {
		raised->message = arena_copy(event->memory, message);
		return EVENT_TAKEN;
	}
	if (bytes_equal(bytes_trim_end(text), BYTES("\"\"\""))) {
		if (event->quote_count > 0) {
			close_quote(event);
			event->blanks = 0;
			return EVENT_TAKEN;
		}
		if (open_quote(event))
			return EVENT_TAKEN;
		give_back(event, text);
		return EVENT_OVER;
	}
	if (*inside_state(event) == DONE || ends_message(event, text)) {
		give_back(event, text);
		return EVENT_OVER;
	}
	event->introduction = may_introduce(event, text);
	event->quoting = may_quote(text);
	event->separator = grammar_is_line_of_marks(text);
	if (event->introduction || event->quoting || event->separator)
		event->paragraph = event->tree.levels[event->tree.top].raised == NULL
		    ? 0
		    : event->tree.levels[event->tree.top].raised->message.len;
	tree_add_message(&event->tree, event->blanks, text);
	event->blanks = 0;
	return EVENT_TAKEN;
}
