/*
 * What kind of line a line of a traceback is: found once, here; the event goes by the kind and by what was read with it.
 * Only a line that is the other half of the one above, or is set in less than the event, gets a kind anew. Lines come
 * without carriers, colours and line ends.
 */
#ifndef ST_PYLOG_TRACEBACK_KIND_H
#define ST_PYLOG_TRACEBACK_KIND_H

#include "pylog/heads/mark.h"
#include "pylog/traceback/heading.h"
#include "record/traceback.h"

enum kind {
	KIND_BLANK,
	KIND_FRAME, /* `  File "a.py", line 1, in f` */
	KIND_PLACE, /* the same without a function: where a SyntaxError is */
	KIND_HEADING, /* `Traceback (most recent call last):`, also behind the head of a log message */
	KIND_RELATION, /* the sentence between two exceptions of a chain */
	KIND_QUOTE,    /* `"""`, around a traceback of another process */
	KIND_CAUGHT,   /* Twisted's `--- <exception caught here> ---` */
	KIND_REPEATED, /* `[Previous line repeated 3 more times]` */
	KIND_MARKS,    /* `~~~^^^` below source */
	KIND_RULER,    /* ten or more of `=`, `-`, `_` or `*`, perhaps around a title */
	KIND_TORN,     /* a frame that goes on in the next line, or cannot be read */
	KIND_TRAILER,  /* what never is part of a message: `Call stack:`, a prompt */
	KIND_TITLE,    /* ends a message behind an empty line alone: `Stdout:` */
	KIND_LOCATION, /* Blender's: where its operator was called, behind what a script of it raised */
	KIND_NONE,     /* `NoneType: None`, logged where no exception was being handled */
	KIND_IGNORED,      /* 2.7 has the whole exception in one line: `Exception … ignored` */
	KIND_DJANGO_TYPE,  /* `Exception Type: KeyError at /url` */
	KIND_DJANGO_VALUE, /* `Exception Value: …` */
	KIND_EXCEPTION,    /* `Type: message`, the type called like one */
	KIND_WORD,         /* the same of any other name */
	KIND_LOG,          /* a log message begins */
	KIND_END,          /* pip's `[end of output]`, set in */
	KIND_SET_IN,       /* any other line that is set in: source, or more of a message */
	KIND_PLAIN,        /* any other line */
	KINDS,
};

struct log_line {
	enum kind kind;
	struct bytes text;
	size_t indent;
	const struct mark *mark;      /* as given: read again where kind_begins_log() is asked */
	struct bytes type, message;   /* where it looks like an exception line; else no type */
	struct traceback_frame frame; /* of KIND_FRAME and KIND_PLACE alone */
	struct heading heading;       /* of KIND_HEADING alone */
	enum traceback_relation relation; /* of KIND_RELATION alone; the message is the first's */
	long long repeated;               /* of KIND_REPEATED alone */
};

/* The answer of an event to a line: whether the line belongs to it. */
enum line_answer {
	LINE_TAKEN, /* it is part of the event */
	LINE_HELD,  /* it may be, if more of the event follows: an empty line, a foreign one */
	LINE_OVER,  /* the event ended before this line */
	LINE_OVER_EARLIER, /* and before the line above: that is the next traceback's own introduction */
	LINE_OTHER, /* it has not what carries the event's lines: it says nothing of the event */
};

/* Reads a line. Log messages with that mark are recognised, too; it has to outlive the line. */
void kind_read(struct bytes text, const struct mark *mark, struct log_line *line);

/* Whether a log message may begin there: KIND_LOG, and KIND_EXCEPTION that may be either, `ValueError: 2026-11-24 …`. */
bool kind_begins_log(const struct log_line *line);

/* Whether it is a frame of a traceback, or its heading. */
bool kind_is_of_traceback(struct bytes line);

/* At least ten of `=`, `-`, `_` or `*`, with a title between them or without. */
bool kind_is_ruler(struct bytes line);

/*
 * The kinds of line, as bits, that a line of a message may stand above, and then is no part of that message: what
 * ends it is one of them. `near`: no empty line stands above the line itself.
 */
unsigned kind_introduced(const struct log_line *line, bool near);

/* The sentence between two exceptions of a chain. */
bool kind_is_relation(struct bytes line);

/* What faulthandler has above a dump: `Fatal Python error: Aborted`, `Windows fatal exception: access violation`. */
bool kind_is_fatal(struct bytes line);

/* What the interpreter says before a traceback that is no log message: `Exception ignored in: …`. */
bool kind_is_preamble(struct bytes line);

/* The name of the thread in `Exception in thread NAME:`, `… (most recent call last)` or not. */
struct bytes kind_thread_name(struct bytes line);

#endif
