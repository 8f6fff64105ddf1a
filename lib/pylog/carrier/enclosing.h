/* An event inside of another document than a log: an element of XML, a cell of CSV, a field of a report. */
#ifndef ST_PYLOG_CARRIER_ENCLOSING_H
#define ST_PYLOG_CARRIER_ENCLOSING_H

#include "base/arena.h"

struct enclosing {
	enum {
		ENCLOSING_NONE,
		ENCLOSING_MARKUP, /* entities stand in the lines, and a tag ends them */
		ENCLOSING_CELL,   /* quotes stand twice in the lines, and one alone ends them */
		ENCLOSING_CELL_ENDED,
		ENCLOSING_STRING, /* the same with a `\\` before each quote (structlog's logfmt) */
		/* in those, what stands before the header is of no log message */
		ENCLOSING_FIELD, /* the next field ends them */
		ENCLOSING_SHELL, /* PowerShell says below the first line where it ran the command */
	} kind;
	size_t indent; /* how far fields are set in */
	size_t lines;  /* so many PowerShell wrote */
};

/* Finds out which, by the text before the header in its line, and by the next line. */
void enclosing_begin(struct enclosing *enclosing, struct bytes before, struct bytes next);

/*
 * Whether the line is the first one that PowerShell writes below an error of a command: `At line:1 char:5`, in any
 * language, or `    + CategoryInfo          : NotSpecified: (…`. Something may stand before it.
 */
bool enclosing_is_shell(struct bytes line);

/* `  File "a.py", line 1, in &lt;module&gt;`: markup, although quotes stand as they are. */
static inline bool
enclosing_has_entity(struct bytes line)
{
	return bytes_end(line, BYTES("&gt;")) && bytes_start(line, BYTES("  File \""));
}

/*
 * Whether enclosing_take() is needed. A frame may be the first line that shows it: in a cell its quotes are doubled, in
 * markup they are entities, in a string they have a `\\`.
 */
static inline bool
enclosing_is_any(const struct enclosing *enclosing, struct bytes line)
{
	return enclosing->kind != ENCLOSING_NONE ||
	    (line.len > 9 && line.at[8] == '"' && line.at[9] != ',' &&
		bytes_start(line, BYTES("  File \"\""))) ||
	    (line.len > 9 && line.at[7] == '\\' && bytes_start(line, BYTES("  File \\\""))) ||
	    (line.len > 14 && line.at[11] == '\\' && bytes_start(line, BYTES("  |   File \\\""))) ||
	    (line.len > 9 && line.at[7] == '&' && bytes_start(line, BYTES("  File &"))) ||
	    (bytes_tail(line) == ';' && enclosing_has_entity(line));
}

/*
 * Undoes in a line the escapes of the document; the result is in the arena. False: the event's text ended before this
 * line. `whole`: the event is complete, except that its message may go on.
 */
bool enclosing_take(
    struct enclosing *enclosing, struct bytes *text, bool whole, struct arena *arena);

#endif
