/* The lines of a traceback, from its header to its exception line. */
#ifndef ST_PYLOG_TRACEBACK_FRAMES_H
#define ST_PYLOG_TRACEBACK_FRAMES_H

#include "pylog/traceback/heading.h"
#include "pylog/traceback/inside.h"

/* A header at the start of the text, or of a box; what a log message ends in counts, too. */
bool frames_is_header(struct bytes text, struct heading *header);

/* Whether a message of the log begins with the text. */
bool frames_begins_log(const struct event *event, struct bytes text);

/* Behind a header: a new exception. */
void frames_open(struct event *event, const struct heading *header);

/* A frame, or the place of a SyntaxError, which has no function. */
void frames_add_frame(struct event *event, const struct traceback_frame *frame, size_t indent);

/* The line of each kind, where the event is in a traceback; what it is, if anything. */
enum event_answer frames_feed_frames(struct event *event, struct bytes text);
enum event_answer frames_feed_exception_line(struct event *event, struct bytes text);

/* The sentence that links an exception to the next. */
enum event_answer frames_feed_relation(struct event *event, enum traceback_relation relation);

/* A line of somebody else's inside a traceback: what is ours may go on behind it. */
enum event_answer frames_feed_foreign(struct event *event);

#endif
