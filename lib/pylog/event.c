#include "pylog/event.h"

#include "pylog/grammar.h"
#include "pylog/heading.h"
#include "pylog/listing.h"
#include "pylog/logheader.h"
#include "pylog/margin.h"
#include "pylog/mark.h"
#include "pylog/report.h"
#include "pylog/source.h"

#include <stdlib.h>

enum {
	INDENT_MAX = 64,
	FOREIGN_MAX = 3, /* so many lines of others may stand inside a traceback */
	QUOTES_MAX = 8,
};

enum state {
	EXPECT,   /* a header, frames or an exception line */
	FRAMES,   /* inside a traceback */
	BOX,      /* inside rich's box */
	NOTEBOOK, /* inside IPython's traceback */
	REPORT,   /* inside pytest's */
	MESSAGE,  /* behind the exception line */
	DONE,     /* behind a group or a quotation: the exception is complete */
};

struct event {
	struct arena *memory;
	enum event_kind kind;
	struct tree tree;
	enum state states[TREE_LEVELS];
	size_t quotes[QUOTES_MAX]; /* the levels at which quotations begin */
	size_t quote_count;
	char indent[INDENT_MAX];
	size_t indent_len;
	struct mark mark;

	struct traceback_frame *frame; /* the newest of this traceback */
	size_t frame_indent, text_indent;
	struct bytes half; /* of a frame that rich wrapped */
	struct report report;
	bool syntax;   /* the place of a SyntaxError came */
	bool in_group; /* lines have the margin of a group */
	int foreign;   /* lines of others since the last of ours */
	size_t blanks; /* empty lines since then */
	size_t
	    paragraph; /* what the message had before its last line, where empty ones came between */
	bool introduction; /* that line may introduce another traceback */
	bool quoting;      /* or be an exception that quotes one */
	bool colon;        /* the exception line has a message, and be it empty */
	bool gave_back;
	bool truncated;
};

struct event *
event_new(size_t ceiling)
{
	struct event *event = calloc(1, sizeof(*event));

	if (event == NULL)
		return NULL;
	event->memory = arena_new(ceiling);
	if (event->memory == NULL) {
		free(event);
		return NULL;
	}
	return event;
}

void
event_free(struct event *event)
{
	if (event == NULL)
		return;
	arena_free(event->memory);
	free(event);
}

void
event_begin(struct event *event, enum event_kind kind, struct bytes indent)
{
	arena_reset(event->memory);
	event->kind = kind;
	tree_begin(&event->tree, event->memory);
	event->states[0] = EXPECT;
	event->quote_count = 0;
	event->indent_len = indent.len < INDENT_MAX ? indent.len : INDENT_MAX;
	if (event->indent_len > 0)
		memcpy(event->indent, indent.at, event->indent_len);
	event->mark.len = 0;
	event->frame = NULL;
	event->half = (struct bytes){ NULL, 0 };
	event->frame_indent = event->text_indent = event->blanks = 0;
	event->syntax = event->in_group = event->truncated = false;
	event->introduction = event->quoting = event->colon = event->gave_back = false;
	event->foreign = 0;
}

void
event_set_mark(struct event *event, struct bytes mark)
{
	event->mark = mark_of(mark);
}

static enum state *
state_of(struct event *event)
{
	return &event->states[event->tree.top];
}

/* The level of a quotation's own chain; 0 outside of quotations. */
static size_t
ground(const struct event *event)
{
	return event->quote_count == 0 ? 0 : event->quotes[event->quote_count - 1];
}

/* A header at the start of the text, or of a box; what a log message ends in counts, too. */
static bool
is_header(struct bytes text, struct heading *header)
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

static bool
begins_message_of_log(const struct event *event, struct bytes text)
{
	struct logheader header;

	return mark_begins(&event->mark, text) || logheader_read(text, &header) ||
	    logheader_is_access(text);
}

