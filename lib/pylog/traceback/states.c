#include "pylog/traceback/states.h"

#include "pylog/traceback/inside.h"
#include "pylog/traceback/message.h"
#include "pylog/traceback/moves.h"

typedef enum line_answer action(struct event *event, const struct log_line *line);

/* --- actions: each says whether the line belongs to the event --- */

static enum line_answer
hold_blank(struct event *event, const struct log_line *line)
{
	(void)line;
	event->blanks++;
	return LINE_HELD;
}

/* Waits for a header: empty lines and lines of others may come before it; in a group, any line. */
static enum line_answer
wait(struct event *event, const struct log_line *line)
{
	if (line->kind == KIND_BLANK)
		return LINE_HELD;
	/* Ray prints the name of the task, and no header */
	if (event->in_group || bytes_start(line->text, BYTES("ray::")))
		return LINE_TAKEN;
	return kind_begins_log(line) ? moves_pass_foreign(event) : LINE_OVER;
}

static enum line_answer
skip(struct event *event, const struct log_line *line)
{
	(void)event;
	(void)line;
	return LINE_TAKEN;
}

static enum line_answer
raise_ignored(struct event *event, const struct log_line *line)
{
	tree_raise(&event->tree);
	tree_name(&event->tree, line->type, line->message);
	moves_close(event, event->tree.top, EVENT_DONE);
	return LINE_TAKEN;
}

/* `NoneType: None`: no exception was being handled, there is a stack at most. */
static enum line_answer
deny(struct event *event, const struct log_line *line)
{
	(void)line;
	moves_close(event, event->tree.top, EVENT_DONE);
	return LINE_TAKEN;
}

/* An exception that was never raised has no traceback. */
static enum line_answer
raise_named(struct event *event, const struct log_line *line)
{
	if (kind_begins_log(line))
		return wait(event, line);
	tree_raise(&event->tree);
	return inside_name(event, line);
}

/* Whether a quotation without marks is complete: the message above it names the type of its last exception (torch, Ray). */
static bool
is_quoted_whole(const struct tree *tree)
{
	const struct tree_level *level = &tree->levels[tree->top];
	struct bytes type, message;

	if (!level->bare || level->raised == NULL || level[-1].raised == NULL)
		return false;
	type = level->raised->type;
	message = level[-1].raised->message;
	bytes_split_last(type, BYTES("."), NULL, &type);
	return (bytes_take(&message, BYTES("Caught ")) && bytes_start(message, type)) ||
	    (bytes_split(level[-1].raised->type, BYTES("("), NULL, &message) &&
		bytes_start(message, type));
}

static enum line_answer
link(struct event *event, const struct log_line *line)
{
	struct raised *raised;

	while (is_quoted_whole(&event->tree))
		tree_close(&event->tree, event->tree.top - 1);
	raised = tree_newest(&event->tree);

	if (raised != NULL && raised->type.len == 0 && raised->message.len == 0)
		raised->message = arena_copy(event->tree.memory, line->message);
	event->tree.levels[event->tree.top].relation = line->relation;
	moves_close(event, event->tree.top, EVENT_EXPECT);
	return LINE_TAKEN;
}

/*
 * The states and their transitions: what each kind of line does in each state. A kind without an entry does what
 * KIND_PLAIN does.
 *
 * EXPECT    to FRAMES, BOX, NOTEBOOK or REPORT with a header or a frame; to MESSAGE with an exception line
 * FRAMES    to MESSAGE with the exception line; to EXPECT with the sentence that links (Django has no line)
 * MESSAGE   to EXPECT with the sentence that links, or where a quotation begins
 * DONE      the same, but no more lines of the message come
 * BOX, NOTEBOOK, REPORT and CLEO are not in the table: see feed_listing(), act() and states_feed()
 */
static action *const actions[EVENT_STATES][KINDS] = {
	[EVENT_EXPECT] = {
		[KIND_HEADING] = moves_open,
		[KIND_FRAME] = inside_open_with_frame,
		[KIND_PLACE] = inside_open_with_frame,
		[KIND_IGNORED] = raise_ignored,
		[KIND_EXCEPTION] = raise_named,
		[KIND_TITLE] = raise_named,
		[KIND_WORD] = raise_named,
		[KIND_PLAIN] = wait,
	},
	[EVENT_FRAMES] = {
		[KIND_TORN] = inside_tear,
		[KIND_NONE] = deny,
		[KIND_BLANK] = hold_blank,
		[KIND_FRAME] = inside_frame,
		[KIND_PLACE] = inside_frame,
		[KIND_HEADING] = inside_quoting,
		[KIND_RELATION] = link,
		[KIND_CAUGHT] = skip,
		[KIND_REPEATED] = inside_repeat,
		[KIND_MARKS] = inside_marks,
		[KIND_RULER] = moves_end,
		[KIND_TRAILER] = moves_end,
		[KIND_LOCATION] = moves_end,
		[KIND_IGNORED] = moves_end,
		[KIND_EXCEPTION] = inside_name,
		[KIND_END] = inside_set_in,
		[KIND_SET_IN] = inside_set_in,
		[KIND_PLAIN] = inside_flat,
	},
	[EVENT_MESSAGE] = {
		[KIND_NONE] = moves_end,
		[KIND_BLANK] = hold_blank,
		[KIND_FRAME] = message_frame,
		[KIND_HEADING] = message_head,
		[KIND_RELATION] = link,
		[KIND_QUOTE] = message_quote,
		[KIND_MARKS] = message_marks,
		[KIND_TRAILER] = message_trailer,
		[KIND_IGNORED] = moves_end,
		[KIND_DJANGO_VALUE] = message_add_django_value,
		[KIND_LOG] = message_trailer,
		[KIND_END] = moves_end,
		[KIND_SET_IN] = message_set_in,
		[KIND_EXCEPTION] = message_named,
		[KIND_WORD] = message_named,
		[KIND_PLAIN] = message_add, /* if nothing speaks against it: ends_message() */
	},
	[EVENT_DONE] = {
		[KIND_BLANK] = hold_blank,
		[KIND_RELATION] = link,
		[KIND_QUOTE] = message_quote,
		[KIND_DJANGO_VALUE] = message_add_django_value,
		[KIND_PLAIN] = moves_end,
	},
};

