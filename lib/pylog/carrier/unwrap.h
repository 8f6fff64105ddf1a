/*
 * Logs whose lines are JSON: with the text in a member, or with an exception as an object (parsed.h).
 */
#ifndef ST_PYLOG_CARRIER_UNWRAP_H
#define ST_PYLOG_CARRIER_UNWRAP_H

#include "base/arena.h"
#include "record/traceback.h"
#include "json/walk.h"

enum {
	UNWRAP_TEXTS = 64, /* of one object */
	UNWRAP_DEPTH = 7,  /* values so deep are not looked at; the object itself has depth 0 */
};

struct unwrapped {
	/* an exception; if there is none, texts with whole events; if there are none, a line of a log */
	struct raised *raised;
	struct bytes texts[UNWRAP_TEXTS];
	size_t count;
	uint64_t hashes[UNWRAP_TEXTS]; /* of the tracebacks in the texts */
	bool left_out;                 /* there are more texts than UNWRAP_TEXTS */
	size_t seen;                   /* how many texts there are, with those that came twice */
	/* set if it is no line of a log, but a document with many entries, which unwrap_next() gives */
	const struct value *document;
	size_t least; /* in how many of its entries a list of the document has a traceback */
	struct bytes line;
	bool has_line;
	bool partial;             /* the line goes on in the next */
	unsigned long long key;   /* whose line it is; never 0 */
	struct traceback_log log; /* time is not set: that is for who knows the zone */
};

/*
 * Reads a JSON object that the line is, or ends with; false: there is none. What is read lives as long as the arena and the
 * line: texts may stand in either. Without memory it is incomplete, and the arena full.
 */
bool unwrap_json(struct bytes line, struct arena *arena, struct unwrapped *unwrapped);

/* The same for a line that is a JSON array with the lines of a traceback, or with entries of a log; false: it is none. */
bool unwrap_json_list(struct bytes line, struct arena *arena, struct unwrapped *unwrapped);

/* Where the reading of a document is. */
struct unwrap_parts {
	struct walk walk;
	struct traceback_log log;   /* of the document itself */
	bool inside;                /* whether the walk goes on inside the last value */
	bool lists[UNWRAP_DEPTH];   /* which values on the way are lists of entries */
	size_t least[UNWRAP_DEPTH]; /* see `struct unwrapped` */
};

/* Begins with a document, which has to outlive the parts. */
void unwrap_begin(struct unwrap_parts *parts, const struct unwrapped *document);

/*
 * Reads the next part of a document: an entry of one of its lists, or a text with a traceback outside of them; false: that
 * was all. What is read lives as long as the arena and the document.
 */
bool unwrap_next(struct unwrap_parts *parts, struct arena *arena, struct unwrapped *unwrapped);

#endif