static void
open_traceback(struct event *event, const struct heading *header)
{
	static const enum state states[] = { [HEADING_PLAIN] = FRAMES,
		[HEADING_GROUP] = FRAMES,
		[HEADING_RICH] = BOX,
		[HEADING_IPYTHON] = NOTEBOOK };
	struct raised *raised = tree_raise(&event->tree);

	if (raised != NULL && header->style == HEADING_IPYTHON)
		raised->type = arena_copy(event->memory, header->type);
	*state_of(event) = header->style <= HEADING_IPYTHON ? states[header->style] : FRAMES;
	event->frame = NULL;
	event->frame_indent = 0;
	event->syntax = false;
}

static void
open_report(struct event *event)
{
	report_begin(&event->report);
	*state_of(event) = REPORT;
}

static void
add_frame(struct event *event, const struct traceback_frame *frame, size_t indent)
{
	struct raised *raised;

	event->frame_indent = indent;
	if (frame->function.len > 0 || *state_of(event) == NOTEBOOK) {
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
	raised->text = (struct bytes){ NULL, 0 };
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

static enum event_answer
feed_exception_line(struct event *event, struct bytes text)
{
	struct bytes type, message = { NULL, 0 };

	if (!grammar_read_django_type(text, &type) &&
	    !grammar_read_exception(text, &type, &message))
		return EVENT_OVER;
	/* a word that stands alone behind an empty line is a title, if it is no name of an error */
	if (event->blanks > 0 && message.len == 0 && bytes_trim_end(text).len == type.len &&
	    !grammar_is_exception_name(type))
		return EVENT_OVER;
	tree_name(&event->tree, type, message);
	*state_of(event) = MESSAGE;
	event->colon = bytes_trim_end(text).len > type.len;
	event->blanks = 0;
	event->foreign = 0;
	return EVENT_TAKEN;
}

/* The sentence that links an exception to the next. */
static enum event_answer
feed_relation(struct event *event, enum traceback_relation relation)
{
	event->tree.levels[event->tree.top].relation = relation;
	*state_of(event) = EXPECT;
	event->blanks = 0;
	return EVENT_TAKEN;
}

static enum event_answer
feed_expect(struct event *event, struct bytes text)
{
	struct heading header;
	struct traceback_frame frame;
	struct bytes type, message;

	if (text.len == 0)
		return EVENT_HELD;
	if (is_header(text, &header)) {
		if (header.style == HEADING_REPORT)
			open_report(event);
		else
			open_traceback(event, &header);
		return EVENT_TAKEN;
	}
	if (grammar_read_frame(text, &frame)) {
		/* Django's page and logs that begin in the middle have no header */
		open_traceback(event, &(struct heading){ .style = HEADING_PLAIN });
		add_frame(event, &frame, bytes_indent(text));
		return EVENT_TAKEN;
	}
	if (grammar_read_ignored(text, &type, &message)) {
		tree_raise(&event->tree);
		tree_name(&event->tree, type, message);
		*state_of(event) = DONE;
		return EVENT_TAKEN;
	}
	if (text.at[0] != ' ' && !begins_message_of_log(event, text)) {

		if (grammar_read_exception(text, &type, &message)) {
			tree_raise(&event->tree);
			return feed_exception_line(event, text);
		}
	}
	return event->in_group ? EVENT_TAKEN : EVENT_OVER;
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

/* A line of somebody else's inside a traceback: what is ours may go on behind it. */
static enum event_answer
feed_foreign(struct event *event)
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
	if (grammar_is_ruler(text) || is_header(text, &header) || grammar_is_trailer(text))
		return EVENT_OVER;
	/* Django's page has no exception lines between its tracebacks */
	if (grammar_relation(text) != TRACEBACK_NONE)
		return feed_relation(event, grammar_relation(text));
	if (event->frame_indent == 0 && event->frame != NULL && is_flat_source(event, text)) {
		add_source(event, text);
		return EVENT_TAKEN;
	}
	if (event->frame != NULL && event->frame_indent == 0 && grammar_repeated(text) >= 0) {
		event->frame->repeated = grammar_repeated(text);
		return EVENT_TAKEN;
	}
	if (begins_message_of_log(event, text))
		return feed_foreign(event);
	if (event->foreign > 0 &&
	    (!grammar_read_exception(text, &type, &message) || !grammar_is_exception_name(type)))
		return feed_foreign(event);
	return feed_exception_line(event, text);
}

static enum event_answer
feed_frames(struct event *event, struct bytes text)
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
		add_frame(event, &frame, indent);
		event->foreign = 0;
		event->blanks = 0;
		return EVENT_TAKEN;
	}
	if (indent == 0)
		return feed_unindented(event, text);
	if (event->foreign > 0)
		return feed_foreign(event);
	repeated = text.at[indent] == '[' ? grammar_repeated(text) : -1;
	if (repeated >= 0 && event->frame != NULL)
		event->frame->repeated = repeated;
	else
		add_source(event, text);
	return EVENT_TAKEN;
}

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

