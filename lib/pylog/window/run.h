/* Fast path for long messages: runs of indented lines that can only continue one. */
#ifndef ST_PYLOG_WINDOW_RUN_H
#define ST_PYLOG_WINDOW_RUN_H

#include "base/bytes.h"

/*
 * How many bytes at the start of the text are such a run: whole lines with their LFs, indented, not blank, and
 * without anything that could have a meaning. The text has no CR, ESC, `\` or `#`.
 */
size_t run_length(struct bytes text);

#endif
