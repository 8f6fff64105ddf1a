/* What stands above all groups: which process, how many groups, and what is wrong. */
#ifndef ST_RENDER_OVERVIEW_H
#define ST_RENDER_OVERVIEW_H

#include "render/format.h"
#include "render/view.h"

/* The rows are either all of threads or all of exceptions. */
void overview_append(struct rendering *rendering, struct view *view);

#endif