static enum event_answer
feed_box(struct event *event, struct bytes text)
{
	struct traceback_frame frame;
	struct bytes half = event->half;

	if (bytes_indent(text) == text.len)
		return EVENT_HELD;
	event->half = (struct bytes){ NULL, 0 };
	switch (listing_read_box(text, half, event->memory, &frame)) {
	case LISTING_HALF:
		event->half = arena_copy(event->memory, frame.text);
		break;
	case LISTING_FRAME:
		add_frame(event, &frame, 0);
		break;
	case LISTING_SOURCE:
		set_source(event, &frame);
		break;
	case LISTING_NOTHING:
		break;
	case LISTING_OUTSIDE:
		return feed_exception_line(event, bytes_trim_end(text));
	}
	return EVENT_TAKEN;
}

static enum event_answer
feed_notebook(struct event *event, struct bytes text)
{
	struct raised *raised = tree_raised(&event->tree);
	struct traceback_frame frame;
	struct bytes type, message;

	if (bytes_indent(text) == text.len || raised == NULL)
		return EVENT_HELD;
	if (grammar_read_exception(text, &type, &message) && listing_is_type(type, raised->type))
		return feed_exception_line(event, text);
	switch (listing_read_notebook(text, &frame)) {
	case LISTING_FRAME:
		add_frame(event, &frame, 0);
		break;
	case LISTING_SOURCE:
		set_source(event, &frame);
		break;
	case LISTING_HALF:
	case LISTING_NOTHING:
		break;
	case LISTING_OUTSIDE:
		if (begins_message_of_log(event, text))
			return feed_foreign(event);
		break;
	}
	return EVENT_TAKEN;
}

static enum event_answer
feed_report(struct event *event, struct bytes text)
{
	struct heading header;

	if (is_header(text, &header) || begins_message_of_log(event, text))
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
	size_t level = ground(event);

	event->quote_count--;
	tree_close(&event->tree, level - 1);
	event->states[level - 1] = DONE;
	event->in_group = event->in_group && ground(event) > 0;
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
	return is_header(text, &header) || grammar_is_trailer(text) ||
	    begins_message_of_log(event, text);
}

/* `[something]` or `Job 17:`, alone after an empty line */
static bool
may_introduce(const struct event *event, struct bytes text)
{
	text = bytes_trim_end(text);
	if (event->blanks == 0)
		return false;
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

/* A message that a traceback or a quotation follows at once gives that one's introduction back. */
static void
give_back(struct event *event, struct bytes next)
{
	struct raised *raised = event->tree.levels[event->tree.top].raised;
	struct heading header;

	if (raised == NULL || event->blanks > 0 ||
	    !(event->quoting ? next.at[0] == '"' : event->introduction && is_header(next, &header)))
		return;
	raised->message.len = event->paragraph;
	event->gave_back = true;
}

static enum event_answer
feed_message(struct event *event, struct bytes text)
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
		return feed_relation(event, relation);
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
	if (*state_of(event) == DONE || ends_message(event, text)) {
		give_back(event, text);
		return EVENT_OVER;
	}
	event->introduction = may_introduce(event, text);
	event->quoting = may_quote(text);
	if (event->introduction || event->quoting)
		event->paragraph = event->tree.levels[event->tree.top].raised == NULL
		    ? 0
		    : event->tree.levels[event->tree.top].raised->message.len;
	tree_add_message(&event->tree, event->blanks, text);
	event->blanks = 0;
	return EVENT_TAKEN;
}

