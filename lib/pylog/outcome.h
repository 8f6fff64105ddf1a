/* Makes a record of an event that has ended: of its exception, of its thread, or none. */
#ifndef ST_PYLOG_OUTCOME_H
#define ST_PYLOG_OUTCOME_H

#include "pylog/flow.h"

enum outcome {
	OUTCOME_NOTHING,
	OUTCOME_RECORD,
	OUTCOME_TOO_LARGE, /* no record: there is no room for it */
};

/* Appends the record of the flow's event, if it gives one. It has ended (flow_end()); `cut`: before its last line. */
enum outcome outcome_write(
    const struct flow *flow, struct bytes file, bool cut, struct buffer *out);

/* Whether it is a thread of a fatal error's dump, but not the one that failed, which may follow. */
bool outcome_is_unnamed(const struct flow *flow);

/* Appends a record of the fatal error without frames, if that thread did not follow. */
enum outcome outcome_write_fatal(const struct flow *flow, struct bytes file, struct buffer *out);

#endif
