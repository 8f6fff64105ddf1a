/* The hot path: searches all bytes of a log for words that can begin an exception. */
#ifndef ST_PYLOG_WINDOW_NEEDLES_H
#define ST_PYLOG_WINDOW_NEEDLES_H

#include "base/bytes.h"

enum { NEEDLES_LENGTH_MAX = 32 };

/* The first place of any of these words in the text; NULL: there is none. */
const char *needles_find(struct bytes text);

#endif
