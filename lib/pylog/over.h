/* Log messages that are over where a traceback begins below them: it is of something else. */
#ifndef ST_PYLOG_OVER_H
#define ST_PYLOG_OVER_H

#include "pylog/heads/logheader.h"

/* A line of an access log; a traceback that stands `straight` below may be of the same request. */
bool over_is_request(struct bytes line, const struct logheader *header, bool straight);

/* What Flask's server says when it starts: lines without a head follow, which are of that message. */
bool over_is_start(const struct logheader *header);

#endif
