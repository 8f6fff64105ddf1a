/* What readers of one line begin with: a word, a number, a name. Inline, as all lines go through them. */
#ifndef ST_PYLOG_WORDS_H
#define ST_PYLOG_WORDS_H

#include "base/bytes.h"

static inline bool
words_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Letters, digits, `_`, and what is no ASCII. */
static inline bool
words_is_name(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	    words_is_digit(byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

/* How many digits the text begins with. */
static inline size_t
words_digits(struct bytes text)
{
	size_t n = 0;

	while (n < text.len && words_is_digit(text.at[n]))
		n++;
	return n;
}

/* Reads what the text begins with and moves behind it; false: it begins otherwise. */
static inline bool
words_take(struct bytes *text, struct bytes word)
{
	if (!bytes_start(*text, word))
		return false;
	*text = bytes_from(*text, word.len);
	return true;
}

#endif
