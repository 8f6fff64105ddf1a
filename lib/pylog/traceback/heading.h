/* The line that an event begins with: the header of a traceback or of a stack, and its place in the line. */
#ifndef ST_PYLOG_TRACEBACK_HEADING_H
#define ST_PYLOG_TRACEBACK_HEADING_H

#include "base/bytes.h"

enum heading_style {
	HEADING_PLAIN,   /* `Traceback (most recent call last):`, and Zope's */
	HEADING_GROUP,   /* `Exception Group Traceback (most recent call last):` */
	HEADING_RICH,    /* in a box */
	HEADING_IPYTHON, /* `ValueError      Traceback (most recent call last)` */
	HEADING_REPORT,  /* `____ test_name ____` of pytest: no log message has it */
	HEADING_FRAME,   /* no header: a frame without one above it */
	HEADING_IGNORED, /* no header: all that 2.7 says of an exception, `Exception … ignored` */
	HEADING_FATAL,   /* no header: what the interpreter died of, `Fatal Python error: …` */
	HEADING_CLEO, /* no header: `    → 12│ code`, in what cleo writes; most of it stands above */
	HEADING_DUMP,   /* `… (most recent call first):` of faulthandler: innermost frame first */
	HEADING_THREAD, /* a thread's stack, as py-spy and pystack print it */
	HEADING_PROCESS, /* `Python v3.11.2 (…`: py-spy's threads follow */
	HEADING_STACK, /* frames of no exception: `Stack (most recent call last):`, `Call stack:` */
};

/* The texts are parts of the line. */
struct heading {
	enum heading_style style;
	struct bytes before, text; /* what stands before it in the line; the heading itself */
	struct bytes rest;         /* what stands behind its words */
	struct bytes type;         /* IPython: of the exception */
	bool original; /* it is of the exception that the message above tells of: torch */
	bool open;     /* rich: its box has no sides */
	bool labelled; /* a frame with `Stack:` before it: Azure Functions */
	bool outwards; /* its frames come innermost first, and yet it is an exception's */
	bool fatal;    /* a dump: the thread in which the fault happened, or the only one */
	struct bytes handle, name; /* a dump: of the thread */
};

/* Finds the header of a traceback or of a stack in the line. */
bool heading_find(struct bytes line, struct heading *heading);

/* The same, or what begins an event without a header. */
bool heading_find_any(struct bytes line, struct heading *heading);

/* Whether an exception begins so; else only frames, a dump or a stack. */
static inline bool
heading_is_exception(enum heading_style style)
{
	return style < HEADING_DUMP;
}

/*
 * The line without what pytest wrote before a fatal error in it: `test_a.py ..F`, `test_a.py::test_b `. Any other line is
 * returned as it is.
 */
struct bytes heading_fatal(struct bytes line);

#endif
