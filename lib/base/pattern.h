/*
 * The small language in which times and heads of log messages are written down. In a pattern, `%` and a letter is a
 * piece, and the table that has the pattern says which: a digit before the letter is how many digits a number has. `%*`
 * is any bytes but blanks, up to the byte that follows in the pattern. A blank is one or more of them, or the end of the
 * text; a `T` is blanks, too, or a T; anything else is itself.
 */
#ifndef ST_BASE_PATTERN_H
#define ST_BASE_PATTERN_H

#include "base/ascii.h"

/* Takes one piece off the text, of so many digits (0: as many as it may have); false where the text has none. */
typedef bool pattern_piece(char letter, size_t digits, struct bytes *text, void *into);

static inline bool
pattern_take_byte(char byte, struct bytes *text)
{
	size_t blanks = byte == ' ' || byte == 'T' ? bytes_indent(*text) : 0;

	if (blanks == 0 && byte == ' ')
		return text->len == 0;
	if (blanks == 0 && bytes_head(*text) != byte)
		return false;
	*text = bytes_from(*text, blanks > 0 ? blanks : 1);
	return true;
}

/* Goes to the byte; false where a blank stands before it, or it stands nowhere. */
static inline bool
pattern_skip_to(char byte, struct bytes *text)
{
	size_t n = bytes_index(*text, byte);

	if (n == text->len || bytes_index(*text, ' ') < n)
		return false;
	*text = bytes_from(*text, n);
	return true;
}

/*
 * Takes off the text what fits the pattern; where it does not fit, false, and the text is as it was. Inline, so that no
 * call is left of `piece`.
 */
static inline bool
pattern_take(const char *pattern, struct bytes *text, pattern_piece *piece, void *into)
{
	struct bytes rest = *text;

	for (; *pattern != '\0'; pattern++) {
		size_t digits = 0;
		bool taken;

		if (*pattern != '%') {
			if (!pattern_take_byte(*pattern, &rest))
				return false;
			continue;
		}
		pattern++;
		if (ascii_is_digit(*pattern))
			digits = (size_t)(*pattern++ - '0');
		taken = *pattern == '*' ? pattern_skip_to(pattern[1], &rest)
					: piece(*pattern, digits, &rest, into);
		if (!taken)
			return false;
	}
	*text = rest;
	return true;
}

#endif
