/*
 * Logs to records of the Python exceptions in them: st-parse-pylog(1). Fed with bytes in pieces of
 * any size, whatever they are; does no input or output.
 */
#ifndef ST_PYLOG_PYLOG_H
#define ST_PYLOG_PYLOG_H

#include "base/bytes.h"
#include "base/looks.h"
#include "base/zone.h"

struct pylog;

/* A part of a log: the records whose first line begins there, in bytes from the start. */
struct pylog_part {
	long long from, to;
};

enum {
	PYLOG_LEARNT = 1024 * 1024, /* bytes of a log's start that say what its lines look like */
	PYLOG_GAP = 1024 * 1024,    /* bytes of other lines after which an event is over */
	PYLOG_ABOVE = 16 * 1024,    /* bytes above an event that may be of it */
};

struct pylog_options {
	const struct pylog_part
	    *part;               /* the caller's, who may change it between two calls; NULL: all */
	bool unnumbered;         /* records do not have the number of their line */
	const struct zone *zone; /* of times that name none; NULL: not known */
	bool raw;                /* records have the text as it stood */
	bool original;           /* read times as stacktraces.py does */
	size_t line_max;         /* bytes of a line that matters */
	size_t record_max;       /* bytes of memory for an event */
	size_t message_max; /* lines of a message where the log's have no heads; 0: any number */
};

/* NULL: no memory. A log has to begin (pylog_begin()) before bytes of it are fed. */
struct pylog *pylog_new(const struct pylog_options *options);
void pylog_free(struct pylog *pylog);

/* A log begins; the text `file` (no bytes: standard input) has to outlive it. */
void pylog_begin(struct pylog *pylog, struct bytes file);

/* Where to put the next bytes of the log, and how many fit, at least 1; good until pylog_feed(). */
char *pylog_room(struct pylog *pylog, size_t *size);

/* Reads the `size` bytes that were put there. */
void pylog_feed(struct pylog *pylog, size_t size);

/* Ends the log. False: the caller has to take the records (pylog_take()), and to call this again. */
bool pylog_end(struct pylog *pylog);

/*
 * Called when nothing has come for a while: ends the events that look complete; if `bare`, only those in a log without
 * heads, where nothing else shows their end. False: as above.
 */
bool pylog_settle(struct pylog *pylog, bool bare);

/* Whether an event is open. */
bool pylog_is_open(const struct pylog *pylog);

/*
 * The number of the oldest open event in a log whose lines have no heads: such an event may never end. 0: there is none.
 * *whole: it looks complete.
 */
unsigned long long pylog_bare(const struct pylog *pylog, bool *whole);

/* Takes the records that are ready; good until the next call of another function. */
struct bytes pylog_take(struct pylog *pylog);

/* The place of the next line that will be read, in bytes. */
long long pylog_position(const struct pylog *pylog);

/* Where the oldest open event begins, if that is below `none`; else `none`. */
long long pylog_oldest(const struct pylog *pylog, long long none);

/*
 * Goes on at another line of the log, which begins at `offset` and has that number. Open events are dropped; what was
 * learnt from the log's start is kept.
 */
void pylog_jump(struct pylog *pylog, long long offset, long long number);

/* The byte that ends lines of the log: LF, or CR if it has no LF. */
char pylog_line_end(const struct pylog *pylog);

/* Notes on the log, for diagnostics. */
enum pylog_notice {
	PYLOG_LONG_LINE,    /* a line past its ceiling, passed over */
	PYLOG_TOO_LARGE,    /* an event whose record has no room */
	PYLOG_CUT,          /* an event that is larger than its memory, and so is cut */
	PYLOG_SILENT,       /* an event without a line for too long, and so cut */
	PYLOG_LEFT_OUT,     /* texts of an object of JSON, beyond those that are read of one */
	PYLOG_OTHER,        /* stacks that are not Python's, from there on: pylog_looks() */
	PYLOG_FOREIGN,      /* no exceptions, but what another command reads: pylog_looks() */
	PYLOG_NEWEST_FIRST, /* the order of the whole log */
	PYLOG_BINARY,       /* it is no text, perhaps of the kind of pylog_looks(); of no line: 0 */
	PYLOG_LOST, /* of no line: the number is how many events were cut since too much was open */
	PYLOG_UNSAID, /* there was no memory for more of these; of no line: 0 */
};

/* The next note, and the line that it is about, or a number; false: there is none. */
bool pylog_notice(struct pylog *pylog, enum pylog_notice *notice, long long *line);

/* After PYLOG_OTHER, PYLOG_FOREIGN or PYLOG_BINARY: what the text looks like; NULL: nothing known. */
const struct looks *pylog_looks(const struct pylog *pylog);

/* How many exceptions were found so far, in all logs. */
long long pylog_count(const struct pylog *pylog);

#endif
