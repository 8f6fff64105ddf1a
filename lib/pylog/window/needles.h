/* What can begin an exception, and is looked for in all bytes of a log: this is the hot path. */
#ifndef ST_PYLOG_WINDOW_NEEDLES_H
#define ST_PYLOG_WINDOW_NEEDLES_H

#include "base/bytes.h"

enum { NEEDLES_LENGTH_MAX = 32 };

/* The first place of any needle in the text; NULL: there is none. */
const char *needles_find(struct bytes text);

#endif
