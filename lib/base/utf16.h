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

/*
 * Whether a text without a mark looks like UTF-16, and which: of the high bytes at least half are NUL, of the low bytes
 * none.
 */
bool utf16_is_likely(struct bytes text, bool *big);

/*
 * The character that one unit or a surrogate pair stands for; *units says which, 1 or 2. `second` is 0 where the text
 * ends after the first. Half a pair is U+FFFD.
 */
unsigned utf16_character(unsigned first, unsigned second, size_t *units);

/*
 * Decodes a piece into `out`, which needs room for 1.5 times as many bytes as the piece has, and 9 more; gives how many
 * were written. Half a surrogate pair becomes U+FFFD; so does, by utf16_end(), a unit that is cut off at the end.
 */
size_t utf16_decode(struct utf16 *state, struct bytes text, char *out);
size_t utf16_end(struct utf16 *state, char *out);

#endif
