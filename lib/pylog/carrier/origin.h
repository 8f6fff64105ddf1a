/* Who speaks, as what carries a log's lines names it: a pod, a container, a rank, a process. */
#ifndef ST_PYLOG_CARRIER_ORIGIN_H
#define ST_PYLOG_CARRIER_ORIGIN_H

#include "pylog/carrier/prefix.h"

/* A part of the prefix as it is written; none where the prefix names nobody. */
struct bytes origin_of(const struct prefix *prefix);

#endif