static enum event_answer
feed_level(struct event *event, struct bytes text)
{
	switch (*state_of(event)) {
	case EXPECT:
		return feed_expect(event, text);
	case FRAMES:
		return feed_frames(event, text);
	case BOX:
		return feed_box(event, text);
	case NOTEBOOK:
		return feed_notebook(event, text);
	case REPORT:
		return feed_report(event, text);
	case MESSAGE:
	case DONE:
		break;
	}
	return feed_message(event, text);
}

static void
go_to_level(struct event *event, size_t level)
{
	if (level < event->tree.top)
		tree_close(&event->tree, level);
}

/* A rule between the members of a group, or below the last. */
static enum event_answer
feed_rule(struct event *event, size_t level, struct bytes label, bool closing)
{
	event->blanks = 0;
	if (closing) {
		if (level == 0 || level > event->tree.top)
			return EVENT_OVER;
		go_to_level(event, level - 1);
		*state_of(event) = DONE;
		return EVENT_TAKEN;
	}
	if (level == 0 || level <= ground(event) || !tree_open_member(&event->tree, level))
		return event->tree.too_deep ? EVENT_TAKEN : EVENT_OVER;
	*state_of(event) = EXPECT;
	event->frame = NULL;
	if (bytes_equal(label, BYTES("..."))) {
		/* what is counted and not shown is no member */
		tree_close(&event->tree, level - 1);
		*state_of(event) = DONE;
	}
	return EVENT_TAKEN;
}

static enum event_answer
feed_margin(struct event *event, struct bytes line)
{
	size_t depth = 0, level;
	struct bytes text = line;
	enum margin margin = margin_read(line, &depth, &text);

	level = ground(event) + (depth < 2 ? 0 : depth - 1);
	switch (margin) {
	case MARGIN_NONE:
		break;
	case MARGIN_PLUS:
		event->in_group = true;
		go_to_level(event, level);
		return feed_level(event, text);
	case MARGIN_BAR:
		if (margin_omitted(text) > 0 &&
		    event->tree.levels[event->tree.top].raised != NULL &&
		    *state_of(event) == DONE) {
			event->tree.levels[event->tree.top].raised->omitted = margin_omitted(text);
			return EVENT_TAKEN;
		}
		if (level < event->tree.top)
			go_to_level(event, level);
		return feed_level(event, text);
	case MARGIN_RULE:
	case MARGIN_CLOSE:
		return feed_rule(event, level, text, margin == MARGIN_CLOSE);
	}
	/* what joins exceptions without a margin speaks of the whole group (a nested one that is last has one rule) */
	if (grammar_relation(line) != TRACEBACK_NONE)
		go_to_level(event, ground(event));
	/* 3.11 and 3.12 lose the margin of a member's second line */
	if (event->tree.top > ground(event) && *state_of(event) == FRAMES && bytes_indent(line) > 0)
		return feed_level(event, line);
	if (event->tree.top > ground(event) && *state_of(event) == EXPECT)
		return bytes_indent(line) == line.len ? EVENT_HELD : EVENT_OVER;
	return feed_level(event, line);
}

/* asyncio has the stack of calls in its log message, before the traceback. */
static void
keep_stack(struct event *event, struct bytes line)
{
	if (event->kind == EVENT_STACK)
		tree_add_message(&event->tree, 0, line);
}

