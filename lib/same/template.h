/*
 * Messages without what differs from one time to the next: numbers, dates, addresses, paths, quoted values, lists and
 * so on. `user 17 not found` and `user 42 not found` have one template, and each its value.
 */
#ifndef ST_SAME_TEMPLATE_H
#define ST_SAME_TEMPLATE_H

#include "base/buffer.h"

/* Stands for a value in a template. No text of a record has it, as it is never in UTF-8. */
#define TEMPLATE_VALUE '\xff'

/* A value, by its place in the message. */
struct template_value {
	size_t start, length;
};

/* All zero, perhaps but for `stars`: none yet. */
struct template
{
	struct buffer text;            /* quotes and brackets stay around values */
	struct template_value *values; /* in their order */
	size_t count, size;
	bool stars; /* a `*` counts as a value, too: the messages are templates from a group */
	bool full;  /* no memory; what is there is cut short */
};

/* Makes the template of a message, and forgets the one before it; behind 63 values, the rest of a message is one value. */
void template_read(struct template *template, struct bytes message);

void template_free(struct template *template);

#endif
