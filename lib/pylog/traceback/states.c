#include "pylog/traceback/states.h"

#include "pylog/traceback/grammar.h"
#include "pylog/traceback/listing.h"

enum { FOREIGN_MAX = 3 }; /* so many lines of others may stand inside a traceback */

typedef enum event_answer action(struct states *states, const struct line *line);

void
states_begin(struct states *states, struct arena *memory, struct bytes indent)
{
	*states = (struct states){ .memory = memory };
	tree_begin(&states->tree, memory);
	states->indent_len = indent.len < INDENT_MAX ? indent.len : INDENT_MAX;
	if (states->indent_len > 0)
		memcpy(states->indent, indent.at, states->indent_len);
}

/* The state of the newest exception's level. */
static enum state *
state_of(struct states *states)
{
	return &states->levels[states->tree.top];
}

void
states_close(struct states *states, size_t level, enum state state)
{
	tree_close(&states->tree, level);
	*state_of(states) = state;
	states->blanks = 0;
	states->introduces = 0;
}

/* --- what lines do; each answers whose the line is --- */

/* It ends the event, and so may take back what introduces it: the message's last line. */
static enum event_answer
end(struct states *states, const struct line *line)
{
	struct raised *raised = tree_newest(&states->tree);
	unsigned next = 1U << (line->log ? KIND_LOG : line->kind);

	if (raised == NULL || states->blanks > 0 || (states->introduces & next) == 0)
		return EVENT_OVER;
	raised->message.len = states->before_last;
	return EVENT_OVER_EARLIER;
}

static enum event_answer
hold_blank(struct states *states, const struct line *line)
{
	(void)line;
	states->blanks++;
	return EVENT_HELD;
}

/* Where a header is to come, only empty lines do no harm; in a group, no line does. */
static enum event_answer
wait(struct states *states, const struct line *line)
{
	if (line->text.len == 0)
		return EVENT_HELD;
	return states->in_group ? EVENT_TAKEN : EVENT_OVER;
}

static enum event_answer
skip(struct states *states, const struct line *line)
{
	(void)states;
	(void)line;
	return EVENT_TAKEN;
}

enum event_answer
states_pass_foreign(struct states *states)
{
	return ++states->foreign > FOREIGN_MAX ? EVENT_OVER : EVENT_HELD;
}

static enum event_answer
open_traceback(struct states *states, const struct line *line)
{
	static const enum state opened[] = { [HEADING_PLAIN] = FRAMES,
		[HEADING_GROUP] = FRAMES,
		[HEADING_RICH] = BOX,
		[HEADING_IPYTHON] = NOTEBOOK,
		[HEADING_REPORT] = REPORT,
		[HEADING_DUMP] = FRAMES };
	bool headed = line->kind == KIND_HEADING;
	struct raised *raised;

	*state_of(states) = headed ? opened[line->heading.style] : FRAMES;
	if (*state_of(states) == REPORT) {
		report_begin(&states->report);
		return EVENT_TAKEN;
	}
	raised = tree_raise(&states->tree);
	if (raised != NULL && headed && line->heading.style == HEADING_IPYTHON)
		raised->type = arena_copy(states->memory, line->heading.type);
	states->source = (struct source){ .listed = *state_of(states) == NOTEBOOK };
	return EVENT_TAKEN;
}

static enum event_answer
add_frame(struct states *states, const struct line *line)
{
	source_frame(&states->source, &states->tree, &line->frame, line->indent);
	states->foreign = 0;
	states->blanks = 0;
	return EVENT_TAKEN;
}

/* Django's page and logs that begin in the middle have no header. */
static enum event_answer
open_with_frame(struct states *states, const struct line *line)
{
	open_traceback(states, line);
	return add_frame(states, line);
}

static enum event_answer
raise_ignored(struct states *states, const struct line *line)
{
	tree_raise(&states->tree);
	tree_name(&states->tree, line->type, line->message);
	*state_of(states) = DONE;
	return EVENT_TAKEN;
}

static enum event_answer
name_exception(struct states *states, const struct line *line)
{
	bool alone = bytes_trim_end(line->text).len == line->type.len;

	/* a word that stands alone behind an empty line is a title, if it is no name of an error */
	if (line->type.len == 0 || (states->blanks > 0 && alone && line->kind == KIND_WORD))
		return EVENT_OVER;
	tree_name(&states->tree, line->type, line->message);
	*state_of(states) = MESSAGE;
	states->colon = !alone;
	states->blanks = 0;
	states->introduces = 0;
	states->foreign = 0;
	return EVENT_TAKEN;
}

/* An exception that was never raised has no traceback. */
static enum event_answer
raise_named(struct states *states, const struct line *line)
{
	if (line->log)
		return wait(states, line);
	tree_raise(&states->tree);
	return name_exception(states, line);
}

