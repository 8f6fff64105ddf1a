/*
 * Tracebacks with listings of source: rich's, in a box, and IPython's.
 */
#ifndef ST_PYLOG_TRACEBACK_LISTING_H
#define ST_PYLOG_TRACEBACK_LISTING_H

#include "pylog/traceback/source.h"

/*
 * A line of rich's box, or of IPython's traceback: what it shows of a frame goes to the tree. False: it is not of
 * the listing. It is not blank.
 */
bool listing_read_box(struct source *source, struct tree *tree, struct bytes line);
bool listing_read_notebook(struct source *source, struct tree *tree, struct bytes line);

/* Whether two names are of one type: IPython shows `pkg.Type` as `Type` at the top. */
bool listing_is_type(struct bytes type, struct bytes shown);

#endif
