/* Decides what the carrier of an event's lines is; then the lines above its header can be read. */
#ifndef ST_PYLOG_DECISION_H
#define ST_PYLOG_DECISION_H

#include "pylog/offers.h"

/* Decides for an open event, by its header and the line behind that (NULL: there is none), and reads what is above it. */
void decision_make(struct offers *offers, struct open_flow *open, const struct flow_line *next);

/*
 * Adds notes on what else than Python's exceptions the survey has found so far, each once. `ended`: the log is at its end;
 * then the note on one that belongs to another command says so.
 */
void decision_tell(struct offers *offers, bool ended);

/* Called at the end of a log without exceptions: if it is no text, adds a note on that; false: it is text. */
bool decision_tell_binary(struct offers *offers);

#endif