static enum event_answer
link(struct states *states, const struct line *line)
{
	states->tree.levels[states->tree.top].relation = line->relation;
	*state_of(states) = EXPECT;
	states->blanks = 0;
	states->introduces = 0;
	return EVENT_TAKEN;
}

static enum event_answer
add_source(struct states *states, const struct line *line)
{
	source_read(&states->source, &states->tree, line);
	return EVENT_TAKEN;
}

/* Salt and others set in what follows the header, and not the header: from here on the event is set in by that. */
static bool
is_set_in_exception(struct states *states, const struct line *line, struct line *rest)
{
	struct bytes more = bytes_first(line->text, line->indent);

	if (line->indent >= states->source.indent || states->tree.top > 0 || states->in_group)
		return false;
	kind_read(bytes_from(line->text, line->indent), &states->mark, rest);
	if (rest->type.len == 0 || (states->foreign > 0 && rest->kind != KIND_EXCEPTION))
		return false;
	more = bytes_first(more, INDENT_MAX - states->indent_len);
	memcpy(states->indent + states->indent_len, more.at, more.len);
	states->indent_len += more.len;
	states->blanks = 0;
	return true;
}

static enum event_answer
take_set_in(struct states *states, const struct line *line)
{
	struct line rest;

	if (is_set_in_exception(states, line, &rest))
		return name_exception(states, &rest);
	return states->foreign > 0 ? states_pass_foreign(states) : add_source(states, line);
}

static enum event_answer
take_marks(struct states *states, const struct line *line)
{
	if (line->indent > 0)
		return take_set_in(states, line);
	return source_is_flat(&states->source) ? add_source(states, line) : EVENT_OVER;
}

static enum event_answer
repeat_frame(struct states *states, const struct line *line)
{
	if (states->source.frame != NULL)
		states->source.frame->repeated = line->repeated;
	return EVENT_TAKEN;
}

static enum event_answer
take_foreign(struct states *states, const struct line *line)
{
	return source_is_due(&states->source) ? add_source(states, line)
					      : states_pass_foreign(states);
}

static enum event_answer
take_word(struct states *states, const struct line *line)
{
	return source_is_due(&states->source) || states->foreign > 0 ? take_foreign(states, line)
								     : name_exception(states, line);
}

static enum event_answer
take_plain(struct states *states, const struct line *line)
{
	return source_is_due(&states->source) || states->foreign > 0 ? take_foreign(states, line)
								     : EVENT_OVER;
}

/* Kinds of line that end a message under conditions alone. */
static bool
ends_message(const struct states *states, const struct line *line)
{
	const struct raised *raised = tree_newest(&states->tree);

	switch (line->kind) {
	case KIND_PLACE: /* a SyntaxError that has no header begins with its place (main_syntax) */
		return states->tree.top == 0 && bytes_start(line->text, BYTES("  File \""));
	case KIND_RULER: /* torch's elastic has rulers inside: then the first line of the message is empty */
		return raised != NULL &&
		    (raised->message.len == 0 ? !states->colon : raised->message.at[0] != '\n');
	case KIND_TITLE:
		return states->blanks > 0;
	case KIND_SET_IN: /* Java's frames behind what a worker of Spark's raised */
		return states->blanks > 0 && bytes_start(line->text, BYTES("\tat "));
	default:
		return line->log;
	}
}

static enum event_answer
add_text(struct states *states, const struct line *line)
{
	const struct raised *raised = tree_newest(&states->tree);

	if (ends_message(states, line))
		return end(states, line);
	states->introduces = kind_introduced(line, states->blanks == 0);
	states->before_last = raised == NULL ? 0 : raised->message.len;
	tree_add_message(&states->tree, states->blanks, line->text);
	states->blanks = 0;
	return EVENT_TAKEN;
}

static enum event_answer
add_django_value(struct states *states, const struct line *line)
{
	struct raised *raised = tree_newest(&states->tree);

	if (raised == NULL || raised->message.len > 0)
		return *state_of(states) == DONE ? end(states, line) : add_text(states, line);
	raised->message =
	    arena_copy(states->memory, bytes_from(line->text, sizeof("Exception Value: ") - 1));
	return EVENT_TAKEN;
}

