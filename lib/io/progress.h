/* How far a stage is with a file, on standard error. */
#ifndef ST_IO_PROGRESS_H
#define ST_IO_PROGRESS_H

#include "io/blocks.h"

struct progress {
	bool wanted;
	double shown; /* when it was, in seconds of the file; for progress_show() */
};

/* Whether standard error is a terminal. */
bool progress_is_seen(void);

/* Says it where it is wanted and was not said just now; `more` stands behind it. At the end of a file the line ends. */
void progress_show(
    struct progress *progress, const struct blocks *blocks, bool ended, const char *more);

#endif
