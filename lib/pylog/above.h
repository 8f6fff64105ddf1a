/* The lines above a traceback that may be of its log message: those with the same carrier. */
#ifndef ST_PYLOG_ABOVE_H
#define ST_PYLOG_ABOVE_H

#include "base/arena.h"
#include "pylog/carrier/prefix.h"
#include "pylog/heads/logheader.h"

enum {
	ABOVE_LINES = 24,       /* how far up is looked */
	ABOVE_BYTES = 8 * 1024, /* and how many bytes */
};

/* What carries the lines. */
struct above_carrier {
	const struct prefix *prefix;
	struct bytes indent; /* of the header: a log may be set in as a whole */
	struct bytes suffix;
	unsigned long long key; /* of the objects that they are in; 0: in none */
	struct bytes stamp;     /* the time of the header's object */
	bool embedded;          /* all lines stand in one line of the log */
	char line_end;          /* what ends them: LF, or CR */
};

struct above_line {
	struct bytes text; /* without what carries it, clean */
	size_t start;      /* where it begins, in the text above */
};

struct above {
	struct above_line lines[ABOVE_LINES]; /* the nearest first */
	size_t count;
	struct logheader head; /* what the prefix says, if anything */
	bool whole;            /* nothing stands above them */
	bool in_span;          /* one begins with the mark of Markdown's code, which is left out */
};

/*
 * Reads the lines of a text, which ends with the LF (or CR) of the line before the traceback. If a line's carrier has a
 * time that is more than a minute earlier, that line and all above it are left out. Texts are copied to the arena.
 */
void above_read(struct above *above, struct bytes text, const struct above_carrier *carrier,
    struct arena *arena);

/* The text of a line, the nearest is 0; no bytes: there are not so many. */
static inline struct bytes
above_text(const struct above *above, size_t i)
{
	return i < above->count ? above->lines[i].text : BYTES_NONE;
}

/* Whether the traceback is in a fenced block of Markdown, by the fences above; these look the same at both ends. */
bool above_is_fenced(const struct above *above);

#endif
