#include "record/write.h"

#include "base/utf8.h"

#include <stdint.h>

/* What follows the backslash of a control character, `u` for \u00HH. */
static const char controls[] = "uuuuuuuubtnufruuuuuuuuuuuuuuuuuu";

/* What follows the backslash of a byte of ASCII; 0: it needs none. */
static char
escape_of(unsigned char byte)
{
	if (byte < 0x20)
		return controls[byte];
	return byte == '"' || byte == '\\' ? (char)byte : '\0';
}

static char *
put_escape(char *to, unsigned char byte)
{
	static const char digits[] = "0123456789abcdef";

	*to++ = '\\';
	*to++ = escape_of(byte);
	if (escape_of(byte) == 'u') {
		*to++ = '0';
		*to++ = '0';
		*to++ = digits[byte >> 4];
		*to++ = digits[byte & 15];
	}
	return to;
}

/* Copies one character beyond ASCII, or what stands for what is none; *from moves past it. */
static char *
put_character(char *to, struct bytes text, size_t *from)
{
	struct bytes rest = bytes_from(text, *from);
	size_t invalid = 1, length = rest.at[0] == '\0' ? 0 : utf8_length(rest, &invalid);

	if (length == 0) {
		memcpy(to, UTF8_REPLACEMENT, 3);
		*from += invalid;
		return to + 3;
	}
	memcpy(to, rest.at, length);
	*from += length;
	return to + length;
}

/* Copies eight bytes at a time as long as none of them needs anything; *i moves past them. */
static char *
copy_plain(char *to, struct bytes text, size_t *i)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
	uint64_t word;

	while (text.len - *i >= sizeof(word)) {
		memcpy(&word, text.at + *i, sizeof(word));
		/* a top bit is set where a byte is beyond ASCII, below a blank, `"` or `\\` */
		if (((word | (word - ones * ' ') | ((word ^ ones * '"') - ones) |
			 ((word ^ ones * '\\') - ones)) &
			tops) != 0)
			break;
		memcpy(to, &word, sizeof(word));
		to += sizeof(word);
		*i += sizeof(word);
	}
	return to;
}

void
write_text(struct buffer *out, struct bytes text)
{
	/* At the worst each byte becomes \u00HH. */
	char *start = text.len > (size_t)-1 / 8 ? NULL : buffer_reserve(out, 6 * text.len + 2);
	char *to = start;
	size_t i = 0;

	if (start == NULL) {
		out->full = true;
		return;
	}
	*to++ = '"';
	while (i < text.len) {
		unsigned char byte;

		to = copy_plain(to, text, &i);
		if (i == text.len)
			break;
		byte = (unsigned char)text.at[i];
		if (byte == '\0' || byte >= 0x80) {
			to = put_character(to, text, &i);
		} else if (escape_of(byte) == '\0') {
			*to++ = text.at[i++];
		} else {
			to = put_escape(to, byte);
			i++;
		}
	}
	*to++ = '"';
	out->len += (size_t)(to - start);
}

void
write_close(struct buffer *out, size_t start)
{
	if (out->full)
		return;
	if (out->len == start)
		buffer_byte(out, '{');
	else
		out->at[start] = '{';
	buffer_byte(out, '}');
}
