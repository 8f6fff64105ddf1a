/* Log messages with named members: logfmt, and JSON objects, one a line. */
#ifndef ST_PYLOG_HEADS_NAMED_H
#define ST_PYLOG_HEADS_NAMED_H

#include "pylog/heads/logheader.h"

/*
 * `time=2026-11-24T10:00:00Z level=error msg="text"`: reads what it knows; false where the line has
 * neither a time nor a level. The header is empty before, and stays so then.
 */
bool named_read_logfmt(struct bytes line, struct logheader *header);

/* Whether the line is a whole object that has a level or a time. */
bool named_is_object(struct bytes line);

#endif
