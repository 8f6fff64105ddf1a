/* Where a thread stands in the program's own code. */
#ifndef ST_SAME_OWNFRAME_H
#define ST_SAME_OWNFRAME_H

#include "json/json.h"

/*
 * The innermost frame with a function of the program's own that no header defines; if there is none, the innermost place
 * that is the program's own, or main(). NULL: there is none of these.
 */
const struct value *ownframe_of(const struct value *record, struct arena *memory);

#endif
