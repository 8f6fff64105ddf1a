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
#define BYTES_NONE ((struct bytes){ NULL, 0 })

/* The same as an initialiser in a static table: { BYTES_ROW("one"), BYTES_ROW("two") } */
#define BYTES_ROW(literal) \
	{ \
		"" literal, sizeof(literal) - 1 \
	}

/* How many elements an array has. */
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

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

/* The text up to a place in it, and from that place on. */
static inline struct bytes
bytes_until(struct bytes text, const char *place)
{
	return (struct bytes){ text.at, (size_t)(place - text.at) };
}

static inline struct bytes
bytes_at(struct bytes text, const char *place)
{
	return bytes_from(text, (size_t)(place - text.at));
}

/* How many bytes stand before the first `byte`; all of the text's where it has none. */
static inline size_t
bytes_index(struct bytes text, char byte)
{
	const char *found =
	    text.len == 0 ? NULL : (const char *)memchr(text.at, (unsigned char)byte, text.len);

	return found == NULL ? text.len : (size_t)(found - text.at);
}

static inline bool
bytes_has(struct bytes text, char byte)
{
	return text.len > 0 && memchr(text.at, (unsigned char)byte, text.len) != NULL;
}

/* The first byte, and the last; a NUL where there is none. */
static inline char
bytes_head(struct bytes text)
{
	return text.len == 0 ? '\0' : text.at[0];
}

static inline char
bytes_tail(struct bytes text)
{
	return text.len == 0 ? '\0' : text.at[text.len - 1];
}

/*
 * Takes the next part off `*rest`: up to the byte `end`, which is taken off, too, or all that is left. False where
 * nothing is left; so there is no empty part after an `end` that is the last byte.
 */
static inline bool
bytes_next(struct bytes *rest, char end, struct bytes *part)
{
	if (rest->len == 0)
		return false;
	*part = bytes_first(*rest, bytes_index(*rest, end));
	*rest = bytes_from(*rest, part->len + 1);
	return true;
}

/* Takes the prefix off the text where it begins so; false where it does not. */
static inline bool
bytes_take(struct bytes *text, struct bytes prefix)
{
	if (!bytes_start(*text, prefix))
		return false;
	*text = bytes_from(*text, prefix.len);
	return true;
}

/* Where `wanted` first stands in `text`, or NULL. */
const char *bytes_find(struct bytes text, struct bytes wanted);

/*
 * Divides the text where `mark` first stands, or last: what is before it and what is behind it, either may be NULL.
 * False: it stands nowhere, and nothing is changed.
 */
bool bytes_split(struct bytes text, struct bytes mark, struct bytes *before, struct bytes *behind);
bool bytes_split_last(
    struct bytes text, struct bytes mark, struct bytes *before, struct bytes *behind);

/* Takes `open` off the start of the text and `close` off its end. False, and nothing is changed, where one is missing. */
static inline bool
bytes_take_around(struct bytes *text, struct bytes open, struct bytes close)
{
	if (text->len < open.len + close.len || !bytes_start(*text, open) ||
	    !bytes_end(*text, close))
		return false;
	*text = (struct bytes){ text->at + open.len, text->len - open.len - close.len };
	return true;
}

/* Takes the suffix off the text where it ends so; false where it does not. */
static inline bool
bytes_take_end(struct bytes *text, struct bytes suffix)
{
	if (!bytes_end(*text, suffix))
		return false;
	text->len -= suffix.len;
	return true;
}

/* The last place of the byte in `text`, or NULL. */
const char *bytes_find_last(struct bytes text, char byte);

/* What stands behind the last `byte`, as `libm.so` in `/lib/libm.so`; the whole text where there is none. */
static inline struct bytes
bytes_behind_last(struct bytes text, char byte)
{
	const char *last = bytes_find_last(text, byte);

	return last == NULL ? text : bytes_at(text, last + 1);
}

/* How often the byte stands in the text. */
size_t bytes_count(struct bytes text, char byte);

/* How many blanks and tabs the text begins with. */
static inline size_t
bytes_indent(struct bytes text)
{
	size_t n = 0;

	if (text.len == 0 || text.at[0] > ' ') /* most texts have none */
		return 0;
	/* eight at a time, since debuggers indent locals by eight blanks */
	while (text.len - n >= 8 && memcmp(text.at + n, "        ", 8) == 0) {
		n += 8;
		if (n < text.len && text.at[n] > ' ')
			return n;
	}
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

/* Takes the next word off the text, which stands between blanks or tabs; no bytes: there is none. */
static inline struct bytes
bytes_take_word(struct bytes *text)
{
	struct bytes start = bytes_from(*text, bytes_indent(*text));
	size_t n = 0;

	while (n < start.len && start.at[n] != ' ' && start.at[n] != '\t')
		n++;
	*text = bytes_from(start, n);
	return bytes_first(start, n);
}

/* Order as memcmp gives it, a prefix before what is longer. */
int bytes_compare(struct bytes a, struct bytes b);

/* Reads a whole decimal number below 2^53; false where it is none. */
bool bytes_number(struct bytes text, long long *number);

/* Takes the decimal digits off the front; false where there are none, or no number as above. */
bool bytes_take_number(struct bytes *text, long long *number);

/* The decimal number behind the words, wherever these stand, with or without blanks between; -1: there is none. */
long long bytes_number_behind(struct bytes text, struct bytes words);

/* Reads a whole number of lower-case hexadecimal digits, without `0x`. */
bool bytes_hex(struct bytes text, long long *number);

#endif
