/* What stacktraces.py says of an exception: its failure, and its functions in the order of Python. */
#ifndef ST_RENDER_ORIGINAL_FAILURE_H
#define ST_RENDER_ORIGINAL_FAILURE_H

#include "base/buffer.h"
#include "record/stream.h"

/*
 * Appends `Type: message`. Lines of the message are joined with `|` from the last one up to the
 * first that is set in, that one and those before it with LF.
 */
void failure_append(struct buffer *out, struct bytes type, struct bytes message);

/* The same of a record; nothing where it has no exception. */
void failure_append_record(struct buffer *out, const struct record *record);

struct failure_frame {
	const struct failure_frame *next; /* the one that it called */
	const struct value *frame;
};

/*
 * The frames of all exceptions of a record, as Python prints them: the outermost first, what
 * stands behind an exception before it. In the record's memory. NULL: there are none, or no memory.
 */
const struct failure_frame *failure_frames(const struct record *record);

#endif
