/*
 * Logs inside JSON: lines with the text in a member, or with an exception that is taken apart
 * already.
 */
#ifndef ST_PYLOG_CARRIER_UNWRAP_H
#define ST_PYLOG_CARRIER_UNWRAP_H

#include "base/arena.h"
#include "record/traceback.h"

enum { UNWRAP_TEXTS = 4 };

struct unwrapped {
	/* an exception; none: texts with whole events, lines ended by LF; none: a line of a log */
	struct raised *raised;
	struct bytes texts[UNWRAP_TEXTS];
	size_t count;
	struct bytes line;
	bool has_line;
	bool partial;             /* the line goes on in the next */
	unsigned long long key;   /* whose line it is; never 0 */
	struct traceback_log log; /* time is not set: that is for who knows the zone */
};

/* An object of JSON that the line is, or ends in; false where it is none. All is in the arena. */
bool unwrap_json(struct bytes line, struct arena *arena, struct unwrapped *unwrapped);

/* A list of JSON that the line is, of the lines of a traceback; false where it is none. */
bool unwrap_json_lines(struct bytes line, struct arena *arena, struct unwrapped *unwrapped);

#endif
