/* Whose line of a log an object of JSON has: a log may be of many processes, pods or hosts. */
#ifndef ST_PYLOG_CARRIER_OWNER_H
#define ST_PYLOG_CARRIER_OWNER_H

#include "json/json.h"

/*
 * A key of what the members beside `line` say, but for those that change from line to line by their
 * names (times, counters, ids of the line) or that quote the line. Never 0.
 */
unsigned long long owner_key(const struct value *object, const struct value *line);

#endif
