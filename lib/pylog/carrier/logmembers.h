/* What the members of a JSON object say of a log message. */
#ifndef ST_PYLOG_CARRIER_LOGMEMBERS_H
#define ST_PYLOG_CARRIER_LOGMEMBERS_H

#include "base/arena.h"
#include "record/traceback.h"
#include "json/json.h"

/* Fills in a log message that is traceback_no_log; its time is not set: that is for who knows the zone. */
void logmembers_read(const struct value *object, struct arena *arena, struct traceback_log *log);

#endif
