/* A run of bytes that somebody else owns: pointer and length. A NUL is a byte like any other. */
#ifndef ST_BASE_BYTES_H
#define ST_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct bytes {
	const char *at; /* may be NULL where len is 0 */
	size_t len;
};

#define BYTES(literal) ((struct bytes){ "" literal, sizeof(literal) - 1 })

static inline struct bytes
bytes_of(const char *string)
{
	return (struct bytes){ string, string == NULL ? 0 : strlen(string) };
}

static inline bool
bytes_equal(struct bytes a, struct bytes b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool
bytes_start(struct bytes text, struct bytes prefix)
{
	return text.len >= prefix.len &&
	    (prefix.len == 0 || memcmp(text.at, prefix.at, prefix.len) == 0);
}

static inline bool
bytes_end(struct bytes text, struct bytes suffix)
{
	return text.len >= suffix.len &&
	    (suffix.len == 0 ||
		memcmp(text.at + text.len - suffix.len, suffix.at, suffix.len) == 0);
}

/* The bytes from `start` on; none where there are not so many. */
static inline struct bytes
bytes_from(struct bytes text, size_t start)
{
	if (start >= text.len)
		return (struct bytes){ NULL, 0 };
	return (struct bytes){ text.at + start, text.len - start };
}

/* The first `len` bytes, or all where there are fewer. */
static inline struct bytes
bytes_first(struct bytes text, size_t len)
{
	return (struct bytes){ text.at, text.len < len ? text.len : len };
}

/* Where `wanted` first stands in `text`, or NULL. */
const char *bytes_find(struct bytes text, struct bytes wanted);

/* The last place of the byte in `text`, or NULL. */
const char *bytes_find_last(struct bytes text, char byte);

/* How often the byte stands in the text. */
size_t bytes_count(struct bytes text, char byte);

/* How many blanks and tabs it begins with. */
static inline size_t
bytes_indent(struct bytes text)
{
	size_t n = 0;

	/* eight at a time: debuggers set locals in by that */
	while (text.len - n >= 8 && memcmp(text.at + n, "        ", 8) == 0)
		n += 8;
	if (text.len - n >= 4 && memcmp(text.at + n, "    ", 4) == 0)
		n += 4;
	while (n < text.len && (text.at[n] == ' ' || text.at[n] == '\t'))
		n++;
	return n;
}

/* The text without blanks and tabs at its end, or at both ends. */
static inline struct bytes
bytes_trim_end(struct bytes text)
{
	while (text.len > 0 && (text.at[text.len - 1] == ' ' || text.at[text.len - 1] == '\t'))
		text.len--;
	return text;
}

static inline struct bytes
bytes_trim(struct bytes text)
{
	return bytes_trim_end(bytes_from(text, bytes_indent(text)));
}

/* Order as memcmp gives it, a prefix before what is longer. */
int bytes_compare(struct bytes a, struct bytes b);

/* Reads a whole decimal number below 2^53; false where it is none. */
bool bytes_number(struct bytes text, long long *number);

/* Takes the decimal digits off the front; false where there are none, or no number as above. */
bool bytes_take_number(struct bytes *text, long long *number);

/* Reads a whole number of lower-case hexadecimal digits, without `0x`. */
bool bytes_hex(struct bytes text, long long *number);

#endif
