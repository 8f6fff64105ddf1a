/*
 * A flow is the lines of one writer, where several processes, containers or ranks share a log, with the event
 * in them. It knows the carrier of its lines and the log message that the event belongs to.
 */
#ifndef ST_PYLOG_FLOW_H
#define ST_PYLOG_FLOW_H

#include "pylog/carrier/carrying.h"
#include "pylog/carrier/enclosing.h"
#include "pylog/context.h"
#include "pylog/pylog.h"
#include "pylog/traceback/event.h"
#include "pylog/traceback/framecache.h"

/* The part of the log that is kept in memory. */
struct window {
	struct bytes text;
	long long offset; /* of its first byte in the log */
	char line_end;    /* LF, or CR where the log has no LF */
};

/* A line of the log: `text` is cleaned, `raw` is the line as it stood. */
struct flow_line {
	struct bytes text, raw;
	long long number, offset;
	unsigned long long key; /* of the object that it is in; 0: none */
	bool embedded;          /* it is a part of that line */
	bool partial;           /* it goes on in the next */
	const struct traceback_log
	    *log; /* what that object says of the log message; NULL: in none */
};

/* How far an event reaches. */
struct flow_extent {
	long long end;    /* in bytes from the start of the log */
	long long number; /* of its last line */
	size_t raw;       /* bytes of its text as it stood */
};

/* Other modules may read its members, but not change them. */
struct flow {
	const struct pylog_options *options; /* the caller's, and the window, too */
	const struct window *window;
	struct arena *memory; /* of the event, and of all texts here */
	struct event event;
	struct heading heading; /* what the event begins with; `rest` is not kept */
	unsigned long long key; /* of the objects that the lines are in; 0: none */
	bool undecided; /* it waits for flow_decide(): what carries its lines is not known yet */
	bool unread;    /* nothing of the event could be read so far */
	struct carrying carrying;
	struct enclosing enclosing; /* what the lines are a part of */

	struct prefix head; /* what stands before the heading, where it does not carry the lines */

	struct context context;
	struct traceback_log log; /* what its object, or a dump or a stack right before it, says */
	struct buffer when;     /* the newest line's prefix, or its timestamp: the time is there */
	struct timestamp time;  /* that time; its length is 0 where there is none */
	bool slow;              /* its lines come seconds apart */
	bool inherited;         /* it took over what a dump or a stack right before it knew */
	struct process process; /* of threads that a tool shows */
	struct bytes fatal;     /* of a dump: `Fatal Python error: Aborted` */

	bool padded;                    /* blanks fill up its first line */
	struct flow_line first;         /* its texts are not kept */
	struct flow_extent last;        /* up to the last line surely taken */
	struct flow_extent before_last; /* and up to the one before that */
	long long seen;                 /* where the last line ended that is of it or may be */
	long long pause;                /* its longest silence, in bytes of others */
	struct buffer raw;
};

/*
 * Initialises a flow that is all zero. The options and the window, which the caller changes over time, have to outlive it.
 * False: no memory.
 */
bool flow_init(struct flow *flow, const struct pylog_options *options, const struct window *window);
void flow_free(struct flow *flow);

/* Begins an event with the heading that is in the line. */
void flow_open(struct flow *flow, const struct flow_line *line, const struct heading *heading);

/*
 * Decides what the lines' carrier is, by the next line (NULL: there is none); if that tells nothing, the flow stays
 * undecided. `above` is the log above the first line, at most ABOVE_BYTES.
 */
void flow_decide(struct flow *flow, struct bytes above, const struct flow_line *next);

/*
 * Whether only heads of log messages can show where the event's message ends, since its lines have no carrier and are not
 * in JSON objects. For logs without heads, `outside`, which has to outlive the flow, says what other lines look like.
 */
bool flow_needs_heads(const struct flow *flow);
void flow_set_outside(struct flow *flow, const struct outside *outside);

/* Whether flow_set_outside() was called. */
static inline bool
flow_is_bare(const struct flow *flow)
{
	return !flow->undecided && flow->event.outside != NULL;
}

enum line_answer flow_feed(struct flow *flow, const struct flow_line *line);

/* The same for a line without the carrier of the others; called only if no other event is open. */
enum line_answer flow_feed_bare(struct flow *flow, const struct flow_line *line);

/*
 * Takes the lines at the start of a text that can only be more of the event, each with its LF; gives how many bytes they
 * are. `*number` is the first one's, and then that of the line behind them. The text has no CR, ESC, `\` or `#`.
 */
size_t flow_feed_run(struct flow *flow, struct bytes text, long long offset, long long *number,
    struct framecache *frames);

/* No more lines come. */
static inline void
flow_end(struct flow *flow)
{
	event_end(&flow->event);
}

/* Whether its lines have a prefix. */
static inline bool
flow_is_carried(const struct flow *flow)
{
	return flow->carrying.prefix.len > 0;
}

/* Whether the event is complete, except that further exceptions of its chain may come. */
bool flow_is_whole(const struct flow *flow);

/* Whether it is whole, and by `offset` has been silent for longer than ever between its lines. */
bool flow_is_done(const struct flow *flow, long long offset);

/* Whether the event was cut, since it reached its memory's ceiling. */
bool flow_is_cut(const struct flow *flow);

/* How much memory it holds, in bytes. */
size_t flow_memory(const struct flow *flow);

/* Takes over from a dump or a stack right before it what that knows of the log message; false: `before` is neither. */
bool flow_inherit(struct flow *flow, const struct flow *before);

/*
 * For --original: stacktraces.py takes the time of the last log message above, even if that is another
 * traceback's, but not if it is far away.
 */
void flow_inherit_time(struct flow *flow, const struct flow *before);

#endif
