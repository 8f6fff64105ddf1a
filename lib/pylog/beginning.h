/* Where an event begins that has lines above its first traceback: exceptions that were never raised, and the sentences that link them. */
#ifndef ST_PYLOG_BEGINNING_H
#define ST_PYLOG_BEGINNING_H

#include "pylog/above.h"

/*
 * How many of the lines above, from the nearest on, are of the event; none where it begins with its traceback, or
 * (`*cut` is set then) where the beginning that a sentence speaks of is not among them.
 */
size_t beginning_find(const struct above *above, bool *cut);

/* Takes off what is of the event itself, where a text with an event is the message of its log. */
struct bytes beginning_cut_message(struct bytes message);

#endif
