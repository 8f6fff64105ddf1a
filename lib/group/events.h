/* The exceptions of a group: the first and the last one, and the messages of all. */
#ifndef ST_GROUP_EVENTS_H
#define ST_GROUP_EVENTS_H

#include "base/buffer.h"
#include "group/messages.h"
#include "record/stream.h"
#include "record/when.h"

/* All zero: none yet. */
struct events {
	struct buffer first, last;    /* the earliest and the latest, as JSON */
	struct when earliest, latest; /* their times; without any, the input's order counts */
	struct messages messages;
};

void events_free(struct events *events);

/* Adds a traceback, or a group of them. Texts are copied to the arena; `template` is scratch. False: no memory. */
bool events_add(struct events *events, const struct record *record,
    const struct messages_options *options, struct arena *memory, struct template *template);

#endif
