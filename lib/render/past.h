/* What a sanitizer tells of earlier: who freed the memory, and who allocated it (member `history`). */
#ifndef ST_RENDER_PAST_H
#define ST_RENDER_PAST_H

#include "render/format.h"

/*
 * Appends the stacks of the past that a thread's record, or a group's, tells of: the program's own functions of each in a
 * line, or if more detail is wanted (-i) all their frames. In a line each, at most four are told of, and not where threads
 * began.
 */
void past_append(struct rendering *rendering, const struct record *record);

#endif
