/* Which records are of one process. */
#ifndef ST_RECORD_PROCESS_H
#define ST_RECORD_PROCESS_H

#include "base/buffer.h"
#include "record/stream.h"

/*
 * Appends a key of the record's process: records are of one process if their keys are the same bytes. That
 * is, if `process` (except for its title) and `inferior` are equal, and, where there is no pid, the file, too.
 */
void process_append_key(const struct record *record, struct buffer *out);

#endif
