/* Tombstones: what Android says of programs that crash, in files of their own and in its log. */
#ifndef ST_NATIVE_TOMBSTONE_H
#define ST_NATIVE_TOMBSTONE_H

#include "native/dialect.h"

extern const struct debugger tombstone_debugger;

/* Reads `#00 pc 000000000004c6f4  /system/lib64/libc.so (abort+164) (BuildId: 0869)`; false: the line is no frame. */
bool tombstone_parse(struct bytes line, struct frame *frame);

#endif
