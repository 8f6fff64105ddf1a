/*
 * Taking apart the text of a frame as sanitizers print it: `#3 0x… in function(types) file:line:column`, and what comes
 * in its place: `(module+0x…)`, `(BuildId: …)`, `<null>`. libFuzzer and Chromium print their own stacks so, too.
 */
#ifndef ST_NATIVE_SANITIZER_SANITIZERFRAME_H
#define ST_NATIVE_SANITIZER_SANITIZERFRAME_H

#include "record/thread.h"

/* Takes apart what follows the number; the frame's members point into `text`. False: nothing is known of the frame. */
bool sanitizerframe_parse(struct bytes text, struct frame *frame);

/* Whether what follows the number seems to break off: a bracket is open, or a file has no line. */
bool sanitizerframe_is_cut(struct bytes text);

/* Whether what follows the number ends with a module and an offset, as no gdb prints them. */
bool sanitizerframe_has_module(struct bytes text);

/*
 * Whether a line that nothing else tells of is such a frame and none of gdb's: `#`, a number, an address, and a
 * module or a place as sanitizers print them, or a name as gdb does not.
 */
bool sanitizerframe_is(struct bytes line);

/* Whether a line among such frames is one that gdb prints: another backtrace begins. */
bool sanitizerframe_is_gdbs(struct bytes line);

/*
 * Marks frames that are inlined: they have the address of the one that they are inlined into, or its place in the
 * module.
 */
void sanitizerframe_mark_inlined(struct thread *thread);

#endif
