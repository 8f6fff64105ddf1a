/* What stands above all groups: what they are of, how many there are, and what is wrong. */
#ifndef ST_RENDER_HEADING_H
#define ST_RENDER_HEADING_H

#include "render/format.h"
#include "render/view.h"

/* Of what all rows have in common; threads and exceptions are never together. */
void heading_append(struct rendering *rendering, struct view *view);

#endif
