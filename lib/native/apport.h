/* The innermost frames that Apport writes into a report, `StacktraceTop:`: all that a bug on Launchpad shows by itself. */
#ifndef ST_NATIVE_APPORT_H
#define ST_NATIVE_APPORT_H

#include "native/dialect.h"

extern const struct debugger apport_debugger;

#endif
