#include "pylog/traceback/event.h"

#include "base/list.h"
#include "base/words.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/margin.h"
#include "pylog/traceback/moves.h"
#include "pylog/traceback/states.h"

void
event_begin(
    struct event *event, struct arena *memory, enum heading_style style, struct bytes indent)
{
	*event = (struct event){ .style = style,
		.tree = { .memory = memory, .outwards = style == HEADING_DUMP } };
	moves_set_in(event, indent);
	/* what shows that it is one is not its first line */
	if (style == HEADING_CLEO)
		event->levels[0] = EVENT_CLEO;
}

void
event_set_padded(struct event *event, bool padded)
{
	event->tree.padded = event->wrap.padded = padded;
}

/* A rule before a member of a group. */
static enum line_answer
open_member(struct event *event, size_t level, struct bytes label)
{
	struct tree *tree = &event->tree;

	if (level <= tree_ground(tree) || !tree_open_member(tree, level))
		return tree->too_deep ? LINE_TAKEN : LINE_OVER;
	moves_close(event, level, EVENT_EXPECT);
	event->source.frame = NULL;
	/* `+---- ... ----`: a line follows that counts the members that are left out */
	if (bytes_start(label, BYTES("...")))
		moves_close(event, level - 1, EVENT_DONE);
	return LINE_TAKEN;
}

/* A rule below the last member. */
static enum line_answer
close_group(struct event *event, size_t level)
{
	if (level == 0 || level > event->tree.top)
		return LINE_OVER;
	moves_close(event, level - 1, EVENT_DONE);
	return LINE_TAKEN;
}

/* Lines without a margin among those of a group. */
static enum line_answer
feed_outside(struct event *event, struct bytes line)
{
	struct tree *tree = &event->tree;
	size_t ground = tree_ground(tree);
	bool source = event_state_now(event) == EVENT_FRAMES && tree_newest(tree) != NULL;

	/*
	 * A sentence that links, without a margin, is about the whole group. Members may be open still: of nested groups
	 * that end together, the innermost alone has a closing rule.
	 */
	if (kind_is_relation(line))
		tree_close(tree, ground);
	/* behind the rule above a member, its exception has to come first */
	else if (tree->top > ground && event_state_now(event) == EVENT_EXPECT)
		return bytes_indent(line) == line.len ? LINE_HELD : LINE_OVER;
	/* 3.13 prints the closing bracket of a raised expression without a margin (group_fallen) */
	else if (source && line.len > 0 && memchr(")]}", line.at[0], 3) != NULL)
		return LINE_TAKEN;
	/* 3.11 and 3.12 print all lines of a member's message but the first without a margin */
	return states_feed(event, line);
}

/* In a journal all lines but the first are set in below it, so the margin stands further to the right than in the header. */
static void
find_margin(struct event *event, struct bytes *line)
{
	enum { COLUMN = 2 };
	size_t indent = bytes_indent(*line);

	if (event->margined)
		return;
	event->margined = true;
	if (event->style != HEADING_GROUP || event->indent_len > 0 || indent <= COLUMN ||
	    indent == line->len || line->at[indent] != '|')
		return;
	moves_set_in(event, bytes_first(*line, indent - COLUMN));
	*line = bytes_from(*line, event->indent_len);
}

static enum line_answer
feed_margin(struct event *event, struct bytes line)
{
	struct tree *tree = &event->tree;
	struct raised *newest = tree_newest(tree);
	size_t depth = 0, level;
	struct bytes text = line;
	enum margin margin = margin_read(line, &depth, &text);

	level = tree_ground(tree) + (depth < 2 ? 0 : depth - 1);
	switch (margin) {
	case MARGIN_NONE:
		return feed_outside(event, line);
	case MARGIN_RULE:
		return open_member(event, level, text);
	case MARGIN_CLOSE:
		return close_group(event, level);
	case MARGIN_PLUS:
		event->in_group = true;
		break;
	case MARGIN_BAR:
		if (event_state_now(event) != EVENT_DONE || newest == NULL ||
		    margin_omitted(text) <= 0)
			break;
		newest->omitted = margin_omitted(text);
		return LINE_TAKEN;
	}
	tree_close(tree, level);
	return states_feed(event, text);
}

