/*
 * One event: from the header of a traceback to the end of the last message, whatever chains, groups
 * and quotations it has. Fed with lines that are free of carriers, colours and line ends; does no
 * input or output.
 */
#ifndef ST_PYLOG_TRACEBACK_EVENT_H
#define ST_PYLOG_TRACEBACK_EVENT_H

#include "pylog/traceback/tree.h"

struct event;

enum event_kind {
	EVENT_EXCEPTION,
	EVENT_STACK, /* frames of no exception: `Call stack:`; nobody's record */
	EVENT_DUMP,  /* the stack of a thread, from faulthandler: innermost frame first */
};

enum event_answer {
	EVENT_TAKEN, /* the line is part of it */
	EVENT_HELD,  /* it may be, if more of the event follows: an empty line, a foreign one */
	EVENT_OVER,  /* the event ended before this line */
	EVENT_OVER_EARLIER, /* and before the line above: that is the next traceback's own introduction */
};

/* `ceiling`: bytes of memory that an event may take. NULL: no memory. */
struct event *event_new(size_t ceiling);
void event_free(struct event *event);

/* Begins anew. Each line of the event begins with `indent` (kept up to 64 bytes). */
void event_begin(struct event *event, enum event_kind kind, struct bytes indent);

/* Log messages of this first word end an event, too: `[something]`. */
void event_set_mark(struct event *event, struct bytes mark);

enum event_answer event_feed(struct event *event, struct bytes line);

/* Whether lines as run_length() finds them can only be of its message; then they may come at once. */
bool event_takes_run(const struct event *event);
void event_feed_run(struct event *event, struct bytes lines);

/* No more lines come. */
void event_end(struct event *event);

/* The exception (of a dump: its frames alone); NULL where there is none. Good until event_begin(). */
struct raised *event_raised(const struct event *event);

/* Whether it was cut before its exception line. */
bool event_is_truncated(const struct event *event);

/* Whether all that can come now are further exceptions of a chain. */
bool event_is_whole(const struct event *event);

/* Memory of the event, for what goes with it; whether there was too much for it. */
struct arena *event_memory(const struct event *event);
bool event_is_cut(const struct event *event);

#endif
