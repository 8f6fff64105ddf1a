/* UTF-8 as RFC 3629 defines it. */
#ifndef ST_BASE_UTF8_H
#define ST_BASE_UTF8_H

#include "base/bytes.h"

#define UTF8_REPLACEMENT "\xEF\xBF\xBD"
enum { UTF8_REPLACING = 0xFFFD }; /* its number */

/*
 * The length of the character that the text begins with, 1 to 4. Where the text begins with none:
 * 0, and *invalid is the length (1 to 3) of the maximal invalid sequence (Unicode 15, section 3.9,
 * table 3-8), the one that a single U+FFFD stands for. The text is not empty.
 */
size_t utf8_length(struct bytes text, size_t *invalid);

/* The number of a character, which is of that length. */
unsigned utf8_character(const char *at, size_t length);

/* Takes the first character off a text that is not empty; an invalid sequence is taken as U+FFFD. */
unsigned utf8_take(struct bytes *text);

/* Writes a character, at most U+10FFFF, to `to`, which needs room for 4 bytes; gives the place behind it. */
char *utf8_put(char *to, unsigned character);

/* How many bytes at the start of the text are valid. */
size_t utf8_valid(struct bytes text);

#endif
