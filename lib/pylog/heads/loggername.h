/* What the tables of heads ask of the name of a logger. */
#ifndef ST_PYLOG_HEADS_LOGGERNAME_H
#define ST_PYLOG_HEADS_LOGGERNAME_H

#include "base/bytes.h"

/* Whether a name, as token_name() reads it, is what the letter of rows.h asks for; `timestamp` is the time before it, if any. */
bool loggername_fits(char letter, struct bytes name, struct bytes timestamp);

#endif
