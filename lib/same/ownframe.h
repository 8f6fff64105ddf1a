/* Where a thread stands in the program's own code. */
#ifndef ST_SAME_OWNFRAME_H
#define ST_SAME_OWNFRAME_H

#include "json/json.h"

/*
 * The innermost frame with a function of the program's own; where none has a name, the innermost one that is not the C
 * library's. NULL: there is none.
 */
const struct value *ownframe_of(const struct value *record, struct arena *memory);

#endif
