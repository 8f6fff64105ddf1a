#include "pylog/traceback/states.h"

#include "pylog/traceback/grammar.h"
#include "pylog/traceback/inside.h"

enum { FOREIGN_MAX = 3 }; /* so many lines of others may stand inside a traceback */

typedef enum line_answer action(struct event *event, const struct line *line);

void
states_close(struct event *event, size_t level, enum event_state state)
{
	tree_close(&event->tree, level);
	event->levels[level] = state;
	event->blanks = event->lines = 0;
	event->introduces = 0;
}

void
states_set_in(struct event *event, struct bytes more)
{
	more = bytes_first(more, EVENT_INDENT_MAX - event->indent_len);
	if (more.len > 0)
		memcpy(event->indent + event->indent_len, more.at, more.len);
	event->indent_len += more.len;
}

/* --- what lines do; each answers whose the line is --- */

/* It ends the event, and so may take back what introduces it: the message's last line. */
static enum line_answer
end(struct event *event, const struct line *line)
{
	struct raised *raised = tree_newest(&event->tree);
	unsigned next = 1U << (line->log ? KIND_LOG : line->kind);

	if (raised == NULL || event->blanks > 0 || (event->introduces & next) == 0)
		return LINE_OVER;
	raised->message.len = event->before_last;
	return LINE_OVER_EARLIER;
}

static enum line_answer
hold_blank(struct event *event, const struct line *line)
{
	(void)line;
	event->blanks++;
	return LINE_HELD;
}

/* Where a header is to come, only empty lines and those of others do no harm; in a group, no line does. */
static enum line_answer
wait(struct event *event, const struct line *line)
{
	if (line->kind == KIND_BLANK)
		return LINE_HELD;
	/* Ray names the task instead of a header */
	if (event->in_group || bytes_start(line->text, BYTES("ray::")))
		return LINE_TAKEN;
	return line->log ? states_pass_foreign(event) : LINE_OVER;
}

static enum line_answer
skip(struct event *event, const struct line *line)
{
	(void)event;
	(void)line;
	return LINE_TAKEN;
}

enum line_answer
states_pass_foreign(struct event *event)
{
	return ++event->foreign > FOREIGN_MAX ? LINE_OVER : LINE_HELD;
}

static enum line_answer
open_traceback(struct event *event, const struct line *line)
{
	static const enum event_state opened[] = {
		[HEADING_PLAIN] = EVENT_FRAMES,
		[HEADING_GROUP] = EVENT_FRAMES,
		[HEADING_RICH] = EVENT_BOX,
		[HEADING_IPYTHON] = EVENT_NOTEBOOK,
		[HEADING_REPORT] = EVENT_REPORT,
		[HEADING_FRAME] = EVENT_FRAMES,
		[HEADING_DUMP] = EVENT_FRAMES,
	};
	enum heading_style style = line->kind == KIND_HEADING ? line->heading.style : HEADING_FRAME;
	struct raised *raised;

	event->levels[event->tree.top] = opened[style];
	if (style == HEADING_REPORT) {
		event->report = (struct report){ .idle = 0 };
		return LINE_TAKEN;
	}
	raised = tree_raise(&event->tree);
	if (raised != NULL && style == HEADING_IPYTHON)
		raised->type = arena_copy(event->tree.memory, line->heading.type);
	event->source = (struct source){ .listed = style == HEADING_IPYTHON };
	return LINE_TAKEN;
}

/* Django's page and logs that begin in the middle have no header. */
static enum line_answer
open_with_frame(struct event *event, const struct line *line)
{
	open_traceback(event, line);
	return inside_frame(event, line);
}

static enum line_answer
raise_ignored(struct event *event, const struct line *line)
{
	tree_raise(&event->tree);
	tree_name(&event->tree, line->type, line->message);
	states_close(event, event->tree.top, EVENT_DONE);
	return LINE_TAKEN;
}

/* Where no exception was being handled there is a stack at most. */
static enum line_answer
deny(struct event *event, const struct line *line)
{
	(void)line;
	states_close(event, event->tree.top, EVENT_DONE);
	return LINE_TAKEN;
}