/* In a stack without a header, a frame that came before begins the stack of the next log message (Home Assistant). */
static enum line_answer
take_fallen_frame(struct event *event, const struct log_line *line)
{
	const struct raised *raised = tree_newest(&event->tree);

	return event->style == HEADING_FRAME && raised != NULL &&
		tree_has_frame(raised, &line->frame)
	    ? LINE_OVER
	    : inside_frame(event, line);
}

/* What lines that have fallen out of the event do. Kinds without an entry are of others. */
static action *const fallen[EVENT_STATES][KINDS] = {
	[EVENT_EXPECT] = {
		[KIND_BLANK] = hold_blank,
		[KIND_HEADING] = moves_open,
	},
	[EVENT_FRAMES] = {
		[KIND_FRAME] = take_fallen_frame,
		[KIND_PLACE] = inside_frame,
		[KIND_REPEATED] = inside_repeat,
		[KIND_EXCEPTION] = inside_name,
		[KIND_SET_IN] = inside_take_source,
		[KIND_WORD] = inside_hold_source,
		[KIND_PLAIN] = inside_hold_source,
	},
	[EVENT_MESSAGE] = {
		[KIND_BLANK] = hold_blank,
		[KIND_RELATION] = link,
	},
};

enum line_answer
states_feed_fallen(struct event *event, struct bytes text)
{
	enum event_state state = event_state_now(event);
	struct log_line line;

	if (state >= EVENT_STATES)
		return LINE_OTHER;
	kind_read(text, &event->mark, &line);
	if (fallen[state][line.kind] == NULL)
		return LINE_OTHER;
	return fallen[state][line.kind](event, &line);
}

/* --- listings: their lines have kinds of their own --- */

/* Whether two names mean the same type: IPython shows `pkg.Type` as `Type` at the top. */
static bool
is_type(struct bytes type, struct bytes shown)
{
	if (type.len <= shown.len)
		return bytes_end(shown, type);
	return bytes_end(type, shown) && type.at[type.len - shown.len - 1] == '.';
}

/* rich's box, or IPython's traceback. */
static enum line_answer
feed_listing(struct event *event, struct bytes text)
{
	const struct raised *raised = tree_newest(&event->tree);
	bool box = event_state_now(event) == EVENT_BOX;
	struct log_line line;

	if (bytes_indent(text) == text.len || raised == NULL)
		return LINE_HELD;
	if (box ? source_read_box(&event->source, &event->tree, text)
		: source_read_notebook(&event->source, &event->tree, text))
		return LINE_TAKEN;
	kind_read(box ? bytes_trim_end(text) : text, &event->mark, &line);
	if (box || (line.type.len > 0 && is_type(line.type, raised->type)))
		return inside_name(event, &line);
	return kind_begins_log(&line) ? moves_pass_foreign(event) : LINE_TAKEN;
}

/* Does what the line's kind does in this state. A line that is half of a sentence or frame may be made whole. */
static enum line_answer
act(struct event *event, struct log_line *line)
{
	enum event_state state = event_state_now(event);
	enum line_answer answer;
	action *what;

	if (state == EVENT_MESSAGE && message_join_relation(event, line))
		return link(event, line);
	if (state == EVENT_REPORT)
		return report_feed(&event->report, &event->tree, line);
	if (event->source.half.len > 0 && state == EVENT_FRAMES &&
	    inside_mend(event, line, &answer))
		return answer;
	what = actions[state][line->kind];
	return (what != NULL ? what : actions[state][KIND_PLAIN])(event, line);
}

void
states_note_width(struct event *event, struct bytes text)
{
	wrap_take(&event->wrap, event->indent_len + text.len);
	if (wrap_may_be_full(&event->wrap))
		event->full = wrap_is_full(&event->wrap) || event->tree.padded ||
			bytes_start(bytes_trim(text), BYTES("File \""))
		    ? arena_copy(event->tree.memory, text)
		    : BYTES_NONE;
}

enum line_answer
states_feed(struct event *event, struct bytes text)
{
	enum event_state state = event_state_now(event);
	enum line_answer answer;
	struct log_line line;

	if (state == EVENT_BOX || state == EVENT_NOTEBOOK)
		return feed_listing(event, text);
	if (state == EVENT_CLEO)
		return cleo_feed(&event->cleo, &event->tree, text);
	kind_read(text, &event->mark, &line);
	answer = act(event, &line);
	states_note_width(event, text);
	return answer;
}
