/* The lines behind an exception line: its message, what ends it, quotations of other exceptions. */
#ifndef ST_PYLOG_TRACEBACK_MESSAGE_H
#define ST_PYLOG_TRACEBACK_MESSAGE_H

#include "pylog/traceback/inside.h"

enum event_answer message_feed(struct event *event, struct bytes text);

#endif
