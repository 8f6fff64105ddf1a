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

#endif
