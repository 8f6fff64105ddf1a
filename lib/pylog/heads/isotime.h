/* Times as ISO 8601 writes them. */
#ifndef ST_PYLOG_HEADS_ISOTIME_H
#define ST_PYLOG_HEADS_ISOTIME_H

#include "base/zone.h"
#include "pylog/heads/timestamp.h"

enum { ISOTIME_MAX = 64 };

/*
 * The time in `place` of ISOTIME_MAX bytes; no bytes where the text has no year or no such day. The
 * zone (may be NULL) is for texts that name none.
 */
struct bytes isotime_write(const struct timestamp *time, const struct zone *zone, char *place);

#endif
