/* lldb's `thread backtrace all` (`bt all`) and what it says of the process around it; versions 3 to 19. */
#ifndef ST_NATIVE_LLDB_H
#define ST_NATIVE_LLDB_H

#include "native/dialect.h"

extern const struct debugger lldb_debugger;

/*
 * Takes apart what follows `frame #3: `; what it is made of points into the text or lies in the memory. False: it is
 * no such frame.
 */
bool lldb_parse(struct bytes text, struct arena *memory, struct frame *frame);

#endif
