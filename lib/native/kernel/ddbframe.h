/* A frame of a stack inside FreeBSD, NetBSD or OpenBSD. */
#ifndef ST_NATIVE_KERNEL_DDBFRAME_H
#define ST_NATIVE_KERNEL_DDBFRAME_H

#include "native/clue.h"
#include "record/thread.h"

/*
 * Reads `panic() at panic+0x43/frame 0xfffffe004b9db710` or `#2 0xffffffff80a6b9e3 at panic+0x43`. The callee is what
 * stands before `at`: most often it is the function itself. False: the line is no frame.
 */
bool ddbframe_parse(struct bytes line, struct frame *frame, struct bytes *callee);

bool ddbframe_is(struct bytes line);

/* Whether the text begins with the name of a function and a bracket. */
bool ddbframe_begins(struct bytes text);

/* What shows such stacks behind a prefix: frames, and what heads them. */
extern const struct clue ddbframe_clues[];

#endif
