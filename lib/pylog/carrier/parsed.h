/* Exceptions that loggers took apart: objects of JSON with type, message and frames. */
#ifndef ST_PYLOG_CARRIER_PARSED_H
#define ST_PYLOG_CARRIER_PARSED_H

#include "base/arena.h"
#include "record/traceback.h"
#include "json/json.h"

/* The exception that an object has; NULL where it has none. All is in the arena, or of the object. */
struct raised *parsed_read(const struct value *object, struct arena *arena);

#endif
