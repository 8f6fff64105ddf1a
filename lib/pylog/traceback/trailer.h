/* What programs write behind a traceback that ends its message: a sentence, a shell's prompt, the bar of its progress. */
#ifndef ST_PYLOG_TRACEBACK_TRAILER_H
#define ST_PYLOG_TRACEBACK_TRAILER_H

#include "base/bytes.h"

/* Whether the line, which is not set in, is never of a message. It has to have a byte. */
bool trailer_begins(struct bytes line);

/* The same of one that is set in, by its text. */
bool trailer_is_set_in(struct bytes text);

/*
 * Whether such a line, straight behind the message as far as that goes, is of the message all the same: what a program
 * printed that the line above announces (`npm failed:`), or the mark that closes a quotation.
 */
bool trailer_is_quoted(struct bytes message, struct bytes line);

/* `Epoch 1:  10%|█         | 12/120 [00:03<00:30,  3.50it/s]`: tqdm's */
bool trailer_is_progress(struct bytes line);

/* `Process ForkPoolWorker-1:`, which multiprocessing has above a traceback. */
bool trailer_is_pool_process(struct bytes line);

#endif
