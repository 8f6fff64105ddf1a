/* Which records are of one process. */
#ifndef ST_RECORD_PROCESS_H
#define ST_RECORD_PROCESS_H

#include "base/buffer.h"
#include "record/stream.h"

/*
 * Appends what tells the record's process from others: records are of one process where that is
 * the same bytes, that is, where `process` (but for its title) and `inferior` are equal and, without a pid,
 * the file.
 */
void process_append_key(const struct record *record, struct buffer *out);

#endif
