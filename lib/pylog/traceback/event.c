#include "pylog/traceback/event.h"

#include "base/memory.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/margin.h"
#include "pylog/traceback/states.h"

#include <stdlib.h>

struct event {
	struct arena *memory;
	enum event_kind kind;
	struct states states;
	bool truncated;
};

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
	event->truncated = false;
	states_begin(&event->states, event->memory, indent);
}

void
event_set_mark(struct event *event, struct bytes mark)
{
	event->states.mark = mark_of(mark);
}

static enum state
state_of(const struct event *event)
{
	return event->states.levels[event->states.tree.top];
}

/* A rule between the members of a group, or below the last. */
static enum event_answer
feed_rule(struct event *event, size_t level, struct bytes label, bool closing)
{
	struct tree *tree = &event->states.tree;

	if (closing) {
		if (level == 0 || level > tree->top)
			return EVENT_OVER;
		states_close(&event->states, level - 1, DONE);
		return EVENT_TAKEN;
	}
	event->states.blanks = 0;
	if (level == 0 || level <= tree_ground(tree) || !tree_open_member(tree, level))
		return tree->too_deep ? EVENT_TAKEN : EVENT_OVER;
	states_close(&event->states, level, EXPECT);
	event->states.source.frame = NULL;
	/* what is counted and not shown is no member */
	if (bytes_equal(label, BYTES("...")))
		states_close(&event->states, level - 1, DONE);
	return EVENT_TAKEN;
}

/* Lines without a margin among those of a group. */
static enum event_answer
feed_outside(struct event *event, struct bytes line)
{
	struct tree *tree = &event->states.tree;
	size_t ground = tree_ground(tree), indent = bytes_indent(line);
	enum state state = state_of(event);

	/* what joins exceptions without a margin speaks of the whole group (a nested one that is last has one rule) */
	if (grammar_relation(line) != TRACEBACK_NONE)
		tree_close(tree, ground);
	/* 3.11 and 3.12 lose the margin of a member's second line */
	else if (tree->top > ground && state == EXPECT)
		return indent == line.len ? EVENT_HELD : EVENT_OVER;
	return states_feed(&event->states, line);
}

static enum event_answer
feed_margin(struct event *event, struct bytes line)
{
	struct tree *tree = &event->states.tree;
	size_t depth = 0, level;
	struct bytes text = line;
	enum margin margin = margin_read(line, &depth, &text);

	level = tree_ground(tree) + (depth < 2 ? 0 : depth - 1);
	switch (margin) {
	case MARGIN_NONE:
		break;
	case MARGIN_PLUS:
		event->states.in_group = true;
		tree_close(tree, level);
		return states_feed(&event->states, text);
	case MARGIN_BAR:
		if (state_of(event) == DONE && tree_newest(tree) != NULL &&
		    margin_omitted(text) > 0) {
			tree_newest(tree)->omitted = margin_omitted(text);
			return EVENT_TAKEN;
		}
		tree_close(tree, level);
		return states_feed(&event->states, text);
	case MARGIN_RULE:
	case MARGIN_CLOSE:
		return feed_rule(event, level, text, margin == MARGIN_CLOSE);
	}
	return feed_outside(event, line);
}

/* asyncio has the stack of calls in its log message, before the traceback. */
static enum event_answer
keep_stack(struct event *event, struct bytes line)
{
	if (event->kind == EVENT_STACK)
		tree_add_message(&event->states.tree, 0, line);
	return EVENT_TAKEN;
}

/* The stacks of threads and of calls end with the first line that is none of theirs. */
static enum event_answer
feed_stack(struct event *event, struct bytes text)
{
	struct heading heading;
	struct line line;

	if (state_of(event) == EXPECT) {
		event->states.levels[0] = FRAMES;
		return keep_stack(event, text);
	}
	kind_read(text, &event->states.mark, &line);
	if (line.kind == KIND_BLANK)
		return event->kind == EVENT_DUMP ? EVENT_OVER : EVENT_HELD;
	if (line.kind == KIND_FRAME && event->kind == EVENT_DUMP)
		tree_add_outer_frame(&event->states.tree, &line.frame);
	else if (line.kind != KIND_FRAME &&
	    (line.indent == 0 ? !bytes_start(text, BYTES("<no Python frame>"))
			      : heading_find(text, &heading)))
		return EVENT_OVER;
	return keep_stack(event, text);
}

/* Takes the event's own indentation off; false where the line has less. */
static bool
unindent(const struct states *states, struct bytes *line)
{
	if (states->indent_len == 0)
		return true;
	if (line->len >= states->indent_len &&
	    memcmp(line->at, states->indent, states->indent_len) == 0) {
		*line = bytes_from(*line, states->indent_len);
		return true;
	}
	if (bytes_indent(*line) < line->len)
		return false;
	*line = BYTES_NONE;
	return true;
}

enum event_answer
event_feed(struct event *event, struct bytes line)
{
	enum state state = state_of(event);
	size_t depth;
	struct bytes text;

	if (!unindent(&event->states, &line))
		return state == FRAMES ? states_pass_foreign(&event->states) : EVENT_OVER;
	if (event->kind != EVENT_EXCEPTION)
		return feed_stack(event, line);
	if (event->states.in_group)
		return feed_margin(event, line);
	/* a group that nothing joins to the message before it is an event of its own */
	if ((state == EXPECT || state == MESSAGE || state == DONE) && line.len > 4 &&
	    line.at[0] == ' ' && margin_read(line, &depth, &text) == MARGIN_PLUS)
		return state == EXPECT ? feed_margin(event, line) : EVENT_OVER;
	return states_feed(&event->states, line);
}

bool
event_takes_run(const struct event *event)
{
	return event->kind == EVENT_EXCEPTION && event->states.indent_len == 0 &&
	    !event->states.in_group && event->states.blanks == 0 && state_of(event) == MESSAGE;
}

void
event_feed_run(struct event *event, struct bytes lines)
{
	event->states.introduces = 0;
	tree_add_message(&event->states.tree, 0, lines);
}

/* Whether an exception has its exception line, in that state. */
static bool
is_named(const struct event *event, enum state state)
{
	return state == MESSAGE || state == DONE || (state == REPORT && event->states.report.named);
}

void
event_end(struct event *event)
{
	/* behind the last rule of a group the log may have lost it */
	event->truncated = (event->kind == EVENT_EXCEPTION && !is_named(event, state_of(event))) ||
	    (event->states.tree.top > 0 && state_of(event) != DONE);
	tree_close(&event->states.tree, 0);
}

struct raised *
event_raised(const struct event *event)
{
	return event->states.tree.levels[0].raised;
}

bool
event_is_truncated(const struct event *event)
{
	return event->truncated;
}

bool
event_is_whole(const struct event *event)
{
	return event->states.tree.top == 0 && is_named(event, event->states.levels[0]);
}

struct arena *
event_memory(const struct event *event)
{
	return event->memory;
}

bool
event_is_cut(const struct event *event)
{
	return arena_full(event->memory) || event->states.tree.too_deep;
}
