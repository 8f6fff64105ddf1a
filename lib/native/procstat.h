/* FreeBSD's `procstat -kk`, and -k: a line a thread, with its stack inside the kernel. */
#ifndef ST_NATIVE_PROCSTAT_H
#define ST_NATIVE_PROCSTAT_H

#include "native/dialect.h"

extern const struct debugger procstat_debugger;

#endif
