/* What stands above an event's header is read as soon as it is known what carries its lines. */
#ifndef ST_PYLOG_DECISION_H
#define ST_PYLOG_DECISION_H

#include "pylog/offers.h"

/* Decides of an open event what carries it, by its header and the line behind that (NULL: there is none), and what is above it. */
void decision_make(struct offers *offers, struct open_flow *open, const struct flow_line *next);

/* Adds to the notes what the log is, as far as it was surveyed, besides one of Python's; each is said once. */
void decision_tell(struct offers *offers);

/* The same of a log at its end that had no exception, and is no text; false: it is. */
bool decision_tell_binary(struct offers *offers);

#endif
