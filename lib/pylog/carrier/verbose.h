/*
 * What `journalctl -o verbose` prints: for each entry a line with its time, then a line for each field, set in by four
 * blanks. Further lines of a message are set in so that they stand below its first one. And what `journalctl -o export`
 * prints: the same without the line with the time, and not set in. There only messages of one line are read.
 */
#ifndef ST_PYLOG_CARRIER_VERBOSE_H
#define ST_PYLOG_CARRIER_VERBOSE_H

#include "base/arena.h"
#include "record/traceback.h"

struct verbose {
	size_t column;          /* where the lines of the message begin that is read; 0: none is */
	unsigned long long key; /* whose message it is, by the fields above it */
	unsigned long long run; /* counts messages of several lines: the key of each is another */
	bool several;           /* the message that is read has several lines */
	bool again;             /* what is read is a field that repeats the message */
	struct traceback_log log; /* of its entry; the time as written */
};

/* Whether the line is worth that question: most are not. */
static inline bool
verbose_may_be(const struct verbose *verbose, struct bytes line)
{
	return verbose->column > 0 || bytes_start(line, BYTES("    MESSAGE=")) ||
	    bytes_start(line, BYTES("MESSAGE=")) ||
	    bytes_start(line, BYTES("    EXCEPTION_TEXT=")) ||
	    bytes_start(line, BYTES("            "));
}

enum verbose_line {
	VERBOSE_NONE,  /* it is of no message */
	VERBOSE_FIRST, /* the first one of a message that is looked at */
	VERBOSE_MORE,  /* another one */
	VERBOSE_AGAIN, /* a field says again what is in the message */
};

/*
 * Takes off the line what stands before the message in it; `above` is the text above it. What the log has is good as
 * long as that text and the arena.
 */
enum verbose_line verbose_take(struct verbose *verbose, struct bytes above, char line_end,
    struct bytes *line, struct arena *arena);

#endif
