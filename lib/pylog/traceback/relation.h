/* The sentences between the exceptions of a chain. */
#ifndef ST_PYLOG_TRACEBACK_RELATION_H
#define ST_PYLOG_TRACEBACK_RELATION_H

#include "record/traceback.h"

/* The sentence between two exceptions of a chain; *message: of the first, where Django puts it in. */
enum traceback_relation relation_find(struct bytes line, struct bytes *message);

/* Whether it is the start of such a sentence, up to a blank: it was folded there. */
bool relation_is_half(struct bytes text);

#endif
