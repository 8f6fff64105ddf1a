/* UTF-16 to UTF-8, a piece at a time. */
#ifndef ST_BASE_UTF16_H
#define ST_BASE_UTF16_H

#include "base/bytes.h"

struct utf16 {
	bool big;              /* the high byte comes first */
	unsigned char held[4]; /* of a character that is not complete */
	size_t held_len;
};

/* Whether a text begins with a byte order mark of UTF-16, and which. */
bool utf16_has_mark(struct bytes text, bool *big);

/* Whether it is UTF-16 without a mark, and which: every second byte is NUL at least half of the time, no other is. */
bool utf16_is_likely(struct bytes text, bool *big);

/*
 * The character that a unit, or a pair of them, stands for; *units is how many that are. Half a pair is U+FFFD: `second`
 * is 0 where the text ends before it.
 */
unsigned utf16_character(unsigned first, unsigned second, size_t *units);

/*
 * Decodes a piece into `out`, which has room for half as many bytes again as the piece, and 9; gives how many there
 * are. Half a surrogate pair becomes U+FFFD, and so does what is left over at the end.
 */
size_t utf16_decode(struct utf16 *state, struct bytes text, char *out);
size_t utf16_end(struct utf16 *state, char *out);

#endif