/* Quotes end what a message quotes, or begin it where the message is empty so far. */
static enum event_answer
quote(struct states *states, const struct line *line)
{
	const struct raised *raised = tree_newest(&states->tree);
	size_t level = tree_ground(&states->tree);

	if (level > 0) {
		states_close(states, level - 1, DONE);
		states->in_group = states->in_group && tree_ground(&states->tree) > 0;
		return EVENT_TAKEN;
	}
	if (raised == NULL || raised->message.len > 0 || states->blanks > 0 ||
	    !tree_open_quote(&states->tree))
		return end(states, line);
	*state_of(states) = EXPECT;
	return EVENT_TAKEN;
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
static action *const actions[STATES][KINDS] = {
	[EXPECT] = {
		[KIND_HEADING] = open_traceback,
		[KIND_FRAME] = open_with_frame,
		[KIND_PLACE] = open_with_frame,
		[KIND_IGNORED] = raise_ignored,
		[KIND_EXCEPTION] = raise_named,
		[KIND_TITLE] = raise_named,
		[KIND_WORD] = raise_named,
		[KIND_PLAIN] = wait,
	},
	[FRAMES] = {
		[KIND_BLANK] = hold_blank,
		[KIND_FRAME] = add_frame,
		[KIND_PLACE] = add_frame,
		[KIND_HEADING] = end,
		[KIND_RELATION] = link,
		[KIND_CAUGHT] = skip,
		[KIND_REPEATED] = repeat_frame,
		[KIND_MARKS] = take_marks,
		[KIND_RULER] = end,
		[KIND_TRAILER] = end,
		[KIND_IGNORED] = end,
		[KIND_EXCEPTION] = name_exception,
		[KIND_DJANGO_TYPE] = take_word,
		[KIND_TITLE] = take_word,
		[KIND_WORD] = take_word,
		[KIND_LOG] = take_foreign,
		[KIND_END] = take_set_in,
		[KIND_SET_IN] = take_set_in,
		[KIND_PLAIN] = take_plain,
	},
	[MESSAGE] = {
		[KIND_BLANK] = hold_blank,
		[KIND_HEADING] = end,
		[KIND_RELATION] = link,
		[KIND_QUOTE] = quote,
		[KIND_TRAILER] = end,
		[KIND_IGNORED] = end,
		[KIND_DJANGO_VALUE] = add_django_value,
		[KIND_LOG] = end,
		[KIND_END] = end,
		[KIND_PLAIN] = add_text, /* if nothing speaks against it: ends_message() */
	},
	[DONE] = {
		[KIND_BLANK] = hold_blank,
		[KIND_RELATION] = link,
		[KIND_QUOTE] = quote,
		[KIND_DJANGO_VALUE] = add_django_value,
		[KIND_PLAIN] = end,
	},
};

/* --- listings have lines of their own --- */

static enum event_answer
feed_box(struct states *states, struct bytes text)
{
	struct traceback_frame frame;
	struct bytes half = states->half;
	struct line line;

	if (bytes_indent(text) == text.len)
		return EVENT_HELD;
	states->half = BYTES_NONE;
	switch (listing_read_box(text, half, states->memory, &frame)) {
	case LISTING_OUTSIDE:
		kind_read(bytes_trim_end(text), &states->mark, &line);
		return name_exception(states, &line);
	case LISTING_HALF:
		states->half = arena_copy(states->memory, frame.text);
		break;
	case LISTING_FRAME:
		source_frame(&states->source, &states->tree, &frame, 0);
		break;
	case LISTING_SOURCE:
		listing_set_source(states->source.frame, &frame, states->memory);
		break;
	case LISTING_NOTHING:
		break;
	}
	return EVENT_TAKEN;
}

static enum event_answer
feed_notebook(struct states *states, struct bytes text)
{
	const struct raised *raised = tree_raised(&states->tree);
	struct traceback_frame frame;
	enum listing_line kind;
	struct line line;

	if (bytes_indent(text) == text.len || raised == NULL)
		return EVENT_HELD;
	kind = listing_read_notebook(text, &frame);
	if (kind == LISTING_FRAME)
		source_frame(&states->source, &states->tree, &frame, 0);
	else if (kind == LISTING_SOURCE)
		listing_set_source(states->source.frame, &frame, states->memory);
	if (kind != LISTING_OUTSIDE)
		return EVENT_TAKEN;
	kind_read(text, &states->mark, &line);
	if (line.type.len > 0 && listing_is_type(line.type, raised->type))
		return name_exception(states, &line);
	return line.log ? states_pass_foreign(states) : EVENT_TAKEN;
}

static enum event_answer
feed_report(struct states *states, const struct line *line)
{
	if (line->kind == KIND_HEADING || line->log)
		return EVENT_OVER;
	return report_feed(&states->report, &states->tree, line->text);
}

enum event_answer
states_feed(struct states *states, struct bytes text)
{
	enum state state = *state_of(states);
	struct line line;

	if (state == BOX)
		return feed_box(states, text);
	if (state == NOTEBOOK)
		return feed_notebook(states, text);
	kind_read(text, &states->mark, &line);
	if (state == REPORT)
		return feed_report(states, &line);
	return (actions[state][line.kind] != NULL ? actions[state][line.kind]
						  : actions[state][KIND_PLAIN])(states, &line);
}
