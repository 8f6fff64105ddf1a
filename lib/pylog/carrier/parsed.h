/* Exceptions that loggers write as JSON objects with type, message and frames. */
#ifndef ST_PYLOG_CARRIER_PARSED_H
#define ST_PYLOG_CARRIER_PARSED_H

#include "base/arena.h"
#include "record/traceback.h"
#include "json/json.h"

/* The exception in an object; NULL: it has none. Texts are in the arena, or point into the object. */
struct raised *parsed_read(const struct value *object, struct arena *arena);

#endif
