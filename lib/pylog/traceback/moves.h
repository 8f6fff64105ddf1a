/* What lines make of an event: it goes to another level or state, is set in, ends. */
#ifndef ST_PYLOG_TRACEBACK_MOVES_H
#define ST_PYLOG_TRACEBACK_MOVES_H

#include "pylog/traceback/event.h"

/* Goes back to a level of the tree, and to a state in it. */
void moves_close(struct event *event, size_t level, enum event_state state);

/* From now on the event's lines are indented by `more`, too. */
void moves_set_in(struct event *event, struct bytes more);

/* The line begins a traceback, by its heading. */
enum line_answer moves_open(struct event *event, const struct log_line *line);

/* It ends the event. */
enum line_answer moves_end(struct event *event, const struct log_line *line);

/* A line of another writer inside a traceback, which may go on behind it. */
enum line_answer moves_pass_foreign(struct event *event);

#endif
