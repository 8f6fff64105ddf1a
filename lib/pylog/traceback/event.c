#include "pylog/traceback/event.h"

#include "base/memory.h"
#include "pylog/traceback/frames.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/inside.h"
#include "pylog/traceback/listed.h"
#include "pylog/traceback/margin.h"
#include "pylog/traceback/message.h"

#include <stdlib.h>

struct event *
event_new(size_t ceiling)
{
	struct event *event = memory_zero(1, sizeof(*event));

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
	event->half = BYTES_NONE;
	event->frame_indent = event->text_indent = event->blanks = 0;
	event->syntax = event->in_group = event->truncated = false;
	event->introduction = event->quoting = event->separator = false;
	event->colon = event->gave_back = false;
	event->foreign = 0;
}

void
event_set_mark(struct event *event, struct bytes mark)
{
	event->mark = mark_of(mark);
}

static enum event_answer
feed_expect(struct event *event, struct bytes text)
{
	struct heading header;
	struct traceback_frame frame;
	struct bytes type, message;

	if (text.len == 0)
		return EVENT_HELD;
	if (frames_is_header(text, &header)) {
		if (header.style == HEADING_REPORT)
			listed_open_report(event);
		else
			frames_open(event, &header);
		return EVENT_TAKEN;
	}
	if (grammar_read_frame(text, &frame)) {
		/* Django's page and logs that begin in the middle have no header */
		frames_open(event, &(struct heading){ .style = HEADING_PLAIN });
		frames_add_frame(event, &frame, bytes_indent(text));
		return EVENT_TAKEN;
	}
	if (grammar_read_ignored(text, &type, &message)) {
		tree_raise(&event->tree);
		tree_name(&event->tree, type, message);
		*inside_state(event) = DONE;
		return EVENT_TAKEN;
	}
	if (text.at[0] != ' ' && !frames_begins_log(event, text) &&
	    grammar_read_exception(text, &type, &message)) {
		tree_raise(&event->tree);
		return frames_feed_exception_line(event, text);
	}
	return event->in_group ? EVENT_TAKEN : EVENT_OVER;
}

static enum event_answer
feed_level(struct event *event, struct bytes text)
{
	switch (*inside_state(event)) {
	case EXPECT:
		return feed_expect(event, text);
	case FRAMES:
		return frames_feed_frames(event, text);
	case BOX:
		return listed_feed_box(event, text);
	case NOTEBOOK:
		return listed_feed_notebook(event, text);
	case REPORT:
		return listed_feed_report(event, text);
	case MESSAGE:
	case DONE:
		break;
	}
	return message_feed(event, text);
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
		*inside_state(event) = DONE;
		return EVENT_TAKEN;
	}
	if (level == 0 || level <= inside_ground(event) || !tree_open_member(&event->tree, level))
		return event->tree.too_deep ? EVENT_TAKEN : EVENT_OVER;
	*inside_state(event) = EXPECT;
	event->frame = NULL;
	if (bytes_equal(label, BYTES("..."))) {
		/* what is counted and not shown is no member */
		tree_close(&event->tree, level - 1);
		*inside_state(event) = DONE;
	}
	return EVENT_TAKEN;
}

static enum event_answer
feed_margin(struct event *event, struct bytes line)
{
	size_t depth = 0, level;
	struct bytes text = line;
	enum margin margin = margin_read(line, &depth, &text);

	level = inside_ground(event) + (depth < 2 ? 0 : depth - 1);
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
		    *inside_state(event) == DONE) {
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
		go_to_level(event, inside_ground(event));
	/* 3.11 and 3.12 lose the margin of a member's second line */
	if (event->tree.top > inside_ground(event) && *inside_state(event) == FRAMES &&
	    bytes_indent(line) > 0)
		return feed_level(event, line);
	if (event->tree.top > inside_ground(event) && *inside_state(event) == EXPECT)
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

	if (*inside_state(event) == EXPECT) {
		*inside_state(event) = FRAMES;
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
	*line = BYTES_NONE;
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
		return *inside_state(event) == FRAMES ? frames_feed_foreign(event) : EVENT_OVER;
	if (event->kind != EVENT_EXCEPTION)
		return feed_stack(event, line);
	if (!event->in_group && begins_group(event, line))
		return EVENT_OVER;
	if (event->in_group ||
	    (*inside_state(event) == EXPECT && line.len > 4 && line.at[0] == ' ' &&
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
	event->introduction = event->quoting = event->separator = false;
	tree_add_message(&event->tree, 0, lines);
}

void
event_end(struct event *event)
{
	enum state state = *inside_state(event);

	event->truncated = event->kind == EVENT_EXCEPTION && state != MESSAGE && state != DONE &&
	    !(state == REPORT && event->report.named);
	if (event->tree.top > 0 && state != DONE) {
		event->truncated = true;
		/* behind the last rule of a group the log may have lost it */
	}
	event->quote_count = 0;
	tree_close(&event->tree, 0);
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
