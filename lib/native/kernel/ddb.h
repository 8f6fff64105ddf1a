/* Stacks inside FreeBSD, NetBSD and OpenBSD, as these print them when they panic, and as their debugger ddb does. */
#ifndef ST_NATIVE_KERNEL_DDB_H
#define ST_NATIVE_KERNEL_DDB_H

#include "native/dialect.h"

extern const struct debugger ddb_debugger;

#endif
