/* An exception as stacktraces.py writes it: the "failure", and the functions in the order of Python. */
#ifndef ST_RENDER_ORIGINAL_FAILURE_H
#define ST_RENDER_ORIGINAL_FAILURE_H

#include "base/buffer.h"
#include "record/stream.h"

/*
 * Appends `Type: message`. Lines of the message are joined from the last one backwards: with `|` down to the
 * first indented one, that and those before it with LF.
 */
void failure_append(struct buffer *out, struct bytes type, struct bytes message);

/* The same for a record; nothing if it has no exception. */
void failure_append_record(struct buffer *out, const struct record *record);

struct failure_frame {
	const struct failure_frame *next; /* the one that it called */
	const struct value *frame;
};

/*
 * The frames of all exceptions of a record as Python prints them: the outermost first, and a cause before
 * the exception that it caused. In the record's arena. NULL: there are none, or no memory.
 */
const struct failure_frame *failure_frames(const struct record *record);

#endif
