/* What comes of an event: the record of its exception, or of its thread, or nothing. */
#ifndef ST_PYLOG_OUTCOME_H
#define ST_PYLOG_OUTCOME_H

#include "pylog/flow.h"

enum outcome {
	OUTCOME_NOTHING,
	OUTCOME_RECORD,
	OUTCOME_TOO_LARGE, /* no record: there is no room for it */
};

/* Ends the flow's event, as cut short where `cut`, and appends its record, if it is worth one. */
enum outcome outcome_write(struct flow *flow, struct bytes file, bool cut, struct buffer *out);

/* Whether it is of a fatal error's dump, and not of the thread that failed; another one may follow that is. */
bool outcome_is_unnamed(const struct flow *flow);

/* The record of that error where none did, without frames. */
enum outcome outcome_write_fatal(struct flow *flow, struct bytes file, struct buffer *out);

#endif
