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

#endif
