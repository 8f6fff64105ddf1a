/* Long messages: lines that can be nothing but more of one, taken together. */
#ifndef ST_PYLOG_WINDOW_RUN_H
#define ST_PYLOG_WINDOW_RUN_H

#include "base/bytes.h"

/*
 * How many bytes at the start of the text are whole lines of that kind, each with its LF: they are
 * set in, and neither blank nor what could be more than text. The text has no CR, ESC, `\` or `#`.
 */
size_t run_length(struct bytes text);

#endif
