/* What programs write behind a traceback that ends its message: a sentence, a shell's prompt, the bar of its progress. */
#ifndef ST_PYLOG_TRACEBACK_TRAILER_H
#define ST_PYLOG_TRACEBACK_TRAILER_H

#include "base/bytes.h"

/* Whether the line, which is not set in, is never of a message. It has to have a byte. */
bool trailer_begins(struct bytes line);

/* The same of one that is set in, by its text. */
bool trailer_is_set_in(struct bytes text);

/*
 * Whether such a line is of the message all the same, whose text so far is given: a program printed it, and the line above
 * announces that (`npm failed:`).
 */
bool trailer_is_announced(struct bytes message, struct bytes line);

/* The same of a line straight behind that text: it goes on with what a program printed, or closes a quotation. */
bool trailer_is_quoted(struct bytes message, struct bytes line);

/* `Epoch 1:  10%|█         | 12/120 [00:03<00:30,  3.50it/s]`: tqdm's */
bool trailer_is_progress(struct bytes line);

/* `Process ForkPoolWorker-1:`, which multiprocessing has above a traceback. */
bool trailer_is_pool_process(struct bytes line);

/* What a program says that looks at source: `a.py:3: error: …`, `a.py:3:0: F0002: …` (mypy, Pylint). */
bool trailer_is_diagnosis(struct bytes line);

#endif
