/* The frames of a backtrace for people, a line each. */
#ifndef ST_RENDER_FRAMES_H
#define ST_RENDER_FRAMES_H

#include "render/format.h"

/* From which level of detail on there are arguments, and local variables. */
enum { FRAMES_ARGUMENTS = 3, FRAMES_LOCALS = 4 };

/*
 * Appends the frames of the record, with so much detail. Where the options ask for less than
 * arguments, recursion is folded and long names lose their template arguments.
 */
void frames_append(struct rendering *rendering, const struct record *record, int detail);

#endif
