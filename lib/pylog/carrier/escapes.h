/* Several lines in one: line ends that were written as `#012`, as `\n`, or as blanks. */
#ifndef ST_PYLOG_CARRIER_ESCAPES_H
#define ST_PYLOG_CARRIER_ESCAPES_H

#include "base/buffer.h"

/* Appends the lines that such a line has, with LFs; false if it has no such line end behind a traceback's header. */
bool escapes_undo(struct bytes line, struct buffer *text);

#endif
