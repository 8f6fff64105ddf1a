/*
 * The messages of a group's exceptions, by template, and the values in them. Adding two groups, the earlier one first,
 * gives the same as adding all of their messages.
 */
#ifndef ST_GROUP_MESSAGES_H
#define ST_GROUP_MESSAGES_H

#include "base/keyset.h"
#include "group/place.h"
#include "same/template.h"
#include "json/json.h"

struct messages_options {
	bool exact;  /* each different message by itself, not by template */
	size_t most; /* most templates kept per group; events beyond that are only counted */
};

/* The messages of one template. */
struct message {
	struct bytes text;             /* the template, or with `exact` the message */
	struct bytes example;          /* the first message */
	struct template_value *values; /* of the example */
	size_t value_count;
	struct place *places;  /* for each value; NULL: all messages have those of the example */
	long long count, line; /* how many; the line of the first in its file, below 0: not known */
	bool stars;            /* the example is itself a template with stars, from a group */
};

/* All zero: none yet. */
struct messages {
	struct keyset texts;
	struct message *list; /* by the numbers of their texts */
	size_t count, size;
	long long more; /* events with a message that is not listed */
};

void messages_free(struct messages *messages);

/*
 * Adds a message, which stood at `line` (below 0: not known), or all messages of a group. Texts are copied to the arena;
 * `template` is scratch. False: no memory.
 */
bool messages_add(struct messages *messages, struct bytes message, long long line,
    const struct messages_options *options, struct arena *memory, struct template *template);
bool messages_add_group(struct messages *messages, const struct value *group,
    const struct messages_options *options, struct arena *memory, struct template *template);

/* What stood in the place of a value; values are numbered from 0. */
struct place messages_place(const struct message *message, size_t value, struct arena *memory);

/* The example's text in that place. */
struct bytes messages_value(const struct message *message, size_t value);

/* Whether messages differ in that place. */
bool messages_varies(const struct message *message, size_t value);

#endif
