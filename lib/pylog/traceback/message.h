/* The actions of lines behind the exception line: they are more of its message, or end it (states.c). */
#ifndef ST_PYLOG_TRACEBACK_MESSAGE_H
#define ST_PYLOG_TRACEBACK_MESSAGE_H

#include "pylog/traceback/event.h"

/*
 * Whether the line is the rest of a sentence that links, of which the first piece was taken for text of the message: then
 * that is taken back, and `line` says how it links.
 */
bool message_join_relation(struct event *event, struct log_line *line);

/* More of the message, unless the line ends it, or shows that it was none; the message, where Django's page names it. */
enum line_answer message_add(struct event *event, const struct log_line *line);
enum line_answer message_set_in(struct event *event, const struct log_line *line);
enum line_answer message_named(struct event *event, const struct log_line *line);
enum line_answer message_trailer(struct event *event, const struct log_line *line);
enum line_answer message_add_django_value(struct event *event, const struct log_line *line);

/* What quotes another traceback: three quotation marks, a heading, a frame straight behind the exception line. */
enum line_answer message_quote(struct event *event, const struct log_line *line);
enum line_answer message_head(struct event *event, const struct log_line *line);
enum line_answer message_marks(struct event *event, const struct log_line *line);
enum line_answer message_frame(struct event *event, const struct log_line *line);

#endif
