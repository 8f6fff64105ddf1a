/*
 * pytest's report of a failed test, in its long, automatic and short style: frames with or without
 * a listing of their function, and the lines of the exception behind an `E`.
 */
#ifndef ST_PYLOG_TRACEBACK_REPORT_H
#define ST_PYLOG_TRACEBACK_REPORT_H

#include "pylog/traceback/kind.h"
#include "pylog/traceback/tree.h"

/* All zero: below the title. */
struct report {
	struct bytes function;         /* of the listing */
	struct bytes source;           /* the line that it points at */
	struct traceback_frame *frame; /* the newest, where its source is to come */
	size_t margin;                 /* between `E` and the message */
	int idle;                      /* lines so far, until one is known */
	bool named;                    /* the exception has come */
	bool linked;                   /* and the sentence that links it to the next */
};

/* `____ test_name ____`: *start is where in the line it begins. */
bool report_find_title(struct bytes line, size_t *start);

/* A line below the title. */
enum line_answer report_feed(struct report *report, struct tree *tree, const struct log_line *line);

#endif
