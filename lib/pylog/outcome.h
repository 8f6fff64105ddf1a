/* What comes of an event: the record of its exception, or of its thread, or nothing. */
#ifndef ST_PYLOG_OUTCOME_H
#define ST_PYLOG_OUTCOME_H

#include "pylog/flow.h"

/* All that a record is made of; it belongs to the flow. */
struct outcome {
	const struct event *event; /* it has ended */
	const struct start *start;
	struct context *context;
	const struct traceback_log *log; /* what else is known of the log message */
	struct bytes fatal;              /* of a dump: what follows `Fatal Python error: ` */
	struct bytes file, raw;
	long long line, lines, offset;
	bool cut;
};

/* Appends the record, if it is worth one. */
enum flow_result outcome_write(struct outcome *outcome, struct buffer *out);

#endif
