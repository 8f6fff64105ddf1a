/* Heads of log messages as stacktraces.py reads them. */
#ifndef ST_PYLOG_HEADS_ORIGINAL_H
#define ST_PYLOG_HEADS_ORIGINAL_H

#include "pylog/heads/logheader.h"

/* As logheader_read(), of those heads alone that stacktraces.py knows; a time that it cannot read is none. */
bool original_read(struct bytes line, struct logheader *header);

#endif