/* Lines of stacks without indentation that are no frames: the variables of a frame stand in braces. */
static const struct bytes of_stacks[] = {
	BYTES_ROW("<no Python frame>"),
	BYTES_ROW("{"),
	BYTES_ROW("}"),
};

/* A stack, of a thread or of calls, ends before the first line that cannot be part of it. */
static enum line_answer
feed_stack(struct event *event, struct bytes text)
{
	struct heading heading;
	struct log_line line;

	if (event_state_now(event) == EVENT_EXPECT) {
		event->levels[0] = EVENT_FRAMES;
	} else {
		kind_read(text, &event->mark, &line);
		if (line.kind == KIND_BLANK)
			return LINE_HELD;
		if (line.kind != KIND_FRAME &&
		    (line.indent == 0 ? words_start(LIST(of_stacks), text) == WORDS_NONE
				      : heading_find(text, &heading)))
			return LINE_OVER;
	}
	/* asyncio's log messages have the stack of calls in them, above the traceback */
	tree_add_message(&event->tree, 0, text);
	return LINE_TAKEN;
}

/* The C stack, which 3.14 prints below the stacks of all threads. */
static enum line_answer
feed_native(struct event *event, const struct log_line *line)
{
	struct arena *memory = event->tree.memory;
	struct traceback_native read, *frame;

	if (!grammar_read_native_frame(line->text, &read))
		return line->indent > 0 ? LINE_TAKEN : LINE_OVER;
	frame = arena_alloc(memory, sizeof(*frame));
	if (frame == NULL)
		return LINE_TAKEN;
	*frame = read;
	frame->address = arena_copy(memory, read.address);
	frame->function = arena_copy(memory, read.function);
	frame->module = arena_copy(memory, read.module);
	LIST_APPEND(&event->native, frame);
	return LINE_TAKEN;
}

/* Below the stack of a thread there may be stacks of others, and then the C stack of the thread that failed. */
static enum line_answer
feed_behind_dump(struct event *event, const struct log_line *line)
{
	struct heading heading;

	if (bytes_start(line->text, BYTES("Current thread's C stack trace"))) {
		event->in_native = true;
		return LINE_TAKEN;
	}
	return line->indent > 0 || line->kind == KIND_BLANK || line->kind == KIND_FRAME ||
		(heading_find(line->text, &heading) && heading.style == HEADING_DUMP)
	    ? LINE_OTHER
	    : LINE_OVER;
}

/* The stack of a thread, as faulthandler dumps it. */
static enum line_answer
feed_dump(struct event *event, struct bytes text)
{
	struct traceback_frame collecting = traceback_no_frame;
	bool first = event_state_now(event) == EVENT_EXPECT;
	struct heading heading;
	struct log_line line;

	kind_read(text, &event->mark, &line);
	if (event->in_native)
		return feed_native(event, &line);
	if (event_state_now(event) == EVENT_DONE)
		return feed_behind_dump(event, &line);
	event->levels[0] = EVENT_FRAMES;
	if (line.kind == KIND_FRAME) {
		tree_add_frame(&event->tree, &line.frame);
	} else if (line.kind == KIND_BLANK) {
		event->levels[0] = EVENT_DONE;
		return event->fatal ? LINE_OTHER : LINE_OVER;
	} else if (bytes_equal(bytes_trim(text), BYTES("Garbage-collecting"))) {
		collecting.function = bytes_trim(text);
		tree_add_frame(&event->tree, &collecting);
	} else if (!first &&
	    (line.indent == 0 ? !bytes_start(text, BYTES("<no Python frame>"))
			      : heading_find(text, &heading))) {
		return LINE_OVER;
	}
	return LINE_TAKEN;
}

