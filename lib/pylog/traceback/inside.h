/* The actions of lines inside a traceback: frames, their source, and the exception line (states.c). */
#ifndef ST_PYLOG_TRACEBACK_INSIDE_H
#define ST_PYLOG_TRACEBACK_INSIDE_H

#include "pylog/traceback/event.h"

/* A frame, or the place of a SyntaxError; one that begins a traceback; how many more times it came. */
enum line_answer inside_frame(struct event *event, const struct log_line *line);
enum line_answer inside_open_with_frame(struct event *event, const struct log_line *line);
enum line_answer inside_repeat(struct event *event, const struct log_line *line);

/* A frame that goes on in the next line; then that next line (false: it is something else). */
enum line_answer inside_tear(struct event *event, const struct log_line *line);
bool inside_mend(struct event *event, const struct log_line *line, enum line_answer *answer);

/* Whether a word that was taken for the exception line is the rest of the newest frame's function or source: then it goes there. */
bool inside_lengthen(struct event *event, struct bytes word);

/* The exception line. */
enum line_answer inside_quoting(struct event *event, const struct log_line *line);
enum line_answer inside_name(struct event *event, const struct log_line *line);

/* Source, and the marks below it; lines that are set in, and those that are not. */
enum line_answer inside_source(struct event *event, const struct log_line *line);
enum line_answer inside_marks(struct event *event, const struct log_line *line);
enum line_answer inside_set_in(struct event *event, const struct log_line *line);
enum line_answer inside_flat(struct event *event, const struct log_line *line);

/* Perhaps source: that of the newest frame, if it is set in or a frame or the exception line follows. */
enum line_answer inside_take_source(struct event *event, const struct log_line *line);
enum line_answer inside_hold_source(struct event *event, const struct log_line *line);

#endif
