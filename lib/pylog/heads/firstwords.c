#include "pylog/heads/firstwords.h"

#include "base/ascii.h"
#include "base/hash.h"

enum { WORD_MAX = 64 }; /* bytes of a word that count */

/* Copies a word with its numbers as `0`. *letters, *others: set if it has letters, or other bytes. */
static size_t
mask(struct bytes word, char *masked, bool *letters, bool *others)
{
	size_t n = 0;

	for (size_t i = 0; i < word.len && n < WORD_MAX; i++) {
		char c = word.at[i];
		bool digit = ascii_is_digit(c), inside = n > 0 && masked[n - 1] == '0';

		*letters = *letters || ascii_is_letter(c) || (unsigned char)c >= 0x80;
		*others = *others || !ascii_is_letter(c);
		if (inside &&
		    (digit ||
			(i + 1 < word.len && memchr(".,:", c, 3) != NULL &&
			    ascii_is_digit(word.at[i + 1]))))
			continue;
		masked[n++] = digit ? '0' : c;
	}
	return n;
}

bool
firstwords_read(struct bytes line, struct firstwords *begins)
{
	char masked[2 * WORD_MAX + 1];
	struct bytes word = bytes_first(line, bytes_index(line, ' '));
	bool letters = false, others = false;
	size_t n = mask(word, masked, &letters, &others);

	if (!letters)
		return false;
	begins->marked = others;
	begins->word = hash_bytes((struct bytes){ masked, n });
	line = bytes_from(line, word.len);
	line = bytes_from(line, bytes_indent(line));
	masked[n++] = ' ';
	n += mask(bytes_first(line, bytes_index(line, ' ')), masked + n, &letters, &others);
	begins->words = hash_bytes((struct bytes){ masked, n });
	return true;
}
