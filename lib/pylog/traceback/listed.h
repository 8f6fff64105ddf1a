/* The lines of tracebacks with listings of their source: rich's boxes, IPython's and pytest's reports. */
#ifndef ST_PYLOG_TRACEBACK_LISTED_H
#define ST_PYLOG_TRACEBACK_LISTED_H

#include "pylog/traceback/inside.h"

/* pytest's report of a test begins. */
void listed_open_report(struct event *event);

enum event_answer listed_feed_box(struct event *event, struct bytes text);
enum event_answer listed_feed_notebook(struct event *event, struct bytes text);
enum event_answer listed_feed_report(struct event *event, struct bytes text);

#endif
