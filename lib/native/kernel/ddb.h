/* Stacks inside FreeBSD, NetBSD and OpenBSD, as these print them when they panic, and as their debugger ddb does. */
#ifndef ST_NATIVE_KERNEL_DDB_H
#define ST_NATIVE_KERNEL_DDB_H

#include "native/dialect.h"

extern const struct debugger ddb_debugger;

/*
 * Reads `panic() at panic+0x43/frame 0xfffffe004b9db710` or `#2 0xffffffff80a6b9e3 at panic+0x43`. The callee is what
 * stands before `at`: most often it is the function itself. False: the line is no frame.
 */
bool ddb_parse(struct bytes line, struct frame *frame, struct bytes *callee);

#endif
