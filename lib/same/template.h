/*
 * Messages without what differs from one time to the next: numbers, hexadecimal ones, UUIDs, dates
 * and times, quoted values. `user 17 not found` and `user 42 not found` have one template.
 */
#ifndef ST_SAME_TEMPLATE_H
#define ST_SAME_TEMPLATE_H

#include "base/buffer.h"

/* Appends the template: a `*` stands for each such value; quotes stay around it. */
void template_append(struct buffer *out, struct bytes message);

#endif
