/* Who wrote a line, as named in its prefix: a pod, a container, a rank, a process. */
#ifndef ST_PYLOG_CARRIER_ORIGIN_H
#define ST_PYLOG_CARRIER_ORIGIN_H

#include "pylog/carrier/prefix.h"

/* The part of the prefix that names it, as written; no bytes: none does. */
struct bytes origin_of(const struct prefix *prefix);

#endif
