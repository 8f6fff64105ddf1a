/* eu-stack of elfutils, with any of its options. */
#ifndef ST_NATIVE_EUSTACK_H
#define ST_NATIVE_EUSTACK_H

#include "native/dialect.h"

extern const struct debugger eustack_debugger;

#endif
