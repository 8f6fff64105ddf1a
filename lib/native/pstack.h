/* pstack of Solaris and illumos, with what may stand behind it (pldd, pflags). */
#ifndef ST_NATIVE_PSTACK_H
#define ST_NATIVE_PSTACK_H

#include "native/dialect.h"

extern const struct debugger pstack_debugger;

#endif
