/* An event inside of another document than a log: an element of XML, a cell of CSV, a field of a report. */
#ifndef ST_PYLOG_CARRIER_DOCUMENT_H
#define ST_PYLOG_CARRIER_DOCUMENT_H

#include "base/arena.h"

struct document {
	enum {
		DOCUMENT_NONE,
		DOCUMENT_MARKUP, /* entities stand in the lines, and a tag ends them */
		DOCUMENT_FIELD,  /* the next field ends them */
		DOCUMENT_CELL,   /* quotes stand twice in the lines, and one alone ends them */
		DOCUMENT_CELL_ENDED,
		DOCUMENT_STRING, /* the same with a `\\` before each quote (structlog's logfmt) */
	} kind;
	size_t indent; /* how far fields are set in */
};

/* Finds out which, by the text before the header in its line. */
void document_begin(struct document *document, struct bytes before);

/*
 * Whether document_take() is needed. A frame may be the first line that shows it: in a cell its quotes are doubled, in
 * markup they are entities, in a string they have a `\\`.
 */
static inline bool
document_is_any(const struct document *document, struct bytes line)
{
	return document->kind != DOCUMENT_NONE ||
	    (line.len > 9 && line.at[8] == '"' && line.at[9] != ',' &&
		bytes_start(line, BYTES("  File \"\""))) ||
	    (line.len > 9 && line.at[7] == '\\' && bytes_start(line, BYTES("  File \\\""))) ||
	    (line.len > 14 && line.at[11] == '\\' && bytes_start(line, BYTES("  |   File \\\""))) ||
	    (line.len > 9 && line.at[7] == '&' && bytes_start(line, BYTES("  File &")));
}

/*
 * Undoes in a line the escapes of the document; the result is in the arena. False: the event's text ended before this
 * line. `whole`: the event is complete, except that its message may go on.
 */
bool document_take(struct document *document, struct bytes *text, bool whole, struct arena *arena);

#endif
