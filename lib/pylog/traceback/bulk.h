/* Runs of lines that can be nothing but more of an event, taken together: frames and their source, long messages. */
#ifndef ST_PYLOG_TRACEBACK_BULK_H
#define ST_PYLOG_TRACEBACK_BULK_H

#include "pylog/traceback/event.h"
#include "pylog/traceback/framecache.h"

/*
 * Takes the lines at the start of a text that can only be more of the event, each with its LF; gives how many bytes they
 * are. The text has no CR, ESC, `\` or `#`.
 */
size_t bulk_take(struct event *event, struct bytes text, struct framecache *frames);

/*
 * How many bytes at the start of such a text are lines of a message: they are set in, and neither blank nor what could
 * be more than text.
 */
size_t bulk_length(struct bytes text);

#endif
