/* The exceptions of a group: the first and the last, and what their messages were. */
#ifndef ST_GROUP_EVENTS_H
#define ST_GROUP_EVENTS_H

#include "base/buffer.h"
#include "group/keyset.h"
#include "group/when.h"
#include "record/stream.h"
#include "same/template.h"

struct events_options {
	bool exact;  /* messages as they are, and not by template */
	size_t most; /* different messages of a group; of more the events are counted */
};

struct events_message {
	size_t number;         /* of its text */
	long long count, line; /* where it was first seen; below 0: not known */
};

/* All zero: none yet. */
struct events {
	struct buffer first, last; /* JSON: the earliest and the latest */
	struct when earliest,
	    latest;          /* their times; none: they are the first and the last to come */
	struct keyset texts; /* of messages */
	struct events_message *messages; /* by the numbers of their texts */
	size_t count, size;
	long long more; /* events with a message that is not listed */
};

void events_free(struct events *events);

/* All zero: none yet. What one event after the other is read into. */
struct events_scratch {
	struct template template;
	struct buffer shown;
};

void events_scratch_free(struct events_scratch *scratch);

/* Takes in a traceback, or a group of some. Texts are copied to the arena; `scratch` is overwritten. False: no memory. */
bool events_add(struct events *events, const struct record *record,
    const struct events_options *options, struct arena *memory, struct events_scratch *scratch);

/* Appends the array of messages, the most frequent first; nothing where there are none. */
void events_write_messages(struct events *events, struct buffer *out);

#endif
