/* Stacks that drgn prints, of a kernel or a process that it looks at. */
#ifndef ST_NATIVE_KERNEL_DRGN_H
#define ST_NATIVE_KERNEL_DRGN_H

#include "native/dialect.h"

/*
 * `#12 entry_SYSCALL_64+0xaf/0x14c (arch/x86/entry/entry_64.S:121)`, `#13 0x7f1913b2aaa7`; the texts are the line's. False:
 * that is no such frame. *sure: only drgn writes it so.
 */
bool drgn_parse(struct bytes line, struct frame *frame, bool *sure);

extern const struct debugger drgn_debugger;

#endif