/* The stacks of threads and of calls end with the first line that is none of theirs. */
static enum event_answer
feed_stack(struct event *event, struct bytes line)
{
	size_t indent = bytes_indent(line);
	struct traceback_frame frame;
	struct heading header;

	if (*state_of(event) == EXPECT) {
		*state_of(event) = FRAMES;
		keep_stack(event, line);
		return EVENT_TAKEN;
	}
	if (indent == line.len)
		return event->kind == EVENT_DUMP ? EVENT_OVER : EVENT_HELD;
	if (grammar_read_frame(line, &frame) && frame.function.len > 0) {
		if (event->kind == EVENT_DUMP)
			tree_add_outer_frame(&event->tree, &frame);
		keep_stack(event, line);
		return EVENT_TAKEN;
	}
	if (heading_find(line, &header) ||
	    (indent == 0 && !bytes_start(line, BYTES("<no Python frame>"))))
		return EVENT_OVER;
	keep_stack(event, line);
	return EVENT_TAKEN;
}

/* Takes the event's own indentation off; false where the line has less. */
static bool
unindent(const struct event *event, struct bytes *line)
{
	if (event->indent_len == 0)
		return true;
	if (line->len >= event->indent_len &&
	    memcmp(line->at, event->indent, event->indent_len) == 0) {
		*line = bytes_from(*line, event->indent_len);
		return true;
	}
	if (bytes_indent(*line) < line->len)
		return false;
	*line = (struct bytes){ NULL, 0 };
	return true;
}

/* A group that nothing joins to the message before it is an event of its own. */
static bool
begins_group(const struct event *event, struct bytes line)
{
	enum state state = event->states[event->tree.top];
	size_t depth;
	struct bytes text;

	return (state == MESSAGE || state == DONE) && line.len > 4 && line.at[0] == ' ' &&
	    margin_read(line, &depth, &text) == MARGIN_PLUS;
}

enum event_answer
event_feed(struct event *event, struct bytes line)
{
	size_t depth;
	struct bytes text;

	if (!unindent(event, &line))
		return *state_of(event) == FRAMES ? feed_foreign(event) : EVENT_OVER;
	if (event->kind != EVENT_EXCEPTION)
		return feed_stack(event, line);
	if (!event->in_group && begins_group(event, line))
		return EVENT_OVER;
	if (event->in_group ||
	    (*state_of(event) == EXPECT && line.len > 4 && line.at[0] == ' ' &&
		margin_read(line, &depth, &text) == MARGIN_PLUS))
		return feed_margin(event, line);
	return feed_level(event, line);
}

bool
event_takes_run(const struct event *event)
{
	return event->kind == EVENT_EXCEPTION && event->indent_len == 0 && !event->in_group &&
	    event->blanks == 0 && event->states[event->tree.top] == MESSAGE;
}

void
event_feed_run(struct event *event, struct bytes lines)
{
	event->introduction = event->quoting = false;
	tree_add_message(&event->tree, 0, lines);
}

void
event_end(struct event *event)
{
	enum state state = *state_of(event);

	event->truncated = event->kind == EVENT_EXCEPTION && state != MESSAGE && state != DONE &&
	    !(state == REPORT && event->report.named);
	if (event->tree.top > 0 && state != DONE) {
		event->truncated = true;
		/* behind the last rule of a group the log may have lost it */
	}
	event->quote_count = 0;
	tree_close(&event->tree, 0);
}

enum event_kind
event_kind(const struct event *event)
{
	return event->kind;
}

struct raised *
event_raised(const struct event *event)
{
	return event->tree.levels[0].raised;
}

bool
event_is_truncated(const struct event *event)
{
	return event->truncated;
}

bool
event_gave_back(const struct event *event)
{
	return event->gave_back;
}

bool
event_is_whole(const struct event *event)
{
	enum state state = event->states[0];

	return event->tree.top == 0 &&
	    (state == MESSAGE || state == DONE || (state == REPORT && event->report.named));
}

struct arena *
event_memory(const struct event *event)
{
	return event->memory;
}

bool
event_is_cut(const struct event *event)
{
	return arena_full(event->memory) || event->tree.too_deep;
}
