/*
 * A flow of lines in which an event stands: those of one process, container or rank where several
 * share a log. It knows what carries its lines and to which log message its event belongs.
 */
#ifndef ST_PYLOG_FLOW_H
#define ST_PYLOG_FLOW_H

#include "pylog/carrier/carrying.h"
#include "pylog/carrier/document.h"
#include "pylog/context.h"
#include "pylog/pylog.h"
#include "pylog/traceback/event.h"

/* The part of the log that is kept in memory. */
struct window {
	struct bytes text;
	long long offset; /* of its first byte in the log */
	char line_end;    /* LF, or CR where the log has no LF */
};

/* A line of the log; text is clean, raw is as it stood. */
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

/* Other modules read it, and change nothing. */
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
	struct document document; /* what the lines are a part of */

	struct prefix head; /* what stands before the heading, where it does not carry the lines */

	struct context context;
	struct traceback_log log; /* what is known otherwise */
	bool inherited;           /* from a dump or a stack */
	struct process process;   /* of threads that a tool shows */
	struct bytes fatal;       /* of a dump: `Fatal Python error: Aborted` */

	struct flow_line first;         /* its texts are not kept */
	struct flow_extent last;        /* up to the last line surely taken */
	struct flow_extent before_last; /* and up to the one before that */
	long long seen;                 /* where the last line ended that is of it or may be */
	long long pause;                /* its longest silence, in bytes of others */
	struct buffer raw;
};

/*
 * Makes one of a flow that is all zero; the options and the window, as it is at any time, stay the caller's.
 * False: no memory.
 */
bool flow_init(struct flow *flow, const struct pylog_options *options, const struct window *window);
void flow_free(struct flow *flow);

/* Begins an event with that heading of the line. */
void flow_open(struct flow *flow, const struct flow_line *line, const struct heading *heading);

/*
 * Decides what carries the lines, which shows only in the next line of its own (NULL: there is none); the flow stays
 * undecided where that line says nothing. `above` is the log above the first line, at most ABOVE_BYTES.
 */
void flow_decide(struct flow *flow, struct bytes above, const struct flow_line *next);

/*
 * Whether the end of its message shows only where the log's lines have heads: nothing carries them, and no object has
 * them. Then `outside` says what they look like, where they have none; it stays the caller's.
 */
bool flow_needs_heads(const struct flow *flow);
void flow_set_outside(struct flow *flow, const struct outside *outside);

/* Whether it was told so. */
bool flow_is_bare(const struct flow *flow);

enum line_answer flow_feed(struct flow *flow, const struct flow_line *line);

/* The same for a line that lacks what carries the others, where no other event is open. */
enum line_answer flow_feed_bare(struct flow *flow, const struct flow_line *line);

/*
 * Takes the lines at the start of a text that can only be more of the event, each with its LF; gives how many bytes they
 * are. `*number` is the first one's, and then that of the line behind them. The text has no CR, ESC, `\` or `#`.
 */
size_t flow_feed_run(struct flow *flow, struct bytes text, long long offset, long long *number);

/* Whether its lines have a carrier. */
static inline bool
flow_is_carried(const struct flow *flow)
{
	return flow->carrying.prefix.len > 0;
}

/* Whether all that can come are further exceptions of a chain. */
bool flow_is_whole(const struct flow *flow);

/* Whether it is whole, and at that place silent for longer than it ever was between its lines. */
bool flow_is_done(const struct flow *flow, long long offset);

/* Whether something of the event had no room. */
bool flow_is_cut(const struct flow *flow);

/* How much memory it holds, in bytes. */
size_t flow_memory(const struct flow *flow);

/* What a dump or a stack knows for the event that follows it at once; false: any other before it says nothing. */
bool flow_inherit(struct flow *flow, const struct flow *before);

/*
 * stacktraces.py takes the time of the last log message above, and be it that of another traceback:
 * but no time of one that is far away.
 */
void flow_inherit_time(struct flow *flow, const struct flow *before);

#endif
