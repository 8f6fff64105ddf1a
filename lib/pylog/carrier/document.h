/* What the lines of an event are a part of, if not of a log alone: an element of XML, a cell of CSV, a field of a report. */
#ifndef ST_PYLOG_CARRIER_DOCUMENT_H
#define ST_PYLOG_CARRIER_DOCUMENT_H

#include "base/arena.h"

struct document {
	bool markup;  /* entities stand in the lines, and a tag ends them */
	size_t field; /* fields are set in so far; 0: there are none */
	enum {
		DOCUMENT_NO_CELL,
		DOCUMENT_CELL, /* quotes stand twice in the lines, and one alone ends them */
		DOCUMENT_CELL_ENDED,
	} cell;
};

/* By what stands before the header in its line. */
void document_begin(struct document *document, struct bytes before);

/* The line may be the first that shows a cell. */
void document_see(struct document *document, struct bytes text);

/* Whether document_take() has something to do. */
static inline bool
document_is_any(const struct document *document)
{
	return document->markup || document->field > 0 || document->cell != DOCUMENT_NO_CELL;
}

/*
 * Undoes in a line what the document does to text; the result is in the arena. False: the text ended before the line.
 * `whole`: all of the event came, but for more of its message.
 */
bool document_take(
    struct document *document, struct bytes *text, bool whole, struct arena *arena);

#endif
