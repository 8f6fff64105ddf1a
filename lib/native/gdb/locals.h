/* The lines under a frame of `bt full`: `        name = value`, a value possibly over several lines. */
#ifndef ST_NATIVE_GDB_LOCALS_H
#define ST_NATIVE_GDB_LOCALS_H

#include "native/drafts.h"
#include "native/gdb/localline.h"

/* How far the locals of the frame that is being read have come; all zero: none yet. */
struct locals {
	struct local *last;
	size_t indent;     /* of the names */
	long depth;        /* of the braces that the last value has open */
	bool quoted;       /* the last value is a text that has not come to its end */
	struct bytes held; /* lines that may be more of it */
};

/* Whether the last value has not come to its end, so that any line may belong to it. */
static inline bool
locals_open(const struct locals *locals)
{
	return locals->depth > 0 || locals->quoted;
}

/*
 * Holds a line that may be more of the last value. If another local follows, it is; else it is dropped. False: there is
 * no value.
 */
bool locals_hold(
    struct locals *locals, struct draft *draft, struct frame *frame, struct bytes line);

/* Adds a line to the frame: a local of its own, or more of the last value. False: the line is neither. */
bool locals_read(
    struct locals *locals, struct draft *draft, struct frame *frame, struct bytes line);

/* The same of a line that is a local wherever one may begin. */
bool locals_take(
    struct locals *locals, struct draft *draft, struct frame *frame, const struct localline *line);

#endif