/* An exception that was never raised has no traceback. */
static enum line_answer
raise_named(struct event *event, const struct line *line)
{
	if (line->log)
		return wait(event, line);
	tree_raise(&event->tree);
	return inside_name(event, line);
}

/* Whether a bare quotation is complete: torch and Ray say of what type the last exception of it is. */
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
link(struct event *event, const struct line *line)
{
	struct raised *raised;

	while (is_quoted_whole(&event->tree))
		tree_close(&event->tree, event->tree.top - 1);
	raised = tree_newest(&event->tree);

	if (raised != NULL && raised->type.len == 0 && raised->message.len == 0)
		raised->message = arena_copy(event->tree.memory, line->message);
	event->tree.levels[event->tree.top].relation = line->relation;
	states_close(event, event->tree.top, EVENT_EXPECT);
	return LINE_TAKEN;
}

/* A sentence that links may come in pieces, which look like text of the message; false: it is not whole with this line. */
static bool
join_relation(struct event *event, struct line *line)
{
	struct raised *raised = tree_newest(&event->tree);
	struct bytes whole = line->text, half = event->half;

	if (half.len == 0 && !grammar_is_half_relation(whole))
		return false;
	event->half = BYTES_NONE;
	if (raised == NULL || line->indent > 0 || (half.len > 0 && event->blanks > 0))
		return false;
	if (half.len > 0) {
		whole = arena_join(event->tree.memory, half, BYTES(" "));
		whole = arena_join(event->tree.memory, whole, line->text);
		line->relation = grammar_relation(whole, &line->message);
	}
	if (half.len > 0 && line->relation != TRACEBACK_NONE) {
		raised->message.len = event->before_half;
		return true;
	}
	if (!grammar_is_half_relation(whole) && !grammar_is_half_relation(whole = line->text))
		return false;
	if (half.len == 0 || whole.at == line->text.at)
		event->before_half = raised->message.len;
	event->half = arena_copy(event->tree.memory, bytes_trim_end(whole));
	return false;
}

/* Whether the first line of the message has text: if not, rulers and blank lines stand inside it (torch's elastic). */
static bool
begins_with_text(const struct event *event, const struct raised *raised)
{
	return raised != NULL &&
	    (raised->message.len == 0 ? !event->colon : raised->message.at[0] != '\n');
}

/* Whether a line is of the log again, whose lines have no heads: it begins like others of it, or stands behind a blank. */
static bool
is_outside(const struct event *event, const struct raised *raised, const struct line *line)
{
	const struct outside *outside = event->outside;

	if (outside == NULL || line->indent > 0 || event->tree.top > 0)
		return false;
	return outside_begins(outside, line->text) ||
	    (event->blanks > 0 && !event->framed && outside_is_known(outside) &&
		begins_with_text(event, raised));
}

/* Kinds of line that end a message under conditions alone. */
static bool
ends_message(const struct event *event, const struct line *line)
{
	const struct raised *raised = tree_newest(&event->tree);

	switch (line->kind) {
	case KIND_PLACE: /* a SyntaxError that has no header begins with its place (main_syntax) */
		return event->tree.top == 0 && bytes_start(line->text, BYTES("  File \""));
	case KIND_RULER:
		return begins_with_text(event, raised);
	case KIND_TITLE:
		return event->blanks > 0;
	case KIND_SET_IN: /* Java's frames behind what a worker of Spark's raised */
		return event->blanks > 0 && bytes_start(line->text, BYTES("\tat "));
	default:
		return line->log || is_outside(event, raised, line);
	}
}

/* The report of torch's elastic ends with the second ruler of the kind that it begins with. */
static bool
ends_report(const struct raised *raised, const struct line *line)
{
	return line->kind == KIND_RULER && raised != NULL &&
	    bytes_end(raised->type, BYTES("ChildFailedError")) && raised->message.len > 1 &&
	    raised->message.at[1] == line->text.at[0];
}

