#include "pylog/traceback/moves.h"

enum { FOREIGN_MAX = 3 }; /* so many lines of others may stand inside a traceback */

void
moves_close(struct event *event, size_t level, enum event_state state)
{
	tree_close(&event->tree, level);
	event->levels[level] = state;
	event->blanks = event->lines = event->doubts = 0;
	event->introduces = 0;
}

void
moves_set_in(struct event *event, struct bytes more)
{
	more = bytes_first(more, EVENT_INDENT_MAX - event->indent_len);
	if (more.len > 0)
		memcpy(event->indent + event->indent_len, more.at, more.len);
	event->indent_len += more.len;
}

/* The line ends the event. If the last line of the message introduces it, that is taken back. */
enum line_answer
moves_end(struct event *event, const struct log_line *line)
{
	struct raised *raised = tree_newest(&event->tree);
	unsigned next = 1U << (kind_begins_log(line) ? KIND_LOG : line->kind);

	if (raised == NULL || event->blanks > 0 || event->doubts > 0 ||
	    (event->introduces & next) == 0)
		return LINE_OVER;
	raised->message.len = event->before_last;
	return LINE_OVER_EARLIER;
}

enum line_answer
moves_pass_foreign(struct event *event)
{
	return ++event->foreign > FOREIGN_MAX ? LINE_OVER : LINE_HELD;
}

enum line_answer
moves_open(struct event *event, const struct log_line *line)
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
	event->source = (struct source){ .listed = style == HEADING_IPYTHON,
		.open = style == HEADING_RICH && line->heading.open,
		.valued = line->kind == KIND_HEADING &&
		    bytes_start(line->heading.text, BYTES("Traceback with ")) };
	return LINE_TAKEN;
}
