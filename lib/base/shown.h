/* Text from outside as it is shown to people: nothing in it can move a cursor or hide a word. */
#ifndef ST_BASE_SHOWN_H
#define ST_BASE_SHOWN_H

#include "base/buffer.h"

/* Appends the text; control characters but the tab, and bytes that are not UTF-8, become \xHH. */
void shown_append(struct buffer *out, struct bytes text);

#endif
