/*
 * Text from outside made safe to show: nothing in it can move a cursor, turn the direction of a line or
 * hide a word.
 */
#ifndef ST_BASE_SHOWN_H
#define ST_BASE_SHOWN_H

#include "base/buffer.h"

/*
 * Appends the text. Control characters other than the tab, and bytes that are not UTF-8, become \xHH, one
 * for each byte. Characters that are invisible, or that turn the direction of text, become \uHHHH or
 * \UHHHHHHHH.
 */
void shown_append(struct buffer *out, struct bytes text);

/* How many bytes at the start of the text are shown as they are, whole characters only. */
size_t shown_plain(struct bytes text);

/* How many bytes at the start of the text take at most `room` bytes when shown, whole characters only. */
size_t shown_fitting(struct bytes text, size_t room);

#endif
