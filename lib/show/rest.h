/* What the things that st-show shows hold besides what it showed, and what it says if it showed nothing. */
#ifndef ST_SHOW_REST_H
#define ST_SHOW_REST_H

#include "show/plan.h"

/*
 * After nothing was shown: makes the things that can be read again those of another stage if they hold something for that
 * one. False: none does, or there are things that cannot be shown twice.
 */
bool rest_look_on(struct plan_thing *things, size_t count);

/*
 * Tells of what else the things hold, besides what was shown. Of pipes this is told while they are read. `failed`: a
 * message on a file that cannot be decompressed is there already.
 */
void rest_tell(const struct plan_thing *things, size_t count, bool failed);

/*
 * Tells that nothing was shown by the plan for these things: what was looked for, and, if pipes hold something for another
 * stage, the pipeline that would show it.
 */
void rest_tell_nothing(const struct plan *plan, struct plan_thing *things, size_t count);

#endif
