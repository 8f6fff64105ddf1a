/* The lines under a frame of `bt full`: `        name = value`, a value possibly over several lines. */
#ifndef ST_NATIVE_LOCALS_H
#define ST_NATIVE_LOCALS_H

#include "native/drafts.h"

/* How far the locals of the frame that is being read have come; all zero: none yet. */
struct locals {
	struct local *last;
	size_t indent; /* of the names */
	long depth;    /* of the braces that the last value has open */
};

/* Whether the last value has not come to its end, so that any line may belong to it. */
static inline bool
locals_open(const struct locals *locals)
{
	return locals->last != NULL && locals->depth > 0;
}

/* The line is more of the last value. */
bool locals_go_on(struct locals *locals, struct draft *draft, struct bytes line);

/* Adds a line to the frame: a local of its own, or more of the last value. False: it is neither. */
bool locals_read(
    struct locals *locals, struct draft *draft, struct frame *frame, struct bytes line);

#endif
