/* lldb's `thread backtrace all` (`bt all`) and what it says of the process around it; versions 3 to 19. */
#ifndef ST_NATIVE_LLDB_H
#define ST_NATIVE_LLDB_H

#include "native/dialect.h"

extern const struct debugger lldb_debugger;

#endif
