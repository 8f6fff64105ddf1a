/*
 * A flow of lines in which an event stands: those of one process, container or rank where several
 * share a log. It knows what carries its lines and to which log message its event belongs.
 */
#ifndef ST_PYLOG_FLOW_H
#define ST_PYLOG_FLOW_H

#include "pylog/carrier/carrying.h"
#include "pylog/context.h"
#include "pylog/start.h"
#include "record/thread.h"

struct flow_options {
	struct context_options context;
	const char *line_end; /* of the log: LF, or CR */
	bool raw;
	size_t ceiling; /* of an event's memory, bytes */
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

struct flow;

struct flow *flow_new(const struct flow_options *options);
void flow_free(struct flow *flow);

/* Begins an event. */
void flow_open(struct flow *flow, const struct flow_line *line, const struct start *start);

/*
 * Whether it waits for flow_decide(): what carries the lines shows only in the next line of its own
 * (NULL: there is none). `above` is the log above the line of flow_offset(), at most CONTEXT_BYTES.
 */
bool flow_is_undecided(const struct flow *flow);
void flow_decide(struct flow *flow, struct bytes above, const struct flow_line *next);
long long flow_offset(const struct flow *flow);

enum flow_answer {
	FLOW_OTHER, /* the line is none of its */
	FLOW_TAKEN,
	FLOW_HELD, /* it may be of the event, if more follows */
	FLOW_OVER, /* the event ended before the line */
};

enum flow_answer flow_feed(struct flow *flow, const struct flow_line *line);

/* The same for lines as run_length() finds them, where the flow takes such: all with their LFs. */
bool flow_takes_run(const struct flow *flow);
void flow_feed_run(struct flow *flow, struct bytes lines, long long offset, long long last_number);

/* Whether its lines have a carrier. */
bool flow_is_carried(const struct flow *flow);

/* How much of the line is what carries its lines; 0: the line has no such. */
size_t flow_carrier(const struct flow *flow, struct bytes line);

/* Whether the line has a carrier of the same shape: that of another process of the same log. */
bool flow_is_foreign(const struct flow *flow, struct bytes line);

/*
 * What each of its lines begins with, times apart, as a prefix has it; while it is undecided, what
 * that is a part of. Nothing: any line may be its.
 */
struct bytes flow_beginning(const struct flow *flow);

/* Whether all that can come are further exceptions of a chain. */
bool flow_is_whole(const struct flow *flow);

/* Whether it is an exception that wants more lines than it has. */
bool flow_lacks_end(const struct flow *flow);

/* Where the last line ended that is of it or may be, in bytes from the start of the log. */
long long flow_seen(const struct flow *flow);

/* Whether it is whole, and at that place silent for longer than it ever was between its lines. */
bool flow_is_done(const struct flow *flow, long long offset);

/* How much memory it holds, in bytes. */
size_t flow_memory(const struct flow *flow);

/* Ends the event, as cut short where `cut`, and appends its record, if it is worth one. */
enum flow_result {
	FLOW_NOTHING,
	FLOW_EMPTY, /* no record: nothing came below the header */
	FLOW_RECORD,
	FLOW_TOO_LARGE,
};
enum flow_result flow_finish(struct flow *flow, struct bytes file, bool cut, struct buffer *out);

/* The end of its last line, in bytes from the start of the log, and the number of its first. */
long long flow_end(const struct flow *flow);
long long flow_number(const struct flow *flow);

/* Whether something of the event had no room. */
bool flow_is_cut(const struct flow *flow);

/* The key of the objects that its lines are in; 0: none. */
unsigned long long flow_key(const struct flow *flow);

/* Whether it is a dump or a stack that has just ended before that place of the log. */
bool flow_leads_to(const struct flow *flow, long long offset);

/* What a dump or a stack that has just ended knows for the event that follows it at once. */
void flow_inherit(struct flow *flow, const struct flow *before);

/*
 * stacktraces.py takes the time of the last log message above, and be it that of another traceback:
 * but no time of one that is far away.
 */
void flow_inherit_time(struct flow *flow, const struct flow *before);

#endif
