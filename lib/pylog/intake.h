/* What is in a line of a log: an object of JSON, several lines in one, or the line itself. */
#ifndef ST_PYLOG_INTAKE_H
#define ST_PYLOG_INTAKE_H

#include "pylog/offers.h"

struct intake;

/* Offers lines to those events, which stay the caller's, as the options do. NULL: no memory. */
struct intake *intake_new(const struct pylog_options *options, struct offers *offers);
void intake_free(struct intake *intake);

/* Another log begins; `file` stays the caller's. */
void intake_begin(struct intake *intake, struct bytes file);

/* A line of the log; `escapes`: it may have a `\\` or a `#`. */
void intake_line(struct intake *intake, const struct flow_line *line, bool escapes);

#endif
