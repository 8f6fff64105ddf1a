/* What lines do to an event: a table of its states and of the kinds of line. */
#ifndef ST_PYLOG_TRACEBACK_STATES_H
#define ST_PYLOG_TRACEBACK_STATES_H

#include "pylog/traceback/event.h"

/* A line without indentation and margin. */
enum line_answer states_feed(struct event *event, struct bytes text);

/* The same, as event_feed_fallen(). */
enum line_answer states_feed_fallen(struct event *event, struct bytes text);

/* Notes how long the line is, and if it is likely to go on in the next, what it says. */
void states_note_width(struct event *event, struct bytes text);

/* The state of the level that the newest exception is at. */
static inline enum event_state
states_now(const struct event *event)
{
	return event->levels[event->tree.top];
}

/* Goes back to a level of the tree, and to a state in it. */
void states_close(struct event *event, size_t level, enum event_state state);

/* From now on the event's lines are indented by `more`, too. */
void states_set_in(struct event *event, struct bytes more);

/* The line begins a traceback: by its heading, or as its first frame. */
enum line_answer states_open(struct event *event, const struct line *line);
enum line_answer states_open_with_frame(struct event *event, const struct line *line);

/* It ends the event. */
enum line_answer states_end(struct event *event, const struct line *line);

/* A line of another writer inside a traceback, which may go on behind it. */
enum line_answer states_pass_foreign(struct event *event);

#endif
