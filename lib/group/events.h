/* The exceptions of a group: the first and the last, and what their messages were. */
#ifndef ST_GROUP_EVENTS_H
#define ST_GROUP_EVENTS_H

#include "base/buffer.h"
#include "group/messages.h"
#include "record/stream.h"
#include "record/when.h"

/* All zero: none yet. */
struct events {
	struct buffer first, last; /* JSON: the earliest and the latest */
	struct when earliest,
	    latest; /* their times; none: they are the first and the last to come */
	struct messages messages;
};

void events_free(struct events *events);

/* Takes in a traceback, or a group of some. Texts are copied to the arena; `template` is overwritten. False: no memory. */
bool events_add(struct events *events, const struct record *record,
    const struct messages_options *options, struct arena *memory, struct template *template);

#endif
