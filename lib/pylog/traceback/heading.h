/* The line that a traceback or a stack begins with, and where in it that stands. */
#ifndef ST_PYLOG_TRACEBACK_HEADING_H
#define ST_PYLOG_TRACEBACK_HEADING_H

#include "base/bytes.h"

enum heading_style {
	HEADING_PLAIN,   /* `Traceback (most recent call last):`, and Zope's */
	HEADING_GROUP,   /* `Exception Group Traceback (most recent call last):` */
	HEADING_RICH,    /* in a box */
	HEADING_IPYTHON, /* `ValueError      Traceback (most recent call last)` */
	HEADING_REPORT,  /* `____ test_name ____` of pytest */
	HEADING_DUMP,    /* `… (most recent call first):` of faulthandler */
	HEADING_STACK, /* frames of no exception: `Stack (most recent call last):`, `Call stack:` */
};

struct heading {
	enum heading_style style;
	size_t start, end;   /* where in the line it begins and ends */
	struct bytes type;   /* IPython: of the exception */
	struct bytes rest;   /* what follows it in the line */
	bool fatal;          /* a dump: the thread in which the fault happened */
	struct bytes handle; /* a dump: of the thread */
};

/* Finds the header of a traceback or of a stack in the line. */
bool heading_find(struct bytes line, struct heading *heading);

#endif