/* The exception that made the interpreter die is the cause: it is printed below the fatal error, without frames. */
static void
add_cause(struct tree *tree, const struct log_line *line)
{
	struct raised *died = tree_newest(tree), *raised = died;

	tree->levels[0].relation = TRACEBACK_CAUSE;
	if (died == NULL || (died = tree_raise(tree)) == NULL)
		return;
	died->type = raised->type;
	died->message = raised->message;
	raised->type = arena_copy(tree->memory, line->type);
	raised->message = arena_copy(tree->memory, line->message);
}

/* Whether the interpreter has frames to dump in that state: `Python runtime state: …`. */
static bool
has_frames(struct bytes state)
{
	return !bytes_start(state, BYTES("pre")) && !bytes_start(state, BYTES("core ")) &&
	    !bytes_start(state, BYTES("unknown"));
}

/* What the interpreter died of. Most often a dump follows: then that becomes the event. */
static enum line_answer
feed_fatal(struct event *event, struct bytes text)
{
	struct tree *tree = &event->tree;
	struct bytes state = BYTES_NONE, type = BYTES_NONE;
	struct heading heading;
	struct log_line line;

	if (event_state_now(event) == EVENT_EXPECT) {
		bytes_split(bytes_trim(text), BYTES(": "), &type, &state);
		tree_name(tree, type, state);
		moves_close(event, 0, EVENT_DONE);
		event->torn = true; /* until it is known that there are no frames */
		return LINE_TAKEN;
	}
	kind_read(text, &event->mark, &line);
	if (line.kind == KIND_BLANK)
		return LINE_HELD;
	if (bytes_take(&text, BYTES("Python runtime state: "))) {
		event->torn = has_frames(text);
		return LINE_TAKEN;
	}
	if (line.kind == KIND_EXCEPTION && !kind_begins_log(&line)) {
		add_cause(tree, &line);
		return LINE_TAKEN;
	}
	event->followed = heading_find(text, &heading);
	return line.kind == KIND_LOG                               ? moves_pass_foreign(event)
	    : bytes_start(text, BYTES("<Cannot show all threads")) ? LINE_HELD
								   : LINE_OVER;
}

/* The stack of a thread, as a tool prints it. */
static enum line_answer
feed_thread(struct event *event, struct bytes text)
{
	struct pydump_heading heading;

	if (event_state_now(event) == EVENT_EXPECT) {
		event->levels[0] = EVENT_FRAMES;
		event->thread = thread_nothing;
		if (pydump_read_heading(text, &heading))
			pydump_begin(&event->pydump, &event->thread, event->tree.memory, &heading);
		return LINE_TAKEN;
	}
	if (bytes_indent(text) == text.len) {
		event->levels[0] = EVENT_DONE;
		return LINE_HELD;
	}
	return event_state_now(event) == EVENT_FRAMES && pydump_feed(&event->pydump, text)
	    ? LINE_TAKEN
	    : LINE_OVER;
}

/* A line of an event that is no exception, but a dump or a stack. */
static enum line_answer
feed_other(struct event *event, struct bytes line)
{
	switch (event->style) {
	case HEADING_DUMP:
		return feed_dump(event, line);
	case HEADING_THREAD:
		return feed_thread(event, line);
	case HEADING_PROCESS:
		if (event_state_now(event) != EVENT_EXPECT)
			return bytes_indent(line) == line.len ? LINE_HELD : LINE_OVER;
		event->levels[0] = EVENT_DONE;
		return LINE_TAKEN;
	default:
		return feed_stack(event, line);
	}
}

/* Takes the event's own indentation off; false where the line has less. */
static bool
unindent(const struct event *event, struct bytes *line)
{
	if (bytes_take(line, (struct bytes){ event->indent, event->indent_len }))
		return true;
	if (bytes_indent(*line) < line->len)
		return false;
	*line = BYTES_NONE;
	return true;
}

