/*
 * The messages of a group's exceptions, by template, and what stood in the places of the values. What is kept of the
 * messages of two groups, the earlier one first, put together, is what is kept of all.
 */
#ifndef ST_GROUP_MESSAGES_H
#define ST_GROUP_MESSAGES_H

#include "base/keyset.h"
#include "group/place.h"
#include "same/template.h"
#include "json/json.h"

struct messages_options {
	bool exact;  /* messages as they are, and not by template */
	size_t most; /* different templates of a group; of more the events are counted */
};

/* The messages of one template. */
struct message {
	struct bytes text;    /* the template, or the message where messages count as they are */
	struct bytes example; /* the first of them */
	struct template_value *values; /* of the example */
	size_t value_count;
	struct place *places;  /* for each value; NULL where all of them are the example's */
	long long count, line; /* where it was first seen; below 0: not known */
	bool stars;            /* the example is a template that people were shown */
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
 * Counts a message, that may be seen at a line, or all those of a group. Texts are copied to the arena; `template` is
 * overwritten. False: no memory.
 */
bool messages_add(struct messages *messages, struct bytes message, long long line,
    const struct messages_options *options, struct arena *memory, struct template *template);
bool messages_add_group(struct messages *messages, const struct value *group,
    const struct messages_options *options, struct arena *memory, struct template *template);

/* What stood in the place of a value, the first of which is 0. */
struct place messages_place(const struct message *message, size_t value, struct arena *memory);

/* What the example has there. */
struct bytes messages_value(const struct message *message, size_t value);

/* Whether it was not the same in all. */
bool messages_varies(const struct message *message, size_t value);

#endif