static enum line_answer
add_text(struct event *event, const struct line *line)
{
	const struct raised *raised = tree_newest(&event->tree);
	bool last = ends_report(raised, line);

	if (ends_message(event, line))
		return end(event, line);
	event->lines += event->blanks + 1;
	if (event->outside != NULL && event->lines_max > 0 && event->lines >= event->lines_max) {
		event->message_cut = true;
		return LINE_OVER;
	}
	event->introduces = kind_introduced(line, event->blanks == 0);
	event->before_last = raised == NULL ? 0 : raised->message.len;
	tree_add_message(&event->tree, event->blanks, line->text);
	event->blanks = 0;
	if (last)
		states_close(event, event->tree.top, EVENT_DONE);
	return LINE_TAKEN;
}

static enum line_answer
add_django_value(struct event *event, const struct line *line)
{
	struct raised *raised = tree_newest(&event->tree);

	if (raised == NULL || raised->message.len > 0)
		return states_now(event) == EVENT_DONE ? end(event, line) : add_text(event, line);
	raised->message =
	    arena_copy(event->tree.memory, bytes_from(line->text, sizeof("Exception Value: ") - 1));
	return LINE_TAKEN;
}

/* Quotes end what a message quotes, or begin it where the message is empty so far. */
static enum line_answer
quote(struct event *event, const struct line *line)
{
	const struct raised *raised = tree_newest(&event->tree);
	size_t level;

	while ((level = tree_ground(&event->tree)) > 0 && event->tree.levels[level].bare)
		tree_close(&event->tree, level - 1);
	if (level > 0) {
		states_close(event, level - 1, EVENT_DONE);
		event->in_group = event->in_group && tree_ground(&event->tree) > 0;
		return LINE_TAKEN;
	}
	if (raised == NULL || raised->message.len > 0 || event->blanks > 0 ||
	    !tree_open_quote(&event->tree, false))
		return end(event, line);
	states_close(event, event->tree.top, EVENT_EXPECT);
	return LINE_TAKEN;
}

/* torch shows what a worker raised behind the message: `Original Traceback (…`. */
static enum line_answer
head_message(struct event *event, const struct line *line)
{
	if (!line->heading.original || !tree_open_quote(&event->tree, true))
		return end(event, line);
	return open_traceback(event, line);
}

/* Ray does, without a header: `RayTaskError(ValueError): ray::f() (pid=7)`. */
static bool
is_task(const struct raised *raised)
{
	return bytes_find(raised->type, BYTES("RayTaskError")) != NULL &&
	    bytes_find(raised->message, BYTES("ray::")) != NULL;
}

/* What was taken for the exception line, and is source without its indentation (half_fallen), goes to the frame. */
static void
take_back_name(struct event *event, struct raised *raised)
{
	event->source.frame->text = event->word;
	raised->type = raised->message = event->word = BYTES_NONE;
	states_close(event, event->tree.top, EVENT_FRAMES);
}

/* A frame straight behind the exception line; a worker that shares the log may have its own there (two_at_once). */
static enum line_answer
frame_in_message(struct event *event, const struct line *line)
{
	struct raised *raised = tree_newest(&event->tree);

	if (raised == NULL || event->blanks > 0 || event->lines > 0)
		return add_text(event, line);
	if (is_task(raised) && tree_open_quote(&event->tree, true))
		return open_with_frame(event, line);
	if (event->word.len > 0 && event->source.frame != NULL &&
	    event->source.frame->text.len == 0) {
		take_back_name(event, raised);
		return inside_frame(event, line);
	}
	return tree_has_frame(raised, &line->frame) ? end(event, line) : add_text(event, line);
}

/*
 * The states and their transitions: what each kind of line does in each of them. What stands in no row
 * does what the row's KIND_PLAIN does.
 *
 * EXPECT    to FRAMES, BOX, NOTEBOOK or REPORT with a header or a frame; to MESSAGE with an exception line
 * FRAMES    to MESSAGE with the exception line; to EXPECT with the sentence that links (Django has no line)
 * MESSAGE   to EXPECT with the sentence that links, or inside a quotation
 * DONE      the same; a line of the message comes no more
 * BOX, NOTEBOOK and REPORT go to MESSAGE by themselves: see below
 */