/* Whether a line that is set in less than the event may be the rest of the one above, which a terminal cut. */
static bool
may_be_rest(const struct event *event, enum event_state state)
{
	return (state == EVENT_FRAMES && wrap_is_full(&event->wrap)) ||
	    (state == EVENT_MESSAGE && wrap_is_cut(&event->wrap));
}

enum line_answer
event_feed(struct event *event, struct bytes line)
{
	enum event_state state = event_state_now(event);
	size_t depth;
	struct bytes text;

	if (event->style == HEADING_RICH)
		line = bytes_trim_end(line); /* rich fills lines up */
	if (!unindent(event, &line) && !may_be_rest(event, state))
		return state == EVENT_FRAMES ? moves_pass_foreign(event) : LINE_OVER;
	if (!heading_is_exception(event->style))
		return feed_other(event, line);
	if (event->style == HEADING_FATAL)
		return feed_fatal(event, line);
	if (event->in_group) {
		find_margin(event, &line);
		return feed_margin(event, line);
	}
	/* a group that no sentence links to the exception above is an event of its own */
	if ((state == EVENT_EXPECT || state == EVENT_MESSAGE || state == EVENT_DONE) &&
	    bytes_head(line) == ' ' && margin_read(line, &depth, &text) == MARGIN_PLUS)
		return state == EVENT_EXPECT ? feed_margin(event, line) : LINE_OVER;
	return states_feed(event, line);
}

enum line_answer
event_feed_fallen(struct event *event, struct bytes line)
{
	/* source of a stack's frame */
	if (event->style == HEADING_STACK && bytes_indent(line) > 0)
		return feed_stack(event, line);
	return heading_is_exception(event->style) && !event->in_group
	    ? states_feed_fallen(event, line)
	    : LINE_OTHER;
}

/* Removes the mark that closes a span of code in Markdown from the end of a message. */
static void
cut_mark(struct raised *raised)
{
	if (raised != NULL && bytes_tail(raised->message) == '`' &&
	    bytes_count(raised->message, '`') % 2 == 1)
		raised->message.len--;
}

/* Removes what others write behind it in its last line: nginx, Maya. */
static void
cut_suffix(struct raised *raised)
{
	struct bytes *message = &raised->message, before;

	if (bytes_tail(*message) == '"' &&
	    bytes_split_last(*message, BYTES("\" while reading "), &before, NULL) &&
	    bytes_find(bytes_from(*message, before.len), BYTES("upstream, client: ")) != NULL)
		*message = before;
	bytes_take_end(message, BYTES(" # "));
}

/* Whether the exception line has come, in that state. */
static bool
is_named(const struct event *event, enum event_state state)
{
	return state == EVENT_MESSAGE || state == EVENT_DONE ||
	    (state == EVENT_REPORT && event->report.named) ||
	    (state == EVENT_CLEO && event->cleo.named && event->cleo.placed);
}

void
event_end(struct event *event)
{
	/* below a closing rule nothing is missing, even if levels are open: see feed_outside() */
	event->truncated = event->torn ||
	    (heading_is_exception(event->style) && !is_named(event, event_state_now(event))) ||
	    (!tree_is_closed(&event->tree) && event_state_now(event) != EVENT_DONE);
	if (event->doubts > 0)
		tree_newest(&event->tree)->message.len = event->certain;
	if (event->in_span)
		cut_mark(tree_newest(&event->tree));
	if (tree_newest(&event->tree) != NULL)
		cut_suffix(tree_newest(&event->tree));
	tree_close(&event->tree, 0);
	if (event->style == HEADING_THREAD && event->pydump.thread != NULL)
		pydump_end(&event->pydump);
}

struct raised *
event_raised(const struct event *event)
{
	return event->tree.levels[0].raised;
}

bool
event_is_whole(const struct event *event)
{
	return tree_is_closed(&event->tree) && is_named(event, event_state_now(event));
}
