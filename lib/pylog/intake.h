/* Finds out what a line of the log has in it (a JSON object, several lines, or just a line), and offers that to events. */
#ifndef ST_PYLOG_INTAKE_H
#define ST_PYLOG_INTAKE_H

#include "pylog/carrier/verbose.h"
#include "pylog/offers.h"

struct intake {
	struct offers *offers; /* the caller's: lines are offered to those events */
	struct arena *objects; /* of one line of JSON */
	struct buffer scratch, unescaped;
	struct verbose verbose; /* of a journal */
};

/* Initialises an intake that is all zero. False: no memory. */
bool intake_init(struct intake *intake, struct offers *offers);
void intake_free(struct intake *intake);

/* The next line does not follow the last one. */
void intake_forget(struct intake *intake);

/* Whether the next line may be more of a journal's message: then nothing is known of it by itself. */
bool intake_is_inside(const struct intake *intake);

/* Takes a line of the log; `escapes`: it may have a `\\` or a `#`. */
void intake_line(struct intake *intake, const struct flow_line *line, bool escapes);

#endif
