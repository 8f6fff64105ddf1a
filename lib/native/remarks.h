/* Lines that say nothing to the reader of a debugger's text: what they tell of the process, and of the text. */
#ifndef ST_NATIVE_REMARKS_H
#define ST_NATIVE_REMARKS_H

#include "native/snapshot.h"

/* Remembers which other program prints lines like this one, unless that was found already. */
void remarks_note(struct snapshot *snapshot, struct bytes line);

/*
 * Searches a line that says nothing else for a complaint. The first one is the reason why there are no threads, unless the
 * text is another program's, where the same words mean something else.
 */
void remarks_note_complaint(struct snapshot *snapshot, struct bytes line);

#endif
