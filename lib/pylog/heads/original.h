/* Heads of log messages as stacktraces.py reads them. */
#ifndef ST_PYLOG_HEADS_ORIGINAL_H
#define ST_PYLOG_HEADS_ORIGINAL_H

#include "pylog/heads/logheader.h"

/* As logheader_read(), but only for the heads and times that stacktraces.py can read. */
bool original_read(struct bytes line, struct logheader *header);

#endif
