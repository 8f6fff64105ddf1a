/*
 * Logs whose lines are JSON: with the text in a member, or with an exception as an object (parsed.h).
 */
#ifndef ST_PYLOG_CARRIER_UNWRAP_H
#define ST_PYLOG_CARRIER_UNWRAP_H

#include "base/arena.h"
#include "record/traceback.h"
#include "json/json.h"

enum { UNWRAP_TEXTS = 64 }; /* of one object */

struct unwrapped {
	/* an exception; if there is none, texts with whole events; if there are none, a line of a log */
	struct raised *raised;
	struct bytes texts[UNWRAP_TEXTS];
	size_t count;
	size_t seen; /* how many there were, with those that came twice or are too many */
	const struct value
	    *entries; /* the first one, if it is no line of a log, but a document with many */
	struct bytes line;
	bool has_line;
	bool partial;             /* the line goes on in the next */
	unsigned long long key;   /* whose line it is; never 0 */
	struct traceback_log log; /* time is not set: that is for who knows the zone */
};

/* Reads a JSON object that the line is, or ends with; false: there is none. Everything is in the arena. */
bool unwrap_json(struct bytes line, struct arena *arena, struct unwrapped *unwrapped);

/* Reads a line that is a JSON array with the lines of a traceback, or with entries of a log; false: it is none. */
bool unwrap_json_list(struct bytes line, struct arena *arena, struct unwrapped *unwrapped);

/* Reads an entry of a document, which may have entries itself. */
void unwrap_entry(const struct value *entry, struct arena *arena, struct unwrapped *unwrapped);

#endif
