/* Kinds of ASCII bytes, the same in every locale. A byte beyond ASCII is of no kind but ascii_is_name(). */
#ifndef ST_BASE_ASCII_H
#define ST_BASE_ASCII_H

#include "base/bytes.h"
#include "base/lanes.h"

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool
ascii_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
ascii_is_letter(char c)
{
	return ascii_is_lower(c) || ascii_is_upper(c);
}

static inline bool
ascii_is_hex(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* What a hexadecimal digit stands for. */
static inline unsigned
ascii_hex_value(char digit)
{
	return (unsigned)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
}

/* What names in programs consist of. */
static inline bool
ascii_is_word(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

/* The same, and what is beyond ASCII: Python allows it in names. */
static inline bool
ascii_is_name(char c)
{
	return ascii_is_word(c) || (unsigned char)c >= 0x80;
}

static inline char
ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

/* How many bytes at the start of the text are of a kind. */
static inline size_t
ascii_run(struct bytes text, bool (*is)(char))
{
	size_t n = 0;

	while (n < text.len && is(text.at[n]))
		n++;
	return n;
}

/* The same for hexadecimal digits, sixteen at a time, since most addresses have about as many. */
static inline size_t
ascii_run_hex(struct bytes text)
{
	size_t n = 0;

	while (text.len - n >= LANES) {
		lanes bytes = lanes_load(text.at + n), small = bytes | lanes_of(' ');
		size_t run = lanes_first(
		    ~(((bytes >= '0') & (bytes <= '9')) | ((small >= 'a') & (small <= 'f'))));

		n += run;
		if (run < LANES)
			return n;
	}
	return n + ascii_run(bytes_from(text, n), ascii_is_hex);
}

#endif
