/*
 * Text from outside as it is shown to people: nothing in it can move a cursor, turn the direction of
 * a line or hide a word.
 */
#ifndef ST_BASE_SHOWN_H
#define ST_BASE_SHOWN_H

#include "base/buffer.h"

/* How many bytes at the start of the text are shown as they are, whole characters only. */
size_t shown_plain(struct bytes text);

enum {
	SHOWN_LONGEST = 10
}; /* bytes that a character, or a byte that is none, becomes at the most */

/*
 * Writes as much of the text as there is room for, takes that off its front, and gives how many
 * bytes it wrote. Control characters but the tab, and bytes that are not UTF-8, become \xHH for each
 * byte; characters that are not seen, or that turn the direction of what is around them, \uHHHH or
 * \UHHHHHHHH.
 */
size_t shown_write(char *to, size_t room, struct bytes *text);

/* Appends all of the text in that way. */
void shown_append(struct buffer *out, struct bytes text);

#endif
