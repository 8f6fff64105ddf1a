/* Several lines in one: line ends that were written as `#012`, as `\n`, as markup, or as blanks. */
#ifndef ST_PYLOG_CARRIER_ESCAPES_H
#define ST_PYLOG_CARRIER_ESCAPES_H

#include "base/buffer.h"

/* Sets the text to the lines that the line has, with LFs; false if no such line end stands behind a traceback's header. */
bool escapes_undo(struct bytes line, struct buffer *text);

#endif
