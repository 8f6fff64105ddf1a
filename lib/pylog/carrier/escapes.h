/* Several lines of a log in one: line ends written as `#012` or `\n`, or as blanks. */
#ifndef ST_PYLOG_CARRIER_ESCAPES_H
#define ST_PYLOG_CARRIER_ESCAPES_H

#include "base/buffer.h"

/* A line that has its line ends written out, or as blanks; false where it has none behind a traceback's header. */
bool escapes_undo(struct bytes line, struct buffer *text);

#endif
