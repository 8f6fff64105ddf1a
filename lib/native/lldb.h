/* lldb's `thread backtrace all` (`bt all`) and what it says of the process around it; versions 3 to 19. */
#ifndef ST_NATIVE_LLDB_H
#define ST_NATIVE_LLDB_H

#include "native/dialect.h"

extern const struct debugger lldb_debugger;

/*
 * Takes apart what follows `frame #3: `; the frame's texts point into the text or lie in the arena. False: it is no such
 * frame.
 */
bool lldb_parse(struct bytes text, struct arena *memory, struct frame *frame);

#endif
