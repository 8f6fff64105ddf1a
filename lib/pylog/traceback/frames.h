/* Frames and their source, many lines at once: without this, logs that consist of tracebacks take 1.3 times as long. */
#ifndef ST_PYLOG_TRACEBACK_FRAMES_H
#define ST_PYLOG_TRACEBACK_FRAMES_H

#include "pylog/traceback/event.h"
#include "pylog/traceback/framecache.h"

/* Whether the event is inside a traceback whose lines may come at once. */
bool frames_may_come(const struct event *event);

/*
 * Takes the lines at the start of the text, each with its LF, that can only be frames and their source, as
 * states_feed() would one by one; gives how many bytes those are. The text has no CR, ESC, `\` or `#`.
 */
size_t frames_take(struct event *event, struct bytes text, struct framecache *cache);

#endif
