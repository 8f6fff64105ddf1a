/* What a log says that has no threads: why the debugger got nowhere, or whose text it is. */
#ifndef ST_NATIVE_COMPLAINT_H
#define ST_NATIVE_COMPLAINT_H

#include "native/snapshot.h"

/*
 * Notes in the snapshot what a line that is nothing else complains of, or that it is of another
 * program. The first complaint tells why; gdb's own Python may have failed before.
 */
void complaint_note(struct snapshot *snapshot, struct bytes line);

#endif