static action *const actions[EVENT_STATES][KINDS] = {
	[EVENT_EXPECT] = {
		[KIND_HEADING] = open_traceback,
		[KIND_FRAME] = open_with_frame,
		[KIND_PLACE] = open_with_frame,
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
		[KIND_HEADING] = end,
		[KIND_RELATION] = link,
		[KIND_CAUGHT] = skip,
		[KIND_REPEATED] = inside_repeat,
		[KIND_MARKS] = inside_marks,
		[KIND_RULER] = end,
		[KIND_TRAILER] = end,
		[KIND_IGNORED] = end,
		[KIND_EXCEPTION] = inside_name,
		[KIND_END] = inside_set_in,
		[KIND_SET_IN] = inside_set_in,
		[KIND_PLAIN] = inside_flat,
	},
	[EVENT_MESSAGE] = {
		[KIND_NONE] = end,
		[KIND_BLANK] = hold_blank,
		[KIND_FRAME] = frame_in_message,
		[KIND_HEADING] = head_message,
		[KIND_RELATION] = link,
		[KIND_QUOTE] = quote,
		[KIND_TRAILER] = end,
		[KIND_IGNORED] = end,
		[KIND_DJANGO_VALUE] = add_django_value,
		[KIND_LOG] = end,
		[KIND_END] = end,
		[KIND_PLAIN] = add_text, /* if nothing speaks against it: ends_message() */
	},
	[EVENT_DONE] = {
		[KIND_BLANK] = hold_blank,
		[KIND_RELATION] = link,
		[KIND_QUOTE] = quote,
		[KIND_DJANGO_VALUE] = add_django_value,
		[KIND_PLAIN] = end,
	},
};

/* What the kinds of lines do that have fallen out of the event: the rest is of others. */
static action *const fallen[EVENT_STATES][KINDS] = {
	[EVENT_EXPECT] = {
		[KIND_BLANK] = hold_blank,
		[KIND_HEADING] = open_traceback,
	},
	[EVENT_FRAMES] = {
		[KIND_FRAME] = inside_frame,
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
	enum event_state state = states_now(event);
	struct line line;

	if (state >= EVENT_STATES)
		return LINE_OTHER;
	kind_read(text, &event->mark, &line);
	if (fallen[state][line.kind] == NULL)
		return LINE_OTHER;
	return fallen[state][line.kind](event, &line);
}

/* --- listings have lines of their own --- */

/* Whether two names are of one type: IPython shows `pkg.Type` as `Type` at the top. */
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
	bool box = states_now(event) == EVENT_BOX;
	struct line line;

	if (bytes_indent(text) == text.len || raised == NULL)
		return LINE_HELD;
	if (box ? source_read_box(&event->source, &event->tree, text)
		: source_read_notebook(&event->source, &event->tree, text))
		return LINE_TAKEN;
	kind_read(box ? bytes_trim_end(text) : text, &event->mark, &line);
	if (box || (line.type.len > 0 && is_type(line.type, raised->type)))
		return inside_name(event, &line);
	return line.log ? states_pass_foreign(event) : LINE_TAKEN;
}

enum line_answer
states_feed(struct event *event, struct bytes text)
{
	enum event_state state = states_now(event);
	enum line_answer answer;
	action *what;
	struct line line;

	if (state == EVENT_BOX || state == EVENT_NOTEBOOK)
		return feed_listing(event, text);
	kind_read(text, &event->mark, &line);
	if (state == EVENT_MESSAGE && join_relation(event, &line))
		return link(event, &line);
	if (state == EVENT_REPORT)
		return report_feed(&event->report, &event->tree, &line);
	if (event->source.half.len > 0 && state == EVENT_FRAMES &&
	    inside_mend(event, &line, &answer))
		return answer;
	what = actions[state][line.kind];
	return (what != NULL ? what : actions[state][KIND_PLAIN])(event, &line);
}
