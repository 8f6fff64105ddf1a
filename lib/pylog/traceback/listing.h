/*
 * Tracebacks with listings of source: rich's, in a box, and IPython's. What one line of them is.
 */
#ifndef ST_PYLOG_TRACEBACK_LISTING_H
#define ST_PYLOG_TRACEBACK_LISTING_H

#include "base/arena.h"
#include "record/traceback.h"

enum listing_line {
	LISTING_NOTHING, /* source around the frame, borders */
	LISTING_FRAME,
	LISTING_SOURCE,  /* the line that the arrow points at */
	LISTING_HALF,    /* of a frame: rich wraps what is too wide */
	LISTING_OUTSIDE, /* it is not of the listing */
};

/*
 * A line of rich's box. *frame: the frame, or `text` of it where it is the source, or what there is
 * of a half one. `before` is the half one that the line before was; none: it was something else.
 */
enum listing_line listing_read_box(
    struct bytes line, struct bytes before, struct arena *arena, struct traceback_frame *frame);

/* A line of IPython's; of source, *frame has `text` and, where the line shows it, `line`. */
enum listing_line listing_read_notebook(struct bytes line, struct traceback_frame *frame);

/* A line with source: it goes to the frame, where that is one and lacks its own. */
void listing_set_source(
    struct traceback_frame *frame, const struct traceback_frame *source, struct arena *arena);

/* Whether two names are of one type: IPython shows `pkg.Type` as `Type` at the top. */
bool listing_is_type(struct bytes type, struct bytes shown);

#endif
